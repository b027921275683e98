"""Tokens: where they are put, and what comes back of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Mark, MarkedText
from pipeline.stages.translate.tokens import is_clean, placed, plain, spans_of, with_tokens, without_tokens

SOURCE = "Officials read the report, then left."


def linked(text: str, *phrases: str) -> MarkedText:
    """Return `text` with a link on each of `phrases`."""
    marks = (
        Mark(kind="link", start=text.index(p), end=text.index(p) + len(p), href=f"https://example.org/{number}")
        for number, p in enumerate(phrases)
    )
    return MarkedText(text=text, marks=tuple(marks))


def test_tokens_stand_at_both_ends_of_the_marked_words() -> None:
    assert with_tokens(linked(SOURCE, "the report", "left")) == "Officials read ⟦1⟧the report⟦2⟧, then ⟦3⟧left⟦4⟧."


def test_a_mark_on_the_whole_text_needs_none() -> None:
    assert with_tokens(linked(SOURCE, SOURCE)) == SOURCE


def test_two_marks_on_the_same_words_share_theirs() -> None:
    strong = Mark(kind="strong", start=15, end=25)
    both = linked(SOURCE, "the report").model_copy(update={"marks": (*linked(SOURCE, "the report").marks, strong)})
    assert with_tokens(both) == "Officials read ⟦1⟧the report⟦2⟧, then left."
    target = placed(both, "قرأ المسؤولون ⟦1⟧التقرير⟦2⟧ ثم غادروا.")
    assert target is not None
    assert [(mark.kind, target.marked(mark)) for mark in target.marks] == [("link", "التقرير"), ("strong", "التقرير")]


def test_marks_within_marks_close_in_order() -> None:
    text = linked(SOURCE, "the report, then", "report")
    assert with_tokens(text) == "Officials read ⟦1⟧the ⟦3⟧report⟦4⟧, then⟦2⟧ left."


def test_a_text_with_such_brackets_of_its_own_gets_no_tokens() -> None:
    assert with_tokens(linked("An ⟦odd⟧ text", "text")) is None


@pytest.mark.parametrize(
    ("answer", "text", "words"),
    [
        ("قرأ المسؤولون ⟦1⟧التقرير⟦2⟧، ثم غادروا.", "قرأ المسؤولون التقرير، ثم غادروا.", "التقرير"),
        ("قرأ المسؤولون ⟦ 1 ⟧ التقرير ⟦ 2 ⟧ ، ثم غادروا.", "قرأ المسؤولون التقرير، ثم غادروا.", "التقرير"),
        ("قرأ المسؤولون ⟦١⟧ التقرير ⟦٢⟧، ثم غادروا.", "قرأ المسؤولون التقرير، ثم غادروا.", "التقرير"),
        ("قرأ المسؤولون ⟧1⟦التقرير⟧2⟦، ثم غادروا.", "قرأ المسؤولون التقرير، ثم غادروا.", "التقرير"),
        ("اطلع المسؤولون على⟦1⟧ التقرير ⟦2⟧ثم غادروا.", "اطلع المسؤولون على التقرير ثم غادروا.", "التقرير"),
        ("تمسك المسؤولون ب⟦1⟧ التقرير⟦2⟧ ثم غادروا.", "تمسك المسؤولون بالتقرير ثم غادروا.", "التقرير"),
        ("قرأ المسؤولون البيان و ⟦1⟧ التقرير ⟦2⟧.", "قرأ المسؤولون البيان والتقرير.", "التقرير"),
        ("تنبه المسؤولون لـ ⟦1⟧ التقرير ⟦2⟧.", "تنبه المسؤولون لـالتقرير.", "التقرير"),
        ("⟦1⟧ التقرير ⟦2⟧ قرأه المسؤولون.", "التقرير قرأه المسؤولون.", "التقرير"),
        ("قرأ المسؤولون «⟦1⟧ التقرير ⟦2⟧».", "قرأ المسؤولون «التقرير».", "التقرير"),
        ("قرأ المسؤولون ⟦1⟧التقرير،⟦2⟧ ثم غادروا.", "قرأ المسؤولون التقرير، ثم غادروا.", "التقرير"),
        ("غادر المسؤولون بعد قراءة ⟦1⟧التقرير⟦2⟧", "غادر المسؤولون بعد قراءة التقرير", "التقرير"),
    ],
)
def test_tokens_that_came_back_give_the_mark_its_words_and_leave_no_trace(answer: str, text: str, words: str) -> None:
    target = placed(linked(SOURCE, "the report"), answer)
    assert target is not None
    assert target.text == text
    assert [target.marked(mark) for mark in target.marks] == [words]
    assert target.marks[0].href == "https://example.org/0"


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param("قرأ المسؤولون التقرير، ثم غادروا.", id="both lost"),
        pytest.param("قرأ المسؤولون ⟦1⟧التقرير، ثم غادروا.", id="one lost"),
        pytest.param("قرأ ⟦1⟧المسؤولون⟦2⟧ ⟦1⟧التقرير⟦2⟧.", id="twice"),
        pytest.param("قرأ المسؤولون ⟦2⟧التقرير⟦1⟧، ثم غادروا.", id="in the wrong order"),
        pytest.param("قرأ المسؤولون التقرير، ثم غادروا ⟦1⟧ ⟦2⟧.", id="around nothing"),
        pytest.param("قرأ المسؤولون ⟦1⟧التقرير⟦2، ثم غادروا.", id="cut"),
        pytest.param("⟦1⟧قرأ المسؤولون في العاصمة التقرير، ثم غادروا جميعًا على الفور⟦2⟧.", id="around everything"),
    ],
)
def test_tokens_that_cannot_be_believed_place_nothing(answer: str) -> None:
    assert placed(linked(SOURCE, "the report"), answer) is None


def test_words_that_changed_places_keep_each_its_own_mark() -> None:
    source = linked("Jane Roe of The Ledger wrote it.", "Jane Roe", "The Ledger")
    target = placed(source, "كتبته في صحيفة ⟦3⟧ليدجر⟦4⟧ الصحفية ⟦1⟧جين رو⟦2⟧.")
    assert target is not None
    assert [target.marked(mark) for mark in target.marks] == ["جين رو", "ليدجر"]


@pytest.mark.parametrize(
    ("answer", "clean"),
    [("النص ⟦1⟧هنا", False), ("النص ⟦ ١ هنا", False), ("النص 2⟧ هنا", False), ("النص 2 [هنا]", True)],
)
def test_pieces_of_tokens_are_seen(answer: str, *, clean: bool) -> None:
    assert is_clean(answer) is clean


WORDS = st.lists(st.from_regex("[a-j]{1,6}[,.]?", fullmatch=True), min_size=2, max_size=12)


@given(WORDS, st.data())
def test_tokens_in_and_out_give_back_the_text_and_the_marks(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    letters = [index for index, character in enumerate(text) if character.isalpha()]
    marks = []
    for _ in range(data.draw(st.integers(1, 3))):
        ends = sorted(data.draw(st.tuples(st.sampled_from(letters), st.sampled_from(letters))))
        marks.append(Mark(kind="strong", start=ends[0], end=ends[1] + 1))
    source = MarkedText(text=text, marks=tuple(marks))
    sent = with_tokens(source)
    assert sent is not None
    assert without_tokens(sent).text == plain(sent) == text
    if spans_of(source):
        target = placed(source, sent)
        assert target is not None
        assert [target.marked(mark) for mark in target.marks] == [source.marked(mark) for mark in marks]


def test_more_marks_than_there_are_numbers_travel_without_tokens() -> None:
    def linked(number: int) -> MarkedText:
        links = (Mark(kind="link", start=2 * n, end=2 * n + 1, href="https://a.example/") for n in range(number))
        return MarkedText(text="a " * number + "end", marks=tuple(links))

    assert "⟦500⟧" in (with_tokens(linked(250)) or "")
    assert with_tokens(linked(251)) is None
