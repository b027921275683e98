"""Flags on the very words, as HTML that nothing in the text can break out of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from pipeline.desk.highlight import Side, highlighted
from pipeline.model import Flag, Mark, MarkedText


def flag(start: int, end: int, severity: str = "hold") -> Flag:
    span = (start, end)
    return Flag.model_validate(
        {"code": "c", "severity": severity, "detail": "why", "source_span": span, "target_span": span}
    )


@pytest.mark.parametrize(
    ("text", "flags", "side", "expected"),
    [
        ("plain", [], "source", "plain"),
        ("a <b> & c", [], "source", "a &lt;b&gt; &amp; c"),
        ("one two", [flag(4, 7)], "source", 'one <mark class="hold" title="why">two</mark>'),
        ("one two", [flag(0, 3, "note")], "source", '<mark class="note" title="why">one</mark> two'),
        ("قال iPhone 15، أمس", [], "target", 'قال <bdi dir="ltr">iPhone 15</bdi>، أمس'),
        (
            "في USA أمس",
            [flag(3, 6)],
            "target",
            'في <bdi dir="ltr"><mark class="hold" title="why">USA</mark></bdi> أمس',
        ),
    ],
)
def test_what_is_flagged_is_marked(text: str, flags: list[Flag], side: Side, expected: str) -> None:
    assert highlighted(MarkedText(text=text), flags, side) == expected


def test_where_flags_overlap_the_graver_one_is_seen_and_both_are_explained() -> None:
    made = highlighted(MarkedText(text="abcd"), [flag(0, 3, "note"), flag(1, 4)], "source")
    assert made == (
        '<mark class="note" title="why">a</mark><mark class="hold" title="why\nwhy">bc</mark>'
        '<mark class="hold" title="why">d</mark>'
    )


def test_a_link_is_told_by_its_address_and_leads_nowhere() -> None:
    text = MarkedText(text="see this", marks=(Mark(kind="link", start=4, end=8, href="javascript:alert(1)"),))
    assert highlighted(text, [], "source") == 'see <span class="link" title="javascript:alert(1)">this</span>'


def test_a_flag_on_the_whole_text_does_not_hide_what_the_others_are_about() -> None:
    made = highlighted(MarkedText(text="one two"), [flag(0, 7), flag(4, 7, "note")], "source")
    assert made == 'one <mark class="note" title="why">two</mark>'


def test_a_flag_without_a_span_or_of_the_other_side_marks_nothing() -> None:
    one_sided = Flag(code="c", severity="hold", detail="why", source_span=(0, 3))
    assert highlighted(MarkedText(text="نصّ"), [one_sided], "target") == "نصّ"


TEXTS = st.text(st.sampled_from("ابت 12<>&\"'{}a.Z،"), max_size=40)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45))), st.sampled_from(["source", "target"]))
def test_whatever_is_flagged_the_text_stays_the_text(text: str, spans: list[tuple[int, int]], side: Side) -> None:
    made = highlighted(MarkedText(text=text), [flag(min(span), max(span)) for span in spans], side)
    element = html.fragment_fromstring(f"<p>{made}</p>")
    assert element.text_content() == text
    assert {child.tag for child in element.iterdescendants()} <= {"mark", "bdi"}
