"""Keeping the ledger small: what old items need no more goes, and what is known of them for good stays.

What stays of an item: itself and its URLs, so that nothing is published twice; its publication, which is what the
attribute stage made; and what a person decided.
"""

import datetime as dt

from sqlalchemy import ColumnElement, Connection, and_, delete, func, or_, select, tuple_

from pipeline.ledger.connection import Database
from pipeline.ledger.schema import checks, events, items, outputs, revisions, site_files
from pipeline.model import Model

_BATCH = 500
"""Items whose results go in one transaction, so that a run does not wait for long."""

_SETTLED = ("published", "withdrawn", "refused", "failed")
"""States in which nothing is on its way: no run works on such an item by itself, and nobody is asked about it."""


class Pruned(Model):
    """What was removed, or would be: results of stages with their bytes, of how many items; revisions; events."""

    items: int = 0
    outputs: int = 0
    revisions: int = 0
    bytes: int = 0
    events: int = 0


def prune(database: Database, before: dt.datetime, *, dry_run: bool = False, following: bool = True) -> Pruned:
    """Remove what is not needed any more of items that nothing has happened to since `before`; tell how much it is.

    What is to be looked at again keeps all, unless articles are not followed any more, whatever was scheduled.
    May be interrupted at any moment, and run while others read and write.
    """
    old = _old(before, following=following)
    with database.read() as connection:
        found = _found(connection, before, old)
    if dry_run:
        return found
    while _batch_removed(database, old):
        pass
    with database.write() as connection:
        connection.execute(delete(revisions).where(_old_revisions(old)))
        connection.execute(delete(events).where(_old_events(before, old)))
        connection.execute(delete(site_files).where(site_files.c.expires_at < before))
    return found


def _found(connection: Connection, before: dt.datetime, old: ColumnElement[bool]) -> Pruned:
    sizes = select(
        func.count(outputs.c.item_id.distinct()),
        func.count(),
        func.coalesce(func.sum(func.length(outputs.c.payload)), 0),
    )
    item_count, output_count, size = connection.execute(
        sizes.join(items, items.c.id == outputs.c.item_id).where(_unneeded(old))
    ).one()
    event_count = connection.execute(
        select(func.count()).select_from(events).where(_old_events(before, old))
    ).scalar_one()
    revision_count = connection.execute(
        select(func.count()).select_from(revisions).where(_old_revisions(old))
    ).scalar_one()
    return Pruned(items=item_count, outputs=output_count, revisions=revision_count, bytes=size, events=event_count)


def _batch_removed(database: Database, old: ColumnElement[bool]) -> bool:
    """Remove a batch of results, chosen in the same transaction: an item that is retried meanwhile keeps its own."""
    chosen = (
        select(outputs.c.item_id, outputs.c.stage)
        .join(items, items.c.id == outputs.c.item_id)
        .where(_unneeded(old))
        .limit(_BATCH)
    )
    with database.write() as connection:
        removed = connection.execute(delete(outputs).where(tuple_(outputs.c.item_id, outputs.c.stage).in_(chosen)))
        return removed.rowcount > 0


def _unneeded(old: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(outputs.c.stage != "attribute", old)


def _old(before: dt.datetime, *, following: bool) -> ColumnElement[bool]:
    settled = and_(items.c.state.in_(_SETTLED), items.c.updated_at < before, items.c.next_attempt_at.is_(None))
    followed = select(checks.c.item_id).where(checks.c.item_id == items.c.id, checks.c.next_check_at.is_not(None))
    return and_(settled, ~followed.exists()) if following else settled


def _old_revisions(old: ColumnElement[bool]) -> ColumnElement[bool]:
    return revisions.c.item_id.in_(select(items.c.id).where(old))


def _old_events(before: dt.datetime, old: ColumnElement[bool]) -> ColumnElement[bool]:
    of_old = events.c.item_id.in_(select(items.c.id).where(old))
    return and_(events.c.at < before, events.c.by.is_(None), or_(events.c.item_id.is_(None), of_old))
