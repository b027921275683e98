"""Repairs of segments by rule, with their marks moved along, each recorded as a note."""

from pipeline.arabic.typography import Repaired, Style, repair
from pipeline.model import Flag, Mark, MarkedText, Segment
from pipeline.stages.check.findings import flag


def repaired(segment: Segment, style: Style) -> tuple[Segment, list[Flag]]:
    """Return `segment` with its Arabic repaired, and a flag whose code begins with `repaired_` for each repair.

    A mark whose words the repair took away altogether, e.g. a link on a control character, is dropped.
    """
    result = repair(segment.target.text, style, segment.source.text)
    if not result.repairs:
        return segment, []
    marks = tuple(moved for mark in segment.target.marks if (moved := _moved(mark, result)) is not None)
    target = MarkedText(text=result.text, marks=marks)
    return segment.model_copy(update={"target": target}), [flag(f"repaired_{name}") for name in result.repairs]


def _moved(mark: Mark, result: Repaired) -> Mark | None:
    start, end = result.moved[mark.start], result.moved[mark.end]
    return mark.model_copy(update={"start": start, "end": end}) if start < end else None
