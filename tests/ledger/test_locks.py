"""Locks that all who share a ledger take: one holder at a time, named, and none left of a process that is gone."""

from collections.abc import Iterator

import pytest
from databases import own_schema
from ledgers import add, postgresql
from sqlalchemy import create_engine, func, select, text

from pipeline.errors import LedgerUnusable, LockHeld
from pipeline.ledger import Ledger

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(postgresql() is None, reason="no PostgreSQL: only its ledger is shared"),
]


@pytest.fixture
def url() -> Iterator[str]:
    with own_schema() as own:
        yield own


@pytest.fixture
def ours(url: str) -> Iterator[Ledger]:
    opened = Ledger.open(url)
    yield opened
    opened.close()


@pytest.fixture
def theirs(url: str) -> Iterator[Ledger]:
    opened = Ledger.open(url)
    yield opened
    opened.close()


def cut_off(ledger: Ledger, url: str) -> None:
    """End the connection that has the locks of `ledger`, as a server that goes down does."""
    row = ledger.locks.ask(select(func.pg_backend_pid()))
    assert row is not None
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": row[0]})
    engine.dispose()


def test_one_has_a_lock_at_a_time_and_another_gets_it_when_it_is_given_back(ours: Ledger, theirs: Ledger) -> None:
    held = ours.locks.take("item 1")
    assert held
    assert not theirs.locks.take("item 1")
    assert not ours.locks.take("item 1")
    assert theirs.locks.take("item 2")

    ours.locks.give(held)

    assert theirs.locks.take("item 1")


def test_who_is_kept_out_is_told_who_has_the_lock(ours: Ledger, theirs: Ledger) -> None:
    with ours.locks.alone("run", next_step="wait"):
        with pytest.raises(LockHeld, match=r"process \d+ on .+, connected since 20") as told:
            theirs.locks.alone("run", next_step="wait").__enter__()
        assert told.value.next_step == "wait"
    with theirs.locks.alone("run", next_step="wait"):
        pass


def test_the_locks_of_a_ledger_in_another_schema_are_others(ours: Ledger) -> None:
    with own_schema() as other:
        elsewhere = Ledger.open(other)
        assert ours.locks.take("run")
        assert elsewhere.locks.take("run")
        elsewhere.close()


def test_of_several_places_the_first_free_one_is_taken(ours: Ledger, theirs: Ledger) -> None:
    places = ["place 0", "place 1"]
    taken = [ledger.locks.take_one(places) for ledger in (ours, theirs, ours)]
    assert [held.name if held else None for held in taken] == ["place 0", "place 1", None]


def test_who_is_cut_off_from_the_server_has_no_lock_any_more_and_knows_it(
    ours: Ledger, theirs: Ledger, url: str
) -> None:
    lost = ours.locks.take("item 1")
    assert lost
    assert ours.locks.has(lost)

    cut_off(ours, url)

    assert not ours.locks.has(lost)
    held = theirs.locks.take("item 1")
    assert held
    assert not ours.locks.take("item 1")
    theirs.locks.give(held)


def test_what_was_lost_and_taken_again_is_not_given_back_by_who_had_it_before(
    ours: Ledger, theirs: Ledger, url: str
) -> None:
    lost = ours.locks.take("item 1")
    cut_off(ours, url)
    assert lost
    assert not ours.locks.has(lost)
    again = ours.locks.take("item 1")

    ours.locks.give(lost)

    assert again
    assert ours.locks.has(again)
    assert not theirs.locks.take("item 1")


def test_what_is_asked_while_the_server_is_gone_says_so_and_the_next_question_is_answered(
    ours: Ledger, url: str
) -> None:
    cut_off(ours, url)
    with pytest.raises(LedgerUnusable):
        ours.locks.take("item 1")
    assert ours.locks.take("item 1")


def test_the_character_that_postgresql_cannot_keep_is_left_out(ours: Ledger) -> None:
    item = add(ours, "harbour")
    headline = "The harbour\0 opens"

    ours.keep(item.id, "extract", '{"headline": "The harbour\0 opens"}', 0.1, item.discovered_at, headline=headline)
    ours.note(item.id, "changed", item.discovered_at, detail="a\0b")

    assert ours.get(item.id).headline == "The harbour opens"
    assert ours.events(item.id)[-1].detail == "ab"
    assert ours.output(item.id, "extract") == '{"headline": "The harbour\0 opens"}'
