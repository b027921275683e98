"""How published articles are followed at their source: when each is looked at next, and what was found."""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, func, insert, or_, select, update

from pipeline.ledger.connection import Database
from pipeline.ledger.putting import put
from pipeline.ledger.rows import CheckRow
from pipeline.ledger.schema import checks, items, publications
from pipeline.model.item import Item

_BATCH = 500
"""Ids asked for at once; SQLite takes at least 999 variables in a statement."""

_FOLLOWED = and_(
    publications.c.state == "published",
    items.c.state.not_in(["discovered", "working", "withdrawn"]),
    # A failed item that a run tries again by itself is on its way already.
    or_(items.c.state != "failed", items.c.next_attempt_at.is_(None)),
)

FURTHEST = dt.timedelta(days=3_650)
"""How far ahead a look may be set, where nothing else is said."""

_SET = update(checks).where(checks.c.item_id == bindparam("looked_at"))
_NEW = insert(checks)


class Checks:
    """For each publication, how its source is followed."""

    def __init__(self, database: Database) -> None:
        """Use `database`, whose tables exist."""
        self._database = database

    def of(self, item_id: str) -> CheckRow:
        """Return how an item is followed; of one that is not, that."""
        return self.of_items([item_id]).get(item_id) or CheckRow(item_id=item_id)

    def of_items(self, item_ids: Iterable[str]) -> dict[str, CheckRow]:
        """Return how each of the items is followed that is, or was."""
        wanted = list(item_ids)
        found: dict[str, CheckRow] = {}
        with self._database.read() as connection:
            for start in range(0, len(wanted), _BATCH):
                query = select(checks).where(checks.c.item_id.in_(wanted[start : start + _BATCH]))
                found |= {row.item_id: _check(row) for row in connection.execute(query)}
        return found

    def due(
        self,
        now: dt.datetime,
        source: str | None = None,
        *,
        furthest: dt.timedelta = FURTHEST,
        item_id: str | None = None,
    ) -> list[Item]:
        """Return the items whose source is to be looked at again, the longest due first.

        A look further ahead than `furthest` was set by a clock that has been put back since: it is due.
        """
        query = _due(select(items), now, furthest).order_by(checks.c.next_check_at, items.c.id)
        if item_id is not None:
            query = query.where(items.c.id == item_id)
        if source is not None:
            query = query.where(items.c.source == source)
        with self._database.read() as connection:
            return [Item.model_validate(dict(row)) for row in connection.execute(query).mappings()]

    def due_count(self, now: dt.datetime) -> int:
        """Return how many items are to be looked at again now."""
        with self._database.read() as connection:
            return int(connection.execute(_due(select(func.count()), now, FURTHEST)).scalar_one())

    def ahead(self) -> tuple[int, dt.datetime | None]:
        """Return how many articles are to be looked at again, and when the first of them is."""
        query = select(func.count(), func.min(checks.c.next_check_at)).where(checks.c.next_check_at.is_not(None))
        with self._database.read() as connection:
            count, first = connection.execute(query).one()
        return count, first

    def others_with(self, sign: str, item: Item, since: dt.datetime) -> int:
        """Return how many other articles of the item's source have shown `sign` since that time."""
        query = (
            select(func.count())
            .select_from(checks)
            .join(items, items.c.id == checks.c.item_id)
            .where(checks.c.sign == sign, checks.c.sign_since >= since, checks.c.item_id != item.id)
            .where(items.c.source.is_not_distinct_from(item.source))
        )
        with self._database.read() as connection:
            return int(connection.execute(query).scalar_one())

    def adopt(self, since: dt.datetime, next_look: Callable[[dt.datetime], dt.datetime | None]) -> None:
        """Follow what was published after `since`, where nothing was followed so far: the settings were others, say."""
        followed = or_(checks.c.next_check_at.is_not(None), checks.c.checked_at.is_not(None))
        with self._database.read() as connection:
            if connection.execute(select(checks.c.item_id).where(followed).limit(1)).first():
                return
        young = select(publications.c.item_id, publications.c.updated).where(publications.c.updated > since)
        with self._database.write() as connection:
            for row in connection.execute(young.where(publications.c.state == "published")).all():
                schedule(connection, row.item_id, next_look(row.updated))

    def keep(self, row: CheckRow) -> None:
        """Keep how an item is followed."""
        with self._database.write() as connection:
            put(connection, checks, {**row.model_dump(), "changes": json.dumps(row.changes)})

    def changed(self, item_id: str, changes: Mapping[str, str]) -> None:
        """Note what the source changed, by kind, beside what it changed before and no revision tells yet."""
        with self._database.write() as connection:
            noted = select(checks.c.changes).where(checks.c.item_id == item_id)
            known = connection.execute(noted).scalar()
            told = {"changes": json.dumps({**json.loads(known or "{}"), **changes})}
            if not connection.execute(_SET, {"looked_at": item_id, **told}).rowcount:
                connection.execute(_NEW, {"item_id": item_id, "done": 0, "failures": 0, **told})


def _due(columns: Select[Any], now: dt.datetime, furthest: dt.timedelta) -> Select[Any]:
    at = checks.c.next_check_at
    return (
        columns.select_from(checks)
        .join(items, checks.c.item_id == items.c.id)
        .join(publications, publications.c.item_id == items.c.id)
        .where(or_(at <= now, at > now + furthest), _FOLLOWED)
    )


def schedule(connection: Connection, item_id: str, next_check_at: dt.datetime | None) -> None:
    """Begin to follow a new revision, within a transaction that is under way: what the source changed is told now."""
    row = {"item_id": item_id, "next_check_at": next_check_at, "done": 0, "failures": 0, "changes": None}
    put(connection, checks, row)


def _check(row: Row[Any]) -> CheckRow:
    return CheckRow.model_validate({**row._mapping, "changes": json.loads(row.changes or "{}")})  # noqa: SLF001 - SQLAlchemy's documented name
