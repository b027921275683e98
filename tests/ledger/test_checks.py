"""How published articles are followed: what is due, what is noted, and what a new revision begins anew."""

import datetime as dt

import pytest
from ledgers import MINUTE, NOW, add, row

from pipeline.ledger import CheckRow, Item, Ledger
from pipeline.states import State


def published(ledger: Ledger, name: str, *, look: dt.datetime | None = NOW, source: str | None = None) -> Item:
    item = add(ledger, name, source=source)
    return ledger.published(item.id, row(item), NOW, next_check_at=look)


def due(ledger: Ledger, at: dt.datetime = NOW, source: str | None = None) -> list[str]:
    return [item.url.rpartition("/")[2] for item in ledger.checks.due(at, source)]


def test_what_is_published_is_due_at_its_time_the_longest_due_first(ledger: Ledger) -> None:
    published(ledger, "later", look=NOW + MINUTE)
    published(ledger, "sooner", source="Post")
    published(ledger, "never", look=None)
    add(ledger, "new")
    assert due(ledger, NOW - MINUTE) == []
    assert due(ledger) == ["sooner"]
    assert due(ledger, NOW + MINUTE) == ["sooner", "later"]
    assert due(ledger, NOW + MINUTE, "Post") == ["sooner"]
    assert ledger.checks.ahead() == (2, NOW)


@pytest.mark.parametrize(("state", "followed"), [("held", True), ("refused", True), ("failed", True)])
def test_a_publication_is_followed_whatever_became_of_a_later_attempt(
    ledger: Ledger, state: State, *, followed: bool
) -> None:
    item = published(ledger, "a")
    ledger.settle(item.id, state, NOW)
    assert (due(ledger) == ["a"]) is followed


def test_what_is_on_its_way_or_withdrawn_is_not_looked_at(ledger: Ledger) -> None:
    for name in ("working", "tried again"):
        published(ledger, name)
    ledger.begin(ledger.find("", "https://www.example.org/working").id, "translate", NOW)
    ledger.settle(ledger.find("", "https://www.example.org/tried again").id, "failed", NOW, next_attempt_at=NOW)
    item = published(ledger, "withdrawn")
    ledger.published(item.id, row(item, 2, "b", withdrawn=True), NOW, next_check_at=NOW)
    assert due(ledger) == []


def test_what_is_kept_of_a_look_is_what_is_read(ledger: Ledger) -> None:
    item = published(ledger, "a")
    kept = CheckRow(
        item_id=item.id, next_check_at=NOW + MINUTE, checked_at=NOW, done=2, failures=1, etag='"1"',
        last_modified="Thu, 15 Jan 2026 09:30:00 GMT", message="404", sign="source_gone", sign_since=NOW,
        kept="source_retracted", changes={"body": "1 changed"},
    )  # fmt: skip
    ledger.checks.keep(kept)
    assert ledger.checks.of(item.id) == kept
    assert ledger.checks.of_items([item.id, "f" * 16]) == {item.id: kept}


def test_the_other_articles_of_a_source_that_show_the_same_sign_are_counted(ledger: Ledger) -> None:
    shown = [("a", "Post", "x"), ("b", "Post", "x"), ("c", "Post", "y"), ("d", None, "x")]
    for name, source, sign in shown:
        item = published(ledger, name, source=source)
        ledger.checks.keep(CheckRow(item_id=item.id, sign=sign, sign_since=NOW))
    asked = published(ledger, "e", source="Post")
    ledger.checks.keep(CheckRow(item_id=asked.id, sign="x", sign_since=NOW))
    assert ledger.checks.others_with("x", asked, NOW) == 2
    assert ledger.checks.others_with("x", asked, NOW + MINUTE) == 0


def test_what_the_source_changed_adds_up_until_a_revision_tells_it(ledger: Ledger) -> None:
    item = published(ledger, "a")
    ledger.checks.changed(item.id, {"body": "1 changed"})
    ledger.checks.changed(item.id, {"caption": "1 added", "body": "2 changed"})
    assert ledger.checks.of(item.id).changes == {"body": "2 changed", "caption": "1 added"}
    ledger.published(item.id, row(item, 2, "b"), NOW, next_check_at=NOW + MINUTE)
    assert ledger.checks.of(item.id).changes == {}
    assert ledger.checks.of(item.id).next_check_at == NOW + MINUTE


def test_what_was_published_before_anything_was_followed_is_taken_over_once(ledger: Ledger) -> None:
    item = published(ledger, "a")
    with ledger.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM checks")
    for length in (MINUTE, 2 * MINUTE):
        ledger.checks.adopt(NOW - MINUTE, lambda since, length=length: since + length)  # type: ignore[misc]
    assert ledger.checks.of(item.id).next_check_at == NOW + MINUTE


def test_the_urls_of_a_second_publication_lead_to_the_first(ledger: Ledger) -> None:
    first, second = published(ledger, "a"), published(ledger, "b")
    ledger.hand_over(second.id, first.id)
    assert ledger.find("", "https://www.example.org/b").id == first.id
