"""Which of several translations of one text is used where."""

import datetime as dt

import pytest

from pipeline.engines.memory import NOWHERE, Context, MemoryEntry, best, context_key, contexts_of, memory_key
from pipeline.model import Mark, MarkedText, Role, SourceSegment

NOON = dt.datetime(2024, 7, 29, 12, tzinfo=dt.UTC)
HERE = Context(role="paragraph", before="The miners met.", after="It may last.")
THERE = Context(role="paragraph", before="The army moved.", after="Nobody was hurt.")


def entry(
    target: str, context: Context = NOWHERE, *, source: str = "Strike", reviewed: bool = False, hour: int = 0
) -> MemoryEntry:
    return MemoryEntry(
        source=MarkedText(text=source),
        target=MarkedText(text=target),
        name="Mona" if reviewed else "google",
        reviewed=reviewed,
        recorded_at=NOON + dt.timedelta(hours=hour),
        context=context,
    )


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param(entry("إضراب", THERE, reviewed=True), entry("ضربة", HERE), id="a person's, wherever it stood"),
        pytest.param(entry("إضراب", reviewed=True), entry("ضربة", HERE), id="a person's without a context"),
        pytest.param(entry("إضراب", HERE, reviewed=True), entry("ضربة", THERE, reviewed=True, hour=1),
                     id="of two by persons the one in the same context"),
        pytest.param(entry("إضراب", HERE), entry("ضربة", THERE, hour=1), id="the one in the same context"),
        pytest.param(entry("إضراب", HERE), entry("ضربة", hour=1), id="one in the context over one without"),
        pytest.param(entry("إضراب", HERE.model_copy(update={"after": "It ended."})), entry("ضربة", THERE, hour=1),
                     id="one neighbour is better than none"),
        pytest.param(entry("إضراب", hour=1), entry("ضربة"), id="of two that are even the later one"),
    ],
)  # fmt: skip
def test_of_two_translations_the_better_one_is_used(better: MemoryEntry, worse: MemoryEntry) -> None:
    assert best([better, worse], HERE) == best([worse, better], HERE) == better


@pytest.mark.parametrize(
    ("stood", "stands", "found"),
    [
        ("paragraph", "headline", False),
        ("headline", "paragraph", False),
        ("credit", "paragraph", False),
        ("heading", "headline", True),
        ("caption", "paragraph", True),
        (None, "headline", True),
        ("headline", None, True),
    ],
)
def test_a_few_words_count_among_texts_of_their_kind_only(
    stood: Role | None, stands: Role | None, *, found: bool
) -> None:
    assert (best([entry("ضربة", Context(role=stood))], Context(role=stands)) is not None) is found


@pytest.mark.parametrize("text", ["The strike is over.", "“The strike is over.”", "Is it over?", "(It is over.)"])
def test_a_whole_sentence_means_the_same_everywhere(text: str) -> None:
    known = entry("انتهى الإضراب.", Context(role="headline"), source=text)
    assert best([known], HERE) == known


def test_nothing_is_used_where_there_is_nothing() -> None:
    assert best([], HERE) is None


def test_a_context_is_what_stands_around_and_a_name_has_no_neighbours() -> None:
    segments = [
        SourceSegment(id=role, role=role, source=MarkedText(text=text))
        for role, text in (("headline", "Strike"), ("author", "Jane Roe"), ("paragraph", "It began."))
    ]  # fmt: skip
    assert contexts_of(segments) == [
        Context(role="headline", before="", after="Jane Roe"),
        Context(role="author"),
        Context(role="paragraph", before="Jane Roe", after=""),
    ]


def test_contexts_have_keys_of_their_own_and_spacing_does_not_tell_them_apart() -> None:
    wide = HERE.model_copy(update={"before": " The  miners\nmet. "})
    shifted = Context(role="paragraph", before="", after="The miners met.")
    contexts = [HERE, THERE, shifted, Context(role="paragraph"), Context(before=""), Context(after="")]
    assert context_key(wide) == context_key(HERE)
    assert len({context_key(context) for context in contexts}) == len(contexts)
    assert context_key(NOWHERE) == ""


def test_a_mark_on_the_same_word_elsewhere_in_a_text_makes_another_text() -> None:
    text = "The mayor met the other mayor."
    first, second = (
        MarkedText(text=text, marks=(Mark(kind="link", start=start, end=start + 5, href="https://a.example/"),))
        for start in (4, 24)
    )
    assert memory_key(first) != memory_key(second)
