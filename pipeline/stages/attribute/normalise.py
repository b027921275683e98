"""The form in which texts are published: Unicode NFC, without control and invisible characters.

Marks and the spans of flags count code points, so they are moved along with the text they stand on.
"""

import unicodedata

from pipeline.arabic.typography import CONTROLS
from pipeline.model import Flag, Mark, MarkedText, Report, Segment


def normalised_text(text: str) -> str:
    """Return `text` in NFC and without controls."""
    return unicodedata.normalize("NFC", CONTROLS.sub("", text))


def normalised(report: Report) -> Report:
    """Return `report` with its segments normalised, their marks and the spans of its flags moved along."""
    segments = report.translation.segments
    flags = tuple(_moved_flag(flag, segments) for flag in report.flags)
    clean = tuple(
        segment.model_copy(update={"source": _moved_text(segment.source), "target": _moved_text(segment.target)})
        for segment in segments
    )
    translation = report.translation.model_copy(update={"segments": clean})
    return report.model_copy(update={"translation": translation, "flags": flags})


def _moved_flag(flag: Flag, segments: tuple[Segment, ...]) -> Flag:
    if flag.segment is None or flag.segment >= len(segments):
        return flag
    segment = segments[flag.segment]
    spans = {"source_span": (flag.source_span, segment.source), "target_span": (flag.target_span, segment.target)}
    return flag.model_copy(update={name: _moved(*span, side.text) for name, (span, side) in spans.items() if span})


def _moved_text(side: MarkedText) -> MarkedText:
    text = normalised_text(side.text)
    if text == side.text:
        return side
    marks = []
    for mark in side.marks:
        start, end = _moved(mark.start, mark.end, side.text)
        if start < end:  # a mark that stood on controls alone has nothing left to stand on
            marks.append(Mark(kind=mark.kind, start=start, end=end, href=mark.href))
    return MarkedText(text=text, marks=tuple(marks))


def _moved(start: int, end: int, text: str) -> tuple[int, int]:
    length = len(normalised_text(text))
    first, last = (min(len(normalised_text(text[:offset])), length) for offset in (start, end))
    return first, last
