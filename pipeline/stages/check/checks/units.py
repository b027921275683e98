"""Units of measurement: miles are miles in Arabic, or kilometres rightly converted; weeks are weeks, °C is no °F."""

from collections.abc import Iterator

from pipeline.model import Flag
from pipeline.stages.check.findings import flag
from pipeline.stages.check.measures import Measure, is_converted, measures_in_arabic, measures_in_english
from pipeline.stages.check.pair import Pair
from pipeline.stages.check.places import standing_in


def find(pair: Pair) -> Iterator[Flag]:
    """Yield a flag for each measured number of the English that the Arabic measures in something else."""
    ours = measures_in_english(pair.source, pair.source_quantities)
    if not ours:
        return
    theirs = measures_in_arabic(pair.target, pair.target_quantities)
    for bead in pair.beads:
        if bead.source and bead.target:
            source = standing_in(ours, *pair.source_span_of(bead))
            target = standing_in(theirs, *pair.target_span_of(bead))
            yield from _changed(pair, list(source), list(target))


def _changed(pair: Pair, source: list[Measure], target: list[Measure]) -> Iterator[Flag]:
    for measure in source:
        alike = [m for m in target if m.quantity.same_as(measure.quantity)]
        if any(m.unit is measure.unit for m in alike):
            continue
        other = next((m for m in alike if m.unit.dimension == measure.unit.dimension), None)
        if other is not None and not _is_said_too(other, source):
            span, there = (measure.start, measure.end), (other.start, other.end)
            yield flag("unit_changed", span, there, what=pair.source[slice(*span)], other=pair.target[slice(*there)])
            continue
        converted = next((m for m in target if is_converted(measure, m) and not _is_said_too(m, source)), None)
        if converted is not None and not any(m.unit is measure.unit for m in target):
            span, there = (measure.start, measure.end), (converted.start, converted.end)
            yield flag("unit_converted", span, there, what=pair.source[slice(*span)], other=pair.target[slice(*there)])


def _is_said_too(other: Measure, source: list[Measure]) -> bool:
    """Tell whether the English says `other` as well: 60 miles (97 km)."""
    return any(m.unit is other.unit and m.quantity.same_as(other.quantity) for m in source)
