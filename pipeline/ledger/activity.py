"""What happened lately, counted: items settled an hour, and what engines were sent a day."""

import datetime as dt
import json
from collections import Counter
from typing import Any, NamedTuple, cast

from sqlalchemy import String, bindparam, func, select

from pipeline.ledger.connection import Database
from pipeline.ledger.schema import events, runs
from pipeline.states import State

SETTLED: tuple[State, ...] = ("published", "held", "refused", "failed", "withdrawn")
"""States that an item is left in, each told by an event of that name."""


_TO_THE_HOUR = len("2024-07-29T13")

# Made once: whoever watches asks for them each second, and each page of the queue does.
_LAST_EVENT = select(func.max(events.c.id))
_RUNS = select(runs).order_by(runs.c.id.desc()).limit(bindparam("most"))


class Settled(NamedTuple):
    """How many items were left in a state in the hour of UTC that begins at `hour`."""

    hour: dt.datetime
    state: State
    items: int


class Use(NamedTuple):
    """What an engine was asked for by the runs that began on a day of UTC; characters are code points."""

    day: dt.date
    engine: str
    requests: int
    characters: int


def settled_since(database: Database, since: dt.datetime, *, after: int = 0) -> tuple[list[Settled], int]:
    """Return what was settled since an instant and after event number `after`, an hour at a time, the earliest first.

    Beside it the number of the last event that was counted: what comes later is asked for with it.
    """
    hour = func.substr(events.c.at, 1, _TO_THE_HOUR, type_=String)
    query = (
        select(hour.label("hour"), events.c.event, func.count().label("settled"), func.max(events.c.id).label("last"))
        .where(events.c.id > after, events.c.at >= since, events.c.event.in_(SETTLED))
        .group_by(hour, events.c.event)
        .order_by(hour, events.c.event)
    )
    with database.read() as connection:
        rows = connection.execute(query).all()
    counted = [Settled(dt.datetime.fromisoformat(f"{r.hour}:00Z"), cast("State", r.event), r.settled) for r in rows]
    return counted, max((row.last for row in rows), default=after)


def last_event(database: Database) -> int:
    """Return the number of the newest event, 0 where there is none."""
    with database.read() as connection:
        return connection.execute(_LAST_EVENT).scalar() or 0


def latest_runs(database: Database, limit: int) -> list[dict[str, Any]]:
    """Return the newest runs first, each as `FeedsAndRuns.last` does."""
    with database.read() as connection:
        rows = connection.execute(_RUNS, {"most": limit}).mappings().all()
    return [{**row, "summary": json.loads(row["summary"]) if row["summary"] else None} for row in rows]


def engine_use(database: Database, since: dt.datetime) -> list[Use]:
    """Return what each engine was asked for on each day of UTC since an instant, the newest day first."""
    totals: Counter[tuple[dt.date, str, str]] = Counter()
    query = select(runs.c.started_at, runs.c.summary).where(runs.c.started_at >= since, runs.c.summary.is_not(None))
    with database.read() as connection:
        for row in connection.execute(query):
            for engine, figures in json.loads(row.summary).get("engines", {}).items():
                for name in ("requests", "characters"):
                    totals[row.started_at.date(), engine, name] += int(figures[name])
    pairs = sorted({(day, engine) for day, engine, _ in totals}, key=lambda pair: (-pair[0].toordinal(), pair[1]))
    return [Use(day, name, totals[day, name, "requests"], totals[day, name, "characters"]) for day, name in pairs]
