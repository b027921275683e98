import unicodedata
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from pipeline.arabic.typography import CONTROLS
from pipeline.model import Flag, Mark, MarkedText, Publication, Report
from pipeline.stages.attribute.normalise import normalised, normalised_text

ReportOf = Callable[..., Report]
Attributed = Callable[..., Publication]


def with_headline(report: Report, target: MarkedText) -> Report:
    first, *rest = report.translation.segments
    segments = (first.model_copy(update={"target": target}), *rest)
    return report.model_copy(update={"translation": report.translation.model_copy(update={"segments": segments})})


def test_texts_are_composed_and_carry_no_controls(attributed: Attributed, report_of: ReportOf) -> None:
    publication = attributed(report_of(arabic={"headline": "\u200fا\u0653ب\u2067 و\x00Cafe\u0301\u2069"}))
    assert publication.headline.text == "آب وCafé"


def test_what_hides_in_a_text_goes_and_what_shapes_it_stays() -> None:
    hidden = "قال\u200b \u2060المجلس\ufeff\u00ad\u2064 \U000e0049\U000e0067\U000e006e"
    assert normalised_text(hidden) == "قال المجلس "
    assert normalised_text("می\u200cخواهم 👩\u200d🚀\ufe0f") == "می\u200cخواهم 👩\u200d🚀\ufe0f"


def test_marks_and_spans_stay_on_their_words(report_of: ReportOf) -> None:
    text = "\u200fا\u0653ب \u2067عاد\u2069."
    start = text.index("عاد")
    mark = Mark(kind="strong", start=start, end=start + 3)
    flag = Flag(code="x", severity="note", detail="…", segment=0, target_span=(start, start + 3))
    report = with_headline(report_of(flags=(flag,)), MarkedText(text=text, marks=(mark,)))
    clean = normalised(report)
    target = clean.translation.segments[0].target
    assert target.text == "آب عاد."
    assert target.marked(target.marks[0]) == "عاد"
    assert clean.flags[0].target_span == (target.marks[0].start, target.marks[0].end)


def test_a_mark_on_controls_alone_goes_with_them(report_of: ReportOf) -> None:
    text = MarkedText(text="عاد\u200f.", marks=(Mark(kind="strong", start=3, end=4),))
    assert normalised(with_headline(report_of(), text)).translation.segments[0].target.marks == ()


def test_what_is_normal_already_is_left_as_it_is(report_of: ReportOf) -> None:
    report = report_of(flags=(Flag(code="x", severity="note", detail="…", segment=1, source_span=(0, 2)),))
    assert normalised(report) == report


@given(st.text())
def test_any_text_becomes_normal_and_stays_so(text: str) -> None:
    clean = normalised_text(text)
    assert unicodedata.is_normalized("NFC", clean)
    assert not CONTROLS.search(clean)
    assert normalised_text(clean) == clean
