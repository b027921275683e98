"""The hours as bars of an SVG: where each rectangle stands, in units of its viewBox; a template draws it."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.desk.hours import Hour
from pipeline.ledger import State
from pipeline.ledger.activity import SETTLED

WIDTH, HEIGHT = 480, 96
_BAR = 0.76  # of the place that an hour has
_TOLD = 6  # of so many hours one is named below its bar


@dataclass(frozen=True)
class Bar:
    """A rectangle: so many items were left in `state` in the hour that begins at `hour`."""

    state: State
    hour: str
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Chart:
    """The bars; the hours below them, every sixth; what the highest bar counts; and all items of each state."""

    bars: list[Bar]
    labels: list[tuple[float, str]]
    highest: int
    totals: dict[State, int]


def chart(hours: Sequence[Hour]) -> Chart:
    """Return `hours` as bars, their states upon one another; the tallest takes the whole height."""
    highest = max((hour.total for hour in hours), default=0)
    place = WIDTH / max(1, len(hours))
    bars: list[Bar] = []
    for number, hour in enumerate(hours):
        top = float(HEIGHT)
        for state, count in hour.counts.items():
            height = HEIGHT * count / highest
            top -= height
            x = number * place + place * (1 - _BAR) / 2
            box = (round(value, 2) for value in (x, top, place * _BAR, height))
            bars.append(Bar(state, f"{hour.start:%H:%M}", count, *box))
    told = range(len(hours) % _TOLD, len(hours), _TOLD)
    labels = [(round((number + 0.5) * place, 2), f"{hours[number].start:%H}") for number in told]
    totals = {state: total for state in SETTLED if (total := sum(hour.counts.get(state, 0) for hour in hours))}
    return Chart(bars, labels, highest, totals)
