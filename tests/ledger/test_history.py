"""What the stages made of an item, what happened to it, and what is known of feeds and runs."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledgers import MINUTE, NOW, add

from pipeline.errors import LedgerUnusable
from pipeline.ledger import STAGES, FeedRow, Ledger

RSS = "https://www.example.org/rss.xml"


# ---- outputs


def test_an_output_moves_the_item_to_the_next_stage(ledger: Ledger) -> None:
    item = add(ledger, "a")
    reached = []
    for stage in STAGES:
        ledger.keep(item.id, stage, f'{{"of": "{stage}"}}', 0.25, NOW)
        reached.append(ledger.get(item.id).stage)
    assert reached == ["extract", "translate", "check", "attribute", "publish", "publish"]
    so_far = ledger.so_far(item.id)
    assert {stage: so_far.made(stage) for stage in so_far.payloads} == {
        stage: f'{{"of": "{stage}"}}' for stage in STAGES
    }
    assert so_far.publication is None
    assert ledger.timings(item.id) == [(stage, 0.25, NOW) for stage in STAGES]


def test_an_output_can_bring_what_was_learnt_of_the_item(ledger: Ledger) -> None:
    item = add(ledger, "a")
    ledger.keep(item.id, "extract", "{}", 0.1, NOW, headline="The harbour opens")
    assert ledger.get(item.id).headline == "The harbour opens"


def test_a_later_output_takes_the_place_of_the_earlier(ledger: Ledger) -> None:
    item = add(ledger, "a")
    ledger.keep(item.id, "fetch", "1", 0.1, NOW)
    ledger.keep(item.id, "fetch", "2", 0.2, NOW + MINUTE)
    assert ledger.output(item.id, "fetch") == "2"
    assert ledger.timings(item.id) == [("fetch", 0.2, NOW + MINUTE)]
    assert ledger.output(item.id, "translate") is None


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(payload=st.text())
def test_an_output_comes_back_as_it_was(ledger: Ledger, payload: str) -> None:
    item = add(ledger, "a")
    ledger.keep(item.id, "fetch", payload, 0.0, NOW)
    assert ledger.output(item.id, "fetch") == payload


def test_a_damaged_output_is_told_and_never_passed_on(ledger: Ledger) -> None:
    item = add(ledger, "a")
    ledger.keep(item.id, "fetch", '{"html": "PGh0bWw+"}', 0.0, NOW)
    with ledger.database.write() as connection:
        connection.exec_driver_sql("UPDATE outputs SET payload = substr(payload, 1, 12)")
    with pytest.raises(LedgerUnusable, match=rf"{item.id}: what fetch made of the item is damaged .* newest backup"):
        ledger.output(item.id, "fetch")


# ---- events


def test_events_are_numbered_and_read_from_where_one_stopped(ledger: Ledger) -> None:
    assert ledger.last_event() == 0
    one, other = add(ledger, "one"), add(ledger, "other")
    ledger.note(one.id, "edited", NOW, by="Mona", detail="b1: نص")
    ledger.note(None, "run", NOW)
    numbers = [event.id for event in ledger.events()]
    assert numbers == sorted(set(numbers))
    assert ledger.last_event() == numbers[-1]
    assert [event.event for event in ledger.events(one.id)] == ["discovered", "edited"]
    assert [event.item_id for event in ledger.events(after=numbers[0])] == [other.id, one.id, None]
    assert [event.id for event in ledger.events(limit=2)] == numbers[:2]
    edited = ledger.events(one.id)[-1]
    assert (edited.by, edited.detail, edited.at) == ("Mona", "b1: نص", NOW)


def test_a_noted_event_leaves_the_item_as_it_is(ledger: Ledger) -> None:
    item = add(ledger, "a")
    ledger.note(item.id, "edited", NOW + MINUTE)
    assert ledger.get(item.id) == item


# ---- feeds and runs


def test_a_feed_is_remembered_with_its_validators(ledger: Ledger) -> None:
    assert ledger.runs.feed(RSS) is None
    worked = FeedRow(url=RSS, etag='"1"', last_modified="Thu, 15 Jan 2026 09:00:00 GMT", checked_at=NOW)
    failed = FeedRow(url=RSS, etag='"1"', checked_at=NOW + MINUTE, failures=1, message="it answered 503")
    ledger.runs.keep_feed(worked)
    assert ledger.runs.feed(RSS) == worked
    ledger.runs.keep_feed(failed)
    ledger.runs.keep_feed(FeedRow(url="https://a.example/", checked_at=NOW))
    assert [feed.url for feed in ledger.runs.feeds()] == ["https://a.example/", RSS]
    assert ledger.runs.feed(RSS) == failed


def test_a_run_that_has_not_ended_says_so(ledger: Ledger) -> None:
    assert ledger.runs.last() is None
    number = ledger.runs.begin(NOW)
    last = ledger.runs.last()
    assert last is not None
    assert (last["id"], last["started_at"], last["finished_at"], last["exit_code"]) == (number, NOW, None, None)


def test_a_run_is_remembered_with_how_it_ended(ledger: Ledger) -> None:
    earlier, later = ledger.runs.begin(NOW), ledger.runs.begin(NOW + MINUTE)
    assert later > earlier
    ledger.runs.end(later, 1, {"published": 2, "stopped": "مهلة"}, NOW + 2 * MINUTE)
    ledger.runs.end(earlier, 0, {}, NOW + 3 * MINUTE)
    assert ledger.runs.last() == {
        "id": later,
        "started_at": NOW + MINUTE,
        "finished_at": NOW + 2 * MINUTE,
        "exit_code": 1,
        "summary": {"published": 2, "stopped": "مهلة"},
    }
