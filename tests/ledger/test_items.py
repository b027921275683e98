"""An item: known by its URLs, found by its id, due until it is settled."""

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from ledgers import MINUTE, NOW, add, row

from pipeline.errors import UnknownItem
from pipeline.ledger import STATES, Item, Ledger, State

if TYPE_CHECKING:
    from collections.abc import Callable

ELSEWHERE = "https://www.example.org/elsewhere"


# ---- known by its URLs


def test_a_new_item_waits_to_be_fetched(ledger: Ledger) -> None:
    item, new = ledger.add("a" * 16, f"{ELSEWHERE}#top", ELSEWHERE, source="Harbour", now=NOW)
    assert new
    assert (item.state, item.stage, item.attempts) == ("discovered", "fetch", 0)
    assert (item.url, item.source, item.discovered_at) == (f"{ELSEWHERE}#top", "Harbour", NOW)
    assert ledger.get(item.id) == item
    assert ledger.knows(ELSEWHERE)


def test_adding_what_is_known_changes_nothing(ledger: Ledger) -> None:
    item = add(ledger, "a")
    by_id = ledger.add(item.id, "https://other.example/", "https://other.example/", source="B", now=NOW + MINUTE)
    by_alias = ledger.add("f" * 16, item.url, item.url, source="B", now=NOW + MINUTE)
    assert by_id == by_alias == (item, False)
    assert ledger.search() == [item]
    assert [event.event for event in ledger.events()] == ["discovered"]


def test_another_url_of_an_item_leads_to_it(ledger: Ledger) -> None:
    item = add(ledger, "a")
    assert ledger.alias(item.id, [item.url, ELSEWHERE]) == item.id
    assert ledger.add("f" * 16, ELSEWHERE, ELSEWHERE, source=None, now=NOW) == (item, False)


def test_a_url_that_is_another_s_already_tells_whose(ledger: Ledger) -> None:
    first, second = add(ledger, "first"), add(ledger, "second")
    assert ledger.alias(second.id, [ELSEWHERE, first.url]) == first.id
    assert ledger.find(first.url, first.url) == first


def test_merged_items_are_one_and_all_urls_lead_to_it(ledger: Ledger) -> None:
    kept, gone = add(ledger, "kept"), add(ledger, "gone")
    ledger.alias(gone.id, [ELSEWHERE])
    ledger.keep(gone.id, "fetch", "{}", 0.1, NOW)
    ledger.merge(gone.id, kept.id, NOW)
    assert ledger.search() == [kept]
    assert ledger.find("", gone.url) == ledger.find("", ELSEWHERE) == kept
    assert ledger.so_far(gone.id).payloads == {}
    assert ledger.add(gone.id, gone.url, gone.url, source=None, now=NOW) == (kept, False)
    last = ledger.events(kept.id)[-1]
    assert (last.event, last.detail) == ("merged", f"{gone.id} is the same article: {gone.url}")


def test_two_items_found_to_be_each_other_stay_one(ledger: Ledger) -> None:
    one, other = add(ledger, "one"), add(ledger, "other")
    ledger.merge(one.id, other.id, NOW)
    ledger.merge(other.id, one.id, NOW)
    ledger.merge(other.id, other.id, NOW)
    assert ledger.search() == [other]
    assert ledger.find("", one.url) == other


# ---- found


def test_an_item_is_found_by_the_beginning_of_its_id(ledger: Ledger) -> None:
    item = add(ledger, "a")
    assert ledger.find(item.id) == ledger.find(item.id[:3]) == ledger.find(item.id[:5].upper()) == item


@pytest.mark.parametrize("reference", ["", "%", "_", "zz", "https://www.example.org/a", "a' OR '1'='1"])
def test_what_begins_no_id_finds_nothing(ledger: Ledger, reference: str) -> None:
    add(ledger, "a")
    with pytest.raises(UnknownItem, match=r"there is no such item\. Next: republish list"):
        ledger.find(reference)


def test_an_ambiguous_beginning_finds_nothing(ledger: Ledger) -> None:
    for last in "12":
        ledger.add(
            "ab" * 7 + "c" + last, f"https://a.example/{last}", f"https://a.example/{last}", source=None, now=NOW
        )
    with pytest.raises(UnknownItem, match="abab: more than one item's id begins so"):
        ledger.find("abab")
    assert ledger.find("ab" * 7 + "c1").url == "https://a.example/1"


def test_an_unknown_url_finds_nothing_though_an_id_begins_like_it(ledger: Ledger) -> None:
    item = add(ledger, "a")
    with pytest.raises(UnknownItem):
        ledger.find(item.id, "https://unknown.example/")


def test_items_are_searched_by_state_source_and_reason_the_latest_first(ledger: Ledger) -> None:
    first, second, third = add(ledger, "1", source="A"), add(ledger, "2", source="B"), add(ledger, "3", source="A")
    first = ledger.settle(first.id, "refused", NOW + 3 * MINUTE, reason="paywall")
    second = ledger.settle(second.id, "failed", NOW + 2 * MINUTE, reason="fetch_timeout")
    assert ledger.search() == [first, second, third]
    assert ledger.search(["refused", "discovered"]) == [first, third]
    assert ledger.search(source="A") == [first, third]
    assert ledger.search(reason="paywall") == [first]
    assert ledger.search(["failed"], source="A") == []
    assert ledger.search(limit=1) == [first]
    assert ledger.search(limit=0) == []
    assert ledger.counts() == {"refused": 1, "failed": 1, "discovered": 1}


# ---- its way


def test_an_item_on_its_way_is_working_and_forgets_what_stopped_it(ledger: Ledger) -> None:
    item = add(ledger, "a")
    ledger.settle(item.id, "failed", NOW, reason="fetch_timeout", message="no answer", attempts=1)
    item = ledger.begin(item.id, "fetch", NOW + MINUTE)
    assert (item.state, item.stage, item.reason, item.message) == ("working", "fetch", None, None)
    assert (item.attempts, item.updated_at) == (1, NOW + MINUTE)


def test_a_settled_item_says_why_and_leaves_an_event(ledger: Ledger) -> None:
    item = add(ledger, "a")
    item = ledger.settle(item.id, "held", NOW, by="Mona", reason="checks", message="2 flags. Next: republish show")
    assert (item.state, item.reason, item.message) == ("held", "checks", "2 flags. Next: republish show")
    event = ledger.events(item.id)[-1]
    assert (event.event, event.by, event.detail) == ("held", "Mona", "2 flags. Next: republish show")


def test_translating_afresh_is_for_one_way_only(ledger: Ledger) -> None:
    item = ledger.begin(add(ledger, "a").id, "translate", NOW, bypass_memory=1)
    assert item.bypass_memory
    assert not ledger.settle(item.id, "held", NOW).bypass_memory


def test_a_published_item_has_nothing_left_of_its_failures(ledger: Ledger) -> None:
    item = add(ledger, "a")
    ledger.settle(item.id, "failed", NOW, reason="r", message="m", attempts=3, next_attempt_at=NOW)
    item = ledger.published(item.id, row(item), NOW)
    assert (item.state, item.reason, item.message, item.attempts, item.next_attempt_at) == (
        "published", None, None, 0, None,
    )  # fmt: skip


def test_a_published_item_can_be_withdrawn(ledger: Ledger) -> None:
    item = add(ledger, "a")
    ledger.published(item.id, row(item), NOW)
    assert ledger.published(item.id, row(item, 2, "b", withdrawn=True), NOW, "Mona").state == "withdrawn"
    last = ledger.events(item.id)[-1]
    assert (last.event, last.by, last.detail) == ("withdrawn", "Mona", "revision 2")


def test_nothing_happens_to_an_item_that_is_not_there(ledger: Ledger) -> None:
    ghost = add(ledger, "a").model_copy(update={"id": "0" * 16})
    acts: tuple[Callable[[], object], ...] = (
        lambda: ledger.get(ghost.id),
        lambda: ledger.begin(ghost.id, "fetch", NOW),
        lambda: ledger.keep(ghost.id, "fetch", "{}", 0.0, NOW),
        lambda: ledger.settle(ghost.id, "refused", NOW),
        lambda: ledger.published(ghost.id, row(ghost), NOW),
    )
    for act in acts:
        with pytest.raises(UnknownItem, match="there is no such item"):
            act()
    assert (ledger.so_far(ghost.id).payloads, ledger.publications(), ledger.changes()) == ({}, [], [])
    assert [event.event for event in ledger.events()] == ["discovered"]


# ---- due


@pytest.mark.parametrize("state", STATES)
def test_the_new_and_the_interrupted_are_due_and_the_settled_are_not(ledger: Ledger, state: State) -> None:
    item = ledger.settle(add(ledger, "a").id, state, NOW)
    assert (item in ledger.due(NOW + 1000 * MINUTE)) is (state in {"discovered", "working"})


def test_a_failed_item_is_due_when_its_time_has_come(ledger: Ledger) -> None:
    item = ledger.settle(add(ledger, "a").id, "failed", NOW, next_attempt_at=NOW + 5 * MINUTE)
    assert ledger.due(NOW + 4.999 * MINUTE) == []
    assert ledger.due(NOW + 5 * MINUTE) == [item]
    east = dt.timezone(dt.timedelta(hours=3))
    assert ledger.due((NOW + 5 * MINUTE).astimezone(east)) == [item]


def test_a_failed_item_without_a_time_waits_for_a_person(ledger: Ledger) -> None:
    ledger.settle(add(ledger, "a").id, "failed", NOW, next_attempt_at=None)
    assert ledger.due(NOW + 10**6 * MINUTE) == []


def test_what_is_due_comes_in_the_order_of_discovery_and_by_source(ledger: Ledger) -> None:
    late, early = add(ledger, "late", source="A", at=NOW + MINUTE), add(ledger, "early", source="B", at=NOW)
    ledger.begin(early.id, "fetch", NOW + 2 * MINUTE)
    assert [item.id for item in ledger.due(NOW)] == [early.id, late.id]
    assert ledger.due(NOW, source="A") == [late]


# ---- times


def test_instants_are_kept_in_utc_to_the_microsecond(ledger: Ledger) -> None:
    east = dt.timezone(dt.timedelta(hours=5, minutes=45))
    at = dt.datetime(2024, 7, 29, 18, 45, 0, 123456, tzinfo=east)
    item: Item = ledger.add("a" * 16, ELSEWHERE, ELSEWHERE, source=None, now=at)[0]
    assert item.discovered_at == at
    assert item.discovered_at.isoformat() == "2024-07-29T13:00:00.123456+00:00"
    ancient = dt.datetime(987, 1, 1, tzinfo=dt.UTC)
    assert ledger.begin(item.id, "fetch", ancient).updated_at == ancient
    assert ledger.begin(item.id, "fetch", NOW).updated_at == NOW


def test_an_instant_without_a_zone_is_refused(ledger: Ledger) -> None:
    item = add(ledger, "a")
    with pytest.raises(Exception, match="has no zone"):
        ledger.begin(item.id, "fetch", dt.datetime(2026, 1, 15))  # noqa: DTZ001 - that is the point
    assert ledger.get(item.id) == item
