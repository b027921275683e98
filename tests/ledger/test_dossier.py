"""All that is known of an item, read at once: the same as each question by itself would tell."""

import pytest
from ledgers import MINUTE, NOW, add, row

from pipeline.errors import LedgerUnusable, UnknownItem
from pipeline.ledger import STAGES, Ledger
from pipeline.ledger.dossier import dossier


def test_a_dossier_tells_what_the_ledger_tells(ledger: Ledger) -> None:
    item, other = add(ledger, "a"), add(ledger, "b")
    for number, stage in enumerate(reversed(STAGES)):
        ledger.keep(item.id, stage, f'"{stage} {number}"', number / 10, NOW + number * MINUTE, headline="The harbour")
    ledger.published(item.id, row(item, 2), NOW, "Mona")
    ledger.revisions.keep(item.id, 1, "{}", NOW)
    ledger.revisions.keep_unedited(item.id, 2, "{}", NOW)
    ledger.published(other.id, row(other), NOW)
    known = dossier(ledger.database, item.id)
    assert known.item == ledger.get(item.id)
    assert known.made == {stage: ledger.output(item.id, stage) for stage in ("check", "attribute")}
    assert known.timings == ledger.timings(item.id)
    assert known.events == ledger.events(item.id)
    assert (known.is_public, known.earlier, known.last_event) == (True, 1, ledger.last_event())


def test_of_a_new_item_there_is_nothing_but_that_it_was_found(ledger: Ledger) -> None:
    item = add(ledger, "a")
    known = dossier(ledger.database, item.id)
    assert (known.made, known.timings, known.is_public, known.earlier) == ({}, [], False, 0)
    assert [event.event for event in known.events] == ["discovered"]


def test_of_an_item_that_there_is_not_there_is_no_dossier(ledger: Ledger) -> None:
    with pytest.raises(UnknownItem):
        dossier(ledger.database, "0123456789abcdef")


def test_damage_is_told_and_never_passed_on(ledger: Ledger) -> None:
    item = add(ledger, "a")
    ledger.keep(item.id, "check", '{"flags": []}', 0.0, NOW)
    with ledger.database.write() as connection:
        connection.exec_driver_sql("UPDATE outputs SET payload = substr(payload, 1, 12)")
    with pytest.raises(LedgerUnusable, match=f"{item.id}: what check made of the item is damaged"):
        dossier(ledger.database, item.id)
