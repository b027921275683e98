"""What consumers are told: the index's lines, and a change for each thing that changed."""

import pytest
from ledgers import MINUTE, NOW, add, row
from sqlalchemy import event

from pipeline.errors import LedgerUnusable
from pipeline.ledger import Ledger


def test_a_publication_is_in_the_index_and_among_the_changes(ledger: Ledger) -> None:
    item = add(ledger, "a")
    assert ledger.publication(item.id) is None
    ledger.published(item.id, row(item), NOW)
    assert ledger.publication(item.id) == row(item)
    (change,) = ledger.changes()
    assert (change.item_id, change.revision, change.state, change.at, change.sha256) == (
        item.id, 1, "published", NOW, "a" * 64,
    )  # fmt: skip


def test_writing_the_same_again_is_no_change(ledger: Ledger) -> None:
    item = add(ledger, "a")
    for minutes in range(3):
        ledger.published(item.id, row(item), NOW + minutes * MINUTE)
    assert len(ledger.changes()) == 1


def test_each_revision_each_withdrawal_and_each_rewriting_is_a_change(ledger: Ledger) -> None:
    item = add(ledger, "a")
    rows = [row(item), row(item, 2, "b"), row(item, 2, "c"), row(item, 2, "c", withdrawn=True)]
    for each in rows:
        ledger.published(item.id, each, NOW)
    changes = ledger.changes()
    assert [(change.revision, change.state, change.sha256[0]) for change in changes] == [
        (1, "published", "a"), (2, "published", "b"), (2, "published", "c"), (2, "withdrawn", "c"),
    ]  # fmt: skip
    assert [change.cursor for change in changes] == sorted({change.cursor for change in changes})
    assert ledger.publications() == rows[-1:]


def test_a_consumer_goes_on_from_its_cursor(ledger: Ledger) -> None:
    one, other = add(ledger, "one"), add(ledger, "other")
    ledger.published(one.id, row(one), NOW)
    seen = ledger.changes()[-1].cursor
    assert ledger.changes(after=seen) == []
    ledger.published(other.id, row(other), NOW)
    assert [change.item_id for change in ledger.changes(after=seen)] == [other.id]


def test_the_index_has_the_latest_first(ledger: Ledger) -> None:
    early, late = add(ledger, "early"), add(ledger, "late")
    ledger.published(late.id, row(late).model_copy(update={"updated": NOW + MINUTE}), NOW)
    ledger.published(early.id, row(early), NOW)
    assert [line.item_id for line in ledger.publications()] == [late.id, early.id]


@pytest.mark.parametrize("table", ["items", "publications", "changes", "events"])
def test_state_index_line_change_and_event_are_written_together_or_not_at_all(ledger: Ledger, table: str) -> None:
    item = add(ledger, "a")

    @event.listens_for(ledger.database._engine, "before_cursor_execute", retval=True)
    def break_at_the_table(
        _1: object, _2: object, statement: str, parameters: object, *_: object
    ) -> tuple[str, object]:
        writes = statement.startswith((f"INSERT INTO {table} ", f"UPDATE {table} "))
        return ("no such statement" if writes else statement), parameters

    with pytest.raises(LedgerUnusable, match="no"):
        ledger.published(item.id, row(item), NOW)
    event.remove(ledger.database._engine, "before_cursor_execute", break_at_the_table)
    assert (ledger.get(item.id), ledger.publications(), ledger.changes()) == (item, [], [])
    assert [happened.event for happened in ledger.events()] == ["discovered"]
    ledger.published(item.id, row(item), NOW)
    assert (ledger.get(item.id).state, len(ledger.publications()), len(ledger.changes())) == ("published", 1, 1)
