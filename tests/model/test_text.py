"""Marks stand on characters of their text, and say coherent things about them."""

from typing import Any

import pytest
from pydantic import ValidationError

from pipeline.model import Embed, Mark, MarkedText, Origin, TextBlock, TranslatedText

TEXT = "A 😀 link"
BEYOND = {"kind": "strong", "start": 4, "end": len(TEXT) + 1}
ORIGIN = Origin(kind="engine", name="google")


@pytest.mark.parametrize(
    ("mark", "fault"),
    [
        ({"kind": "strong", "start": 3, "end": 3}, "at least one character, not 3:3"),
        ({"kind": "strong", "start": 3, "end": 2}, "at least one character, not 3:2"),
        ({"kind": "strong", "start": -1, "end": 2}, "greater than or equal to 0"),
        ({"kind": "link", "start": 0, "end": 1}, "a link has an href"),
        ({"kind": "strong", "start": 0, "end": 1, "href": "https://www.example.org/"}, "nothing else has one"),
        ({"kind": "underline", "start": 0, "end": 1}, "'link', 'strong' or 'emphasis'"),
    ],
)
def test_an_incoherent_mark_cannot_be_made(mark: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValidationError, match=fault):
        Mark.model_validate(mark)


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (MarkedText, {}),
        (TextBlock, {"type": "paragraph"}),
        (Embed, {}),
        (TranslatedText, {"source": MarkedText(text="A link"), "origin": ORIGIN}),
    ],
)
def test_a_text_s_marks_lie_within_it(model: type[MarkedText], values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="mark 4:9 ends after the text's 8 characters"):
        model.model_validate({"text": TEXT, "marks": [BEYOND], **values})


def test_positions_are_counted_in_code_points() -> None:
    text = MarkedText(text=TEXT, marks=(Mark(kind="strong", start=2, end=3), Mark(kind="emphasis", start=4, end=8)))
    assert [text.marked(mark) for mark in text.marks] == ["😀", "link"]


def test_a_mark_may_reach_to_the_end_and_marks_may_overlap() -> None:
    marks = (Mark(kind="strong", start=0, end=8), Mark(kind="link", start=4, end=8, href="https://www.example.org/"))
    assert MarkedText(text=TEXT, marks=marks).marks == marks


def test_an_arabic_text_is_never_empty() -> None:
    with pytest.raises(ValidationError, match="at least 1 character"):
        TranslatedText(text="", source=MarkedText(text="A link"), origin=ORIGIN)
