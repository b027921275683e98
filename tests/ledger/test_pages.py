"""What is leafed through: nothing twice, nothing left out, whatever moves meanwhile."""

import datetime as dt

import pytest
from ledgers import MINUTE, NOW, add, row

from pipeline.ledger import Item, Ledger
from pipeline.ledger.pages import (
    Cursor,
    Wanted,
    changes_page,
    items_page,
    publications_page,
    sources_and_reasons,
)


def leafed(ledger: Ledger, wanted: Wanted, limit: int) -> list[list[Item]]:
    pages: list[list[Item]] = []
    before = None
    while found := items_page(ledger.database, wanted, before=before, limit=limit):
        pages.append(found)
        before = Cursor(found[-1].updated_at, found[-1].id)
    return pages


def publish(ledger: Ledger, item: Item, at: dt.datetime, headline: str = "عنوان") -> None:
    ledger.published(item.id, row(item).model_copy(update={"updated": at, "headline": headline}), at)


def test_items_come_a_page_at_a_time_the_latest_touched_first(ledger: Ledger) -> None:
    made = [add(ledger, f"a{n}", at=NOW + n // 3 * MINUTE) for n in range(10)]  # three to an instant
    pages = leafed(ledger, Wanted(), 4)
    assert [len(page) for page in pages] == [4, 4, 2]
    found = [item for page in pages for item in page]
    assert found == sorted(made, key=lambda item: (item.updated_at, item.id), reverse=True)


def test_an_item_that_moves_up_meanwhile_leaves_no_other_out(ledger: Ledger) -> None:
    made = [add(ledger, f"a{n}", at=NOW + n * MINUTE) for n in range(6)]
    first = items_page(ledger.database, Wanted(), limit=3)
    ledger.settle(made[0].id, "failed", NOW + 60 * MINUTE)
    rest = items_page(ledger.database, Wanted(), before=Cursor(first[-1].updated_at, first[-1].id), limit=9)
    assert {item.id for item in (*first, *rest)} == {item.id for item in made[1:]}


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (Wanted(state="failed"), {"b"}),
        (Wanted(source="A"), {"a"}),
        (Wanted(reason="fetch_timeout"), {"b"}),
        (Wanted(state="failed", source="A"), set()),
        (Wanted(text="/B"), {"b"}),
        (Wanted(text="100% SURE"), {"c"}),
        (Wanted(text="100_"), set()),
        (Wanted(text="الميناء"), {"a"}),
        (Wanted(), {"a", "b", "c"}),
    ],
)
def test_items_are_found_by_state_source_reason_and_words(ledger: Ledger, wanted: Wanted, names: set[str]) -> None:
    a, b, c = add(ledger, "a", source="A"), add(ledger, "b", source="B"), add(ledger, "c")
    publish(ledger, a, NOW, "يفتح الميناء أبوابه")
    ledger.settle(b.id, "failed", NOW, reason="fetch_timeout")
    ledger.keep(c.id, "extract", "{}", 0.0, NOW, headline="100% sure")
    assert {item.url.rpartition("/")[2] for item in items_page(ledger.database, wanted, limit=9)} == names


def test_there_are_the_sources_and_reasons_to_choose_from_that_items_have(ledger: Ledger) -> None:
    for name, source in (("a", "B"), ("b", "A"), ("c", "A"), ("d", None)):
        ledger.settle(add(ledger, name, source=source).id, "refused", NOW, reason="paywall")
    assert sources_and_reasons(ledger.database) == (["A", "B"], ["paywall"])


def test_a_publication_that_changes_meanwhile_is_met_again_at_the_end(ledger: Ledger) -> None:
    made = [add(ledger, f"a{n}", source="A") for n in range(4)]
    for number, item in enumerate(made):
        publish(ledger, item, NOW + number // 2 * MINUTE)
    first = publications_page(ledger.database, limit=3)
    ledger.published(made[0].id, row(made[0], revision=2), NOW + 9 * MINUTE)
    rest = publications_page(ledger.database, since=first[-1].cursor, limit=3)
    assert [found.item_id for found in first] == [item.id for item in made[:3]]
    assert [(found.item_id, found.revision) for found in rest] == [(made[3].id, 1), (made[0].id, 2)]
    assert [found.item_id for found in publications_page(ledger.database, limit=9)] == [
        item.id for item in (*made[1:], made[0])
    ]


def test_a_publication_that_was_made_earlier_and_noted_later_is_not_missed(ledger: Ledger) -> None:
    late, early = add(ledger, "late"), add(ledger, "early")
    publish(ledger, late, NOW + MINUTE)
    read = publications_page(ledger.database, limit=9)
    publish(ledger, early, NOW)
    assert [found.item_id for found in publications_page(ledger.database, since=read[-1].cursor, limit=9)] == [early.id]


def test_publications_are_found_by_state_and_source(ledger: Ledger) -> None:
    a, b = add(ledger, "a", source="A"), add(ledger, "b", source="B")
    publish(ledger, a, NOW)
    ledger.published(b.id, row(b, withdrawn=True), NOW)
    assert [found.item_id for found in publications_page(ledger.database, state="withdrawn", limit=9)] == [b.id]
    assert [found.source for found in publications_page(ledger.database, source="A", limit=9)] == ["A"]


def test_changes_come_a_page_at_a_time(ledger: Ledger) -> None:
    for name in "abc":
        publish(ledger, add(ledger, name), NOW)
    first = changes_page(ledger.database, after=0, limit=2)
    rest = changes_page(ledger.database, after=first[-1].cursor, limit=2)
    assert [*first, *rest] == ledger.changes()
    assert len(first) == 2


def test_a_cursor_is_read_as_it_was_written() -> None:
    cursor = Cursor(
        dt.datetime(2025, 9, 15, 9, 0, 5, tzinfo=dt.timezone(-4 * dt.timedelta(hours=1))), "8819cb7f8990a6b3"
    )
    assert str(cursor) == "2025-09-15T13:00:05.000000Z~8819cb7f8990a6b3"
    assert Cursor.parse(str(cursor)) == cursor


@pytest.mark.parametrize("text", ["", "x", "~a", "2025-09-15T13:00:05Z", "2025-09-15T13:00:05~a"])
def test_what_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"cursor|isoformat"):
        Cursor.parse(text)
