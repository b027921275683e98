"""The translation memory: one machine's and one reviewed entry a text and context, and the reviewed one wins."""

import contextlib
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledgers import MINUTE, NOW, unmarked
from strategies import marked_texts, words

from pipeline.engines.memory import Context, MemoryEntry, memory_key
from pipeline.errors import MemoryUnreadable
from pipeline.ledger import Ledger
from pipeline.model import Mark, MarkedText

TITLE = MarkedText(text="The harbour opens")


def entry(source: MarkedText | str, target: str, *, name: str = "google", reviewed: bool = False) -> MemoryEntry:
    source = MarkedText(text=source) if isinstance(source, str) else source
    return MemoryEntry(source=source, target=MarkedText(text=target), name=name, reviewed=reviewed, recorded_at=NOW)


def link(text: str, start: int, end: int, href: str) -> MarkedText:
    return MarkedText(text=text, marks=(Mark(kind="link", start=start, end=end, href=href),))


# ---- finding and storing


def test_what_is_stored_is_found_in_the_order_asked(ledger: Ledger) -> None:
    one, two = entry("One.", "واحد."), entry("Two.", "اثنان.", name="deepl")
    ledger.memory.store([one, two])
    asked = [two.source, MarkedText(text="Three."), one.source, two.source]
    assert ledger.memory.find(asked) == [two, None, one, two]


def test_nothing_is_found_for_nothing_and_nothing_is_stored(ledger: Ledger) -> None:
    ledger.memory.store([])
    assert ledger.memory.find([]) == []
    assert list(ledger.memory.entries()) == []


@pytest.mark.parametrize("reviewed_first", [True, False])
def test_a_reviewed_entry_wins_whichever_came_first(ledger: Ledger, *, reviewed_first: bool) -> None:
    machine, human = entry(TITLE, "يفتح المرفأ"), entry(TITLE, "يفتح الميناء أبوابه", name="Mona", reviewed=True)
    for each in [human, machine] if reviewed_first else [machine, human]:
        ledger.memory.store([each])
    assert ledger.memory.find([TITLE]) == [human]
    assert list(ledger.memory.entries()) == [machine, human]


def test_only_reviewed_entries_can_be_asked_for(ledger: Ledger) -> None:
    human = entry("Two.", "اثنان.", name="Mona", reviewed=True)
    ledger.memory.store([entry("One.", "واحد."), entry("Two.", "إثنان"), human])
    assert ledger.memory.find([MarkedText(text="One."), human.source], reviewed_only=True) == [None, human]


def test_a_later_entry_takes_the_place_of_one_of_its_kind(ledger: Ledger) -> None:
    later = entry(TITLE, "يفتح الميناء", name="deepl").model_copy(update={"recorded_at": NOW + MINUTE})
    ledger.memory.store([entry(TITLE, "يفتح المرفأ"), entry(TITLE, "الميناء مفتوح")])
    ledger.memory.store([later])
    assert list(ledger.memory.entries()) == [later]


@pytest.mark.parametrize("count", [499, 500, 501, 1203])
def test_as_many_texts_as_an_article_has_are_found_at_once(ledger: Ledger, count: int) -> None:
    entries = [entry(f"Sentence {number}.", f"جملة {number}.") for number in range(count)]
    ledger.memory.store(entries[::2])
    found = ledger.memory.find([each.source for each in entries])
    assert found[::2] == entries[::2]
    assert not any(found[1::2])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    entries=st.lists(
        st.builds(
            MemoryEntry,
            source=marked_texts(words),
            target=marked_texts(words),
            name=words,
            reviewed=st.booleans(),
            recorded_at=st.just(NOW),
        ),
        max_size=5,
    )
)
def test_the_memory_keeps_the_last_of_each_kind(ledger: Ledger, entries: list[MemoryEntry]) -> None:
    ledger.memory.store(entries)
    last = {(memory_key(each.source), each.reviewed): each for each in entries}
    kept = {(memory_key(each.source), each.reviewed): each for each in ledger.memory.entries()}
    assert {key: kept[key] for key in last} == last


# ---- where a text stood


def test_a_text_has_an_entry_for_each_context_and_the_one_of_the_same_context_is_found(ledger: Ledger) -> None:
    here, there = (Context(role="paragraph", before=text, after="") for text in ("The miners met.", "The army moved."))
    one, two = (
        entry("Strike", target).model_copy(update={"context": context})
        for target, context in (("إضراب", here), ("ضربة", there))
    )
    ledger.memory.store([one, two])
    source = MarkedText(text="Strike")
    assert ledger.memory.find([source, source], contexts=[there, here]) == [two, one]
    assert ledger.memory.find([source], contexts=[Context(role="headline")]) == [None]


def test_who_said_it_first_and_who_changed_it_are_kept(ledger: Ledger) -> None:
    changed = entry(TITLE, "يفتح الميناء", name="Mona").model_copy(
        update={"created_by": "google", "created_at": NOW - MINUTE, "context": Context(role="headline", after="")}
    )
    ledger.memory.store([changed])
    assert list(ledger.memory.entries()) == [changed]


def test_a_memory_that_breaks_off_is_stored_not_at_all(ledger: Ledger) -> None:
    def broken() -> Iterator[MemoryEntry]:
        yield entry("One.", "واحد.")
        raise MemoryUnreadable("not well-formed XML")

    with pytest.raises(MemoryUnreadable):
        ledger.memory.store(broken())
    assert list(ledger.memory.entries()) == []


# As the first version of the ledger had it.
OLD_TABLE = """CREATE TABLE memory (
    "key" VARCHAR(64) NOT NULL, reviewed INTEGER NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL,
    name VARCHAR NOT NULL, recorded_at VARCHAR(27) NOT NULL, PRIMARY KEY ("key", reviewed))"""


def _remembered(each: MemoryEntry) -> str:
    values = memory_key(TITLE), each.source.model_dump_json(), each.target.model_dump_json(), each.name
    key, source, target, name = (f"'{value}'" for value in values)
    return (
        f"INSERT INTO memory VALUES ({key}, {int(each.reviewed)}, {source}, {target}, {name}, '2026-01-15T09:30:00Z')"  # noqa: S608
    )


def test_what_an_older_version_remembered_is_found_in_every_context_and_gives_way_to_the_same_context(
    url: str,
) -> None:
    machine, human = entry(TITLE, "يفتح المرفأ"), entry(TITLE, "يفتح الميناء أبوابه", name="Mona", reviewed=True)
    unmarked(url, "DROP TABLE units", "DROP TABLE memory", OLD_TABLE, *map(_remembered, (machine, human)))
    headline = Context(role="headline", before="", after="")
    for _ in range(2):
        with contextlib.closing(Ledger.open(url)) as ledger:
            assert list(ledger.memory.entries()) == [machine, human]
            assert ledger.memory.find([TITLE], contexts=[headline]) == [human]
    with contextlib.closing(Ledger.open(url)) as ledger:
        nearer = human.model_copy(update={"context": headline, "target": MarkedText(text="الميناء يفتح أبوابه")})
        ledger.memory.store([nearer])
        assert ledger.memory.find([TITLE], contexts=[headline]) == [nearer]


# ---- when two texts are the same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (MarkedText(text="The harbour opens"), MarkedText(text=" The  harbour\nopens ")),
        (MarkedText(text="The harbour opens"), MarkedText(text="The\u00a0harbour opens")),
        (MarkedText(text="A caf\u00e9"), MarkedText(text="A cafe\u0301")),
        (link("A link", 2, 6, "https://a.example/"), link("A link", 2, 6, "https://b.example/")),
        (link("A link", 2, 6, "https://a.example/"), link("A  link", 3, 7, "https://a.example/")),
    ],
)
def test_spacing_unicode_form_and_hrefs_do_not_tell_texts_apart(one: MarkedText, other: MarkedText) -> None:
    assert memory_key(one) == memory_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (MarkedText(text="The harbour opens"), MarkedText(text="The harbour opens.")),
        (MarkedText(text="Polish"), MarkedText(text="polish")),
        (MarkedText(text="A link"), link("A link", 2, 6, "https://a.example/")),
        (link("A link", 2, 6, "https://a.example/"), link("A link", 0, 1, "https://a.example/")),
        (
            MarkedText(text="A link", marks=(Mark(kind="strong", start=2, end=6),)),
            MarkedText(text="A link", marks=(Mark(kind="emphasis", start=2, end=6),)),
        ),
    ],
)
def test_words_case_and_marks_tell_texts_apart(one: MarkedText, other: MarkedText) -> None:
    assert memory_key(one) != memory_key(other)


def test_each_pair_of_languages_has_its_own_keys() -> None:
    assert (
        len({memory_key(TITLE), memory_key(TITLE, target_language="fa"), memory_key(TITLE, source_language="fr")}) == 3
    )
