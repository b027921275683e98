"""Marks on an Arabic text that is known: aligned by words, or taken over from a memory entry."""

from pipeline.model import Mark, MarkedText
from pipeline.stages.translate.marks import aligned, phrases, rehung

SOURCE = MarkedText(
    text="Read the report by NASA.",
    marks=(
        Mark(kind="link", start=5, end=15, href="https://example.org/1"),
        Mark(kind="strong", start=19, end=23),
        Mark(kind="emphasis", start=0, end=24),
    ),
)
ARABIC = "اقرأ تقرير NASA."


def test_the_phrases_are_the_marked_words_without_those_of_the_whole_text() -> None:
    assert phrases(SOURCE) == ["the report", "NASA"]


def test_marks_stand_where_their_words_are_found_as_they_are_or_translated() -> None:
    result = aligned(SOURCE, ARABIC, {"the report": "التقرير"})
    assert [(mark.kind, result.target.marked(mark)) for mark in result.target.marks] == [
        ("link", "تقرير"),
        ("strong", "NASA"),
        ("emphasis", ARABIC),
    ]
    assert result.unplaced == 0


def test_a_mark_whose_words_are_not_found_stands_on_the_whole_text_and_is_counted() -> None:
    result = aligned(SOURCE, ARABIC, {"the report": "البيان"})
    assert [result.target.marked(mark) for mark in result.target.marks] == [ARABIC, "NASA", ARABIC]
    assert result.unplaced == 1


def test_a_remembered_text_gets_the_hrefs_of_this_article() -> None:
    source = MarkedText(text="Read this", marks=(Mark(kind="link", start=5, end=9, href="https://example.org/new"),))
    target = MarkedText(text="اقرأ هذا", marks=(Mark(kind="link", start=5, end=8, href="about:blank"),))
    result = rehung(source, target)
    assert [(mark.href, result.target.marked(mark)) for mark in result.target.marks] == [
        ("https://example.org/new", "هذا")
    ]
    assert result.unplaced == 0


def test_a_remembered_text_without_the_marks_has_them_on_all_of_it_and_counted() -> None:
    result = rehung(SOURCE, MarkedText(text=ARABIC))
    assert [result.target.marked(mark) for mark in result.target.marks] == [ARABIC] * 3
    assert result.unplaced == 2
