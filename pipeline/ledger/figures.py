"""How many items stand where: counted by the database from its indexes, however many there are."""

import datetime as dt
from collections import Counter

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from pipeline.ledger.connection import Database
from pipeline.ledger.schema import items
from pipeline.model import Model
from pipeline.patience import LONGEST_WAIT
from pipeline.states import STATES, State

WAITING: tuple[State, ...] = ("discovered", "working", "held", "failed")
"""States in which something is still to be done, by a run or by a person."""


_OTHERS = [state for state in STATES if state != "published"]


class Waiting(Model):
    """The item that has been on its way for longest."""

    id: str
    state: State
    since: dt.datetime


class Figures(Model):
    """Items by state; the waiting ones by source and state, the stopped ones by reason; dead letters; the oldest."""

    states: dict[str, int]
    sources: dict[str, dict[str, int]]
    reasons: dict[str, int]
    due: int
    dead: int
    oldest: Waiting | None


def figures(database: Database, now: dt.datetime) -> Figures:
    """Return how many items stand where; `now` decides what is due."""
    columns = (items.c.state, items.c.source, items.c.reason)
    states: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    sources: dict[str, dict[str, int]] = {}
    # Nearly all items are published, and have no reason: they are what is left of all of them.
    others = select(*columns, func.count()).where(items.c.state.in_(_OTHERS)).group_by(*columns)
    with database.read() as connection:
        for state, source, reason, count in connection.execute(others):
            states[state] += count
            if reason is not None:
                reasons[reason] += count
            if source is not None and state in WAITING:
                of_source = sources.setdefault(source, {})
                of_source[state] = of_source.get(state, 0) + count
        total = connection.execute(select(func.count()).select_from(items)).scalar_one()
        if published := total - states.total():
            states["published"] = published
        due = connection.execute(select(func.count()).select_from(items).where(is_due(now))).scalar_one()
        is_dead = and_(items.c.state == "failed", items.c.next_attempt_at.is_(None))
        dead = connection.execute(select(func.count()).select_from(items).where(is_dead)).scalar_one()
        oldest = connection.execute(_oldest()).mappings().first()
    return Figures(
        states=dict(states),
        sources=dict(sorted(sources.items(), key=lambda named: -sum(named[1].values()))),
        reasons=dict(reasons.most_common()),
        due=due,
        dead=dead,
        oldest=Waiting.model_validate(dict(oldest)) if oldest else None,
    )


def is_due(now: dt.datetime) -> ColumnElement[bool]:
    """Return the condition that is true of the items that a run is to process.

    An attempt further ahead than any pause was set by a clock that has been put back since: it is due.
    """
    again, furthest = items.c.next_attempt_at, now + dt.timedelta(seconds=LONGEST_WAIT)
    return or_(
        items.c.state == "working",
        and_(items.c.state == "discovered", again.is_(None)),
        and_(items.c.state.in_(["discovered", "failed"]), or_(again <= now, again > furthest)),
    )


def _oldest() -> Select[tuple[str, str, dt.datetime]]:
    since = items.c.discovered_at.label("since")
    unsettled = items.c.state.in_(["discovered", "working"])
    return select(items.c.id, items.c.state, since).where(unsettled).order_by(since, items.c.id).limit(1)
