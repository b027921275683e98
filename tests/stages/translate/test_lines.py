"""Lines and packs: nothing lost, nothing doubled, nothing too large."""

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.translate.lines import Fits, Line, cut, line_of, packs, tidy


def up_to(characters: int) -> Fits:
    def fits(lines: Sequence[str]) -> bool:
        return sum(map(len, lines)) <= characters

    return fits


def test_line_breaks_within_a_text_become_spaces() -> None:
    assert line_of("  One\ntwo\t three ").sent == "One two three"


def test_the_plain_text_of_a_line_has_no_tokens() -> None:
    assert Line("Read ⟦1⟧this⟦2⟧, now").plain == "Read this, now"


@given(st.lists(st.text("ab", min_size=1, max_size=30)), st.integers(30, 90), st.integers(1, 5) | st.none())
def test_packs_hold_all_lines_in_order_and_none_is_too_large(texts: list[str], limit: int, most: int | None) -> None:
    lines = [Line(text) for text in texts]
    packed = list(packs(lines, up_to(limit), most=most))
    assert [line for pack in packed for line in pack] == lines
    assert all(sum(len(line.sent) for line in pack) <= limit for pack in packed)
    assert all(0 < len(pack) <= (most or len(lines)) for pack in packed)
    assert all(
        len(pack) == most or sum(len(line.sent) for line in [*pack, after[0]]) > limit
        for pack, after in itertools.pairwise(packed)
    )


def test_whether_lines_fit_is_asked_seldom_as_it_takes_long() -> None:
    asked: list[int] = []

    def fits(texts: Sequence[str]) -> bool:
        asked.append(len(texts))
        return len(texts) <= 100

    assert [len(pack) for pack in packs([Line("a")] * 150, fits)] == [100, 50]
    assert len(asked) <= 10


def test_a_long_text_is_cut_between_sentences_into_as_few_lines_as_fit() -> None:
    text = "Mr. Roe came at 5 p.m. on Monday. He saw it. He left."
    assert [line.sent for line in cut(Line(text), up_to(45))] == [
        "Mr. Roe came at 5 p.m. on Monday. He saw it.",
        "He left.",
    ]


def test_a_sentence_that_does_not_fit_cannot_be_cut() -> None:
    assert cut(Line("A sentence of some length."), up_to(10)) == []


@pytest.mark.parametrize(
    ("answer", "source", "text"),
    [
        ("قال: &quot;نعم&quot;", 'He said: "Yes"', 'قال: "نعم"'),
        ("اكتب &amp;amp; هنا", "Write &amp; here", "اكتب &amp;amp; هنا"),
        ("\u200fنعم\u200e \u2066لا\u2069\ufeff", "Yes no", "نعم لا"),
        (" نعم \u00a0 لا ", "Yes no", "نعم لا"),
    ],
)
def test_an_answer_is_tidied_of_what_its_source_has_not(answer: str, source: str, text: str) -> None:
    assert tidy(answer, source) == text


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x7f", "\ud83d"])
def test_what_no_file_can_hold_is_taken_out_of_an_answer(character: str) -> None:
    assert tidy(f"نعم{character} بالطبع", "Yes, of course") == "نعم بالطبع"
