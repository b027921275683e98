"""Marks on an Arabic text that is known: aligned by words, or taken over from a memory entry."""

from hypothesis import given
from hypothesis import strategies as st

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
    result = aligned(SOURCE, "اطلع على ما نشرته NASA.", {"the report": "البيان"})
    text = result.target.text
    assert [result.target.marked(mark) for mark in result.target.marks] == [text, "NASA", text]
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


ENGLISH_WORDS = st.lists(st.sampled_from("the minister and report 14 people said Cairo today".split()), min_size=2)
ARABIC_WORDS = st.lists(st.sampled_from("وقال الوزير التقرير 14 شخصًا إن القاهرة و اليوم، «بيان»".split()), min_size=1)


@given(ENGLISH_WORDS, ARABIC_WORDS, st.dictionaries(st.sampled_from(["the report", "people"]), st.text()), st.data())
def test_every_mark_is_kept_on_whole_words_and_the_text_as_it_was(
    english: list[str], arabic: list[str], translated: dict[str, str], data: st.DataObject
) -> None:
    source, text = " ".join(english), " ".join(arabic)
    starts = data.draw(st.lists(st.integers(0, len(source) - 2), max_size=3))
    ends = [data.draw(st.integers(start + 1, len(source))) for start in starts]
    marks = tuple(Mark(kind="strong", start=start, end=end) for start, end in zip(starts, ends, strict=True))
    result = aligned(MarkedText(text=source, marks=marks), text, translated)
    assert result.target.text == text
    assert len(result.target.marks) == len(marks)
    assert all(result.target.marked(mark).strip() for mark in result.target.marks)
    edges = [(text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]) for mark in result.target.marks]
    assert not any(before.isalpha() or after.isalpha() for before, after in edges)
