"""What stands above the queue: the last hours as bars, and what engines were sent."""

import datetime as dt
from collections.abc import Iterator
from contextlib import closing

import pytest
from ledgers import NOW, add

from pipeline.desk.chart import HEIGHT, WIDTH, chart
from pipeline.desk.hours import SHOWN, Hour, Hours
from pipeline.desk.spending import Spending
from pipeline.ledger import Ledger, State
from pipeline.ledger.activity import latest_runs

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with closing(Ledger.open("sqlite://")) as ledger:
        yield ledger


class Now:
    """What time it is."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> dt.datetime:
        return self.at


def counted(ledger: Ledger, hours: Hours) -> list[tuple[dt.datetime, dict[State, int]]]:
    newest = ledger.last_event()
    return [(hour.start, dict(hour.counts)) for hour in hours.latest(newest) if hour.total]


def test_items_are_counted_in_the_hour_they_were_settled_and_old_hours_are_forgotten(ledger: Ledger) -> None:
    now = Now()
    hours = Hours(ledger.database, now)
    this = NOW.replace(minute=0)
    for name, at in (("old", NOW - SHOWN * HOUR), ("earlier", NOW - HOUR), ("a", NOW), ("b", NOW)):
        ledger.settle(add(ledger, name).id, "held", at, message="a person must decide")
    assert len(hours.latest(ledger.last_event())) == SHOWN
    assert counted(ledger, hours) == [(this - HOUR, {"held": 1}), (this, {"held": 2})]

    now.at += HOUR
    ledger.settle(add(ledger, "c").id, "refused", now.at, message="gone")
    assert counted(ledger, hours) == [(this - HOUR, {"held": 1}), (this, {"held": 2}), (this + HOUR, {"refused": 1})]
    now.at += SHOWN * HOUR
    assert counted(ledger, hours) == []


def test_the_busiest_hour_takes_the_whole_height_and_no_bar_leaves_the_picture() -> None:
    start = dt.datetime(2026, 1, 15, tzinfo=dt.UTC)
    hours = [Hour(start + n * HOUR, {"published": n, "held": 1} if n else {}) for n in range(SHOWN)]
    drawn = chart(hours)
    assert drawn.highest == SHOWN
    assert drawn.totals == {"published": 276, "held": 23}
    assert all(0 <= bar.x <= bar.x + bar.width <= WIDTH for bar in drawn.bars)
    assert all(-0.01 <= bar.y <= bar.y + bar.height <= HEIGHT + 0.01 for bar in drawn.bars)
    assert min(bar.y for bar in drawn.bars) == 0
    assert [label for _, label in drawn.labels] == ["00", "06", "12", "18"]


def test_hours_without_items_are_no_bars() -> None:
    drawn = chart([Hour(NOW, {})])
    assert (drawn.bars, drawn.highest, drawn.totals) == ([], 0, {})


def test_what_engines_were_sent_costs_what_their_price_says(ledger: Ledger) -> None:
    spending = Spending(ledger.database, {"deepl": 20.0, "google": None}, Now())
    assert spending.latest(None) == []
    engines = {name: {"requests": 2, "characters": 5_000} for name in ("deepl", "google", "since_removed")}
    run = ledger.runs.begin(NOW)
    assert spending.latest(*latest_runs(ledger.database, 1)) == []
    ledger.runs.end(run, 0, {"engines": engines}, NOW)
    assert [(spent.use.engine, spent.cost) for spent in spending.latest(*latest_runs(ledger.database, 1))] == [
        ("deepl", 0.1),
        ("google", None),
        ("since_removed", None),
    ]
