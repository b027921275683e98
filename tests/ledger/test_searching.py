"""A search by the index finds what a look at every item finds."""

import pytest
from ledgers import NOW, add, row
from sqlalchemy import func, select

from pipeline.ledger import Ledger, searching
from pipeline.ledger.pages import Wanted, items_page
from pipeline.ledger.schema import searchable
from pipeline.ledger.searchable import last_indexed

HEADLINES = (
    ("Old bridge in Tamsin reopens after two years", "إعادة فتح الجسر القديم في تامسين بعد عامين"),
    ('Council\'s £30m plan: "no delay" 100% sure', "مجلس المدينة: لا تأخير في خطة الـ30 مليون جنيه"),
    ("Bridges_of_the_north\\south", "والمجلس يوافق على بناء جسور"),
    ("ÉCOLE reopens AND NOT near", "المدرسة تفتح أبوابها ليلًا"),
)
SEARCHED = (
    "bridge", "BRIDGE", "ridge in t", "old", "reopens", "council's", '"no delay"', "100%", "30m", "_of_", "\\south",
    "école", "and not", "(", "*", "b", "example.org/2", "https://www.example.org/1", "الجسر", "جسر", "مجلس", "لا تأخير",
    "الـ30", "ليلًا", "تامسين بعد عامين", "no such words", "reopens reopens", "x" * 200, " bridge",
)  # fmt: skip


def found(ledger: Ledger, text: str, **wanted: str) -> list[str]:
    items = items_page(ledger.database, Wanted.model_validate({"text": text, **wanted}), limit=9)
    return [item.url[-1] for item in items]


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """Put HEADLINES into a ledger; the last has no publication."""
    for number, (english, arabic) in enumerate(HEADLINES):
        item = add(ledger, str(number), source="A")
        ledger.keep(item.id, "extract", "{}", 0.0, NOW, headline=english)
        if number < len(HEADLINES) - 1:
            ledger.published(item.id, row(item).model_copy(update={"headline": arabic}), NOW)
    return ledger


@pytest.mark.parametrize("waiting", [0, 1000], ids=["indexed", "waiting"])
def test_a_search_finds_what_a_look_at_every_item_finds(
    filled: Ledger, monkeypatch: pytest.MonkeyPatch, waiting: int
) -> None:
    monkeypatch.setattr(searching, "WAITING", waiting)
    by_index = {text: found(filled, text) for text in SEARCHED}
    monkeypatch.setattr(searching, "FEW", -1)
    assert by_index == {text: found(filled, text) for text in SEARCHED}
    assert [sorted(by_index[text]) for text in ("ridge in t", "مجلس", "no such words")] == [["0"], ["1", "2"], []]


def test_an_item_is_found_by_its_id_and_among_those_that_are_wanted(filled: Ledger) -> None:
    [item] = items_page(filled.database, Wanted(text="council"), limit=9)
    assert found(filled, item.id) == found(filled, item.id[3:9].upper()) == ["1"]
    assert found(filled, "reopens", source="A", state="published") == ["0"]
    assert found(filled, "reopens", source="B") == []


def test_a_headline_that_is_replaced_is_found_no_more(filled: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "WAITING", 0)
    [item] = items_page(filled.database, Wanted(text="old bridge"), limit=9)
    filled.keep(item.id, "extract", "{}", 0.0, NOW, headline="Old bridge closes again")
    filled.published(item.id, row(item, 2).model_copy(update={"headline": "إغلاق الجسر"}), NOW)
    assert [found(filled, text) for text in ("two years", "closes again", "بعد عامين", "إغلاق")] == [
        [],
        ["0"],
        [],
        ["0"],
    ]


def test_an_item_that_is_gone_is_found_no_more(filled: Ledger) -> None:
    first, second = (
        items_page(filled.database, Wanted(text=text), limit=1)[0] for text in ("example.org/3", "council")
    )
    assert filled.merge(first.id, second.id, NOW)
    assert found(filled, "école") == []


def test_what_many_items_have_is_looked_for_by_leafing_through_them(
    filled: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "FEW", 1)
    assert searching.candidates(filled.database, "reopens") is None
    assert searching.candidates(filled.database, "council's") is not None
    assert sorted(found(filled, "reopens")) == ["0", "3"]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_sqlite_s_index_is_brought_up_to_date_some_texts_at_a_time(
    filled: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "WAITING", 2)
    monkeypatch.setattr(searching, "AT_ONCE", 5)
    waiting = select(func.max(searchable.c.number) - last_indexed())
    left = []
    for _ in range(3):
        assert sorted(found(filled, "reopens")) == ["0", "3"]
        with filled.database.read() as connection:
            left.append(connection.execute(waiting).scalar_one())
    assert left == [6, 1, 1]


def test_a_text_that_did_not_change_is_not_noted_again(filled: Ledger) -> None:
    count = select(func.count()).select_from(searchable)
    with filled.database.read() as connection:
        before = connection.execute(count).scalar_one()
    [item] = items_page(filled.database, Wanted(text="council"), limit=9)
    filled.keep(item.id, "extract", "{}", 0.0, NOW, headline=HEADLINES[1][0])
    filled.published(item.id, row(item, 2).model_copy(update={"headline": HEADLINES[1][1]}), NOW)
    with filled.database.read() as connection:
        assert connection.execute(count).scalar_one() == before == 2 * 4 + 3
