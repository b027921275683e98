"""The ledger: every item, where it stands, and what every stage made of it. One transaction per step."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    bindparam,
    delete,
    false,
    func,
    insert,
    select,
    update,
)

from pipeline.errors import UnknownItem
from pipeline.ledger.activity import last_event
from pipeline.ledger.checks import Checks, schedule
from pipeline.ledger.connection import BUSY_TIMEOUT, Database
from pipeline.ledger.deliveries import Deliveries
from pipeline.ledger.engines import Engines
from pipeline.ledger.figures import Figures, figures, is_due
from pipeline.ledger.locks import SharedLocks
from pipeline.ledger.memory import LedgerMemory
from pipeline.ledger.payloads import packed, unpacked
from pipeline.ledger.putting import put
from pipeline.ledger.revisions import Revisions
from pipeline.ledger.rows import ChangeRow, PublicationRow
from pipeline.ledger.runs import FeedsAndRuns
from pipeline.ledger.schema import aliases, changes, events, items, outputs, publications
from pipeline.ledger.so_far import PUBLISHED, SoFar, so_far
from pipeline.model.item import Event, Item
from pipeline.states import STAGES, Stage, State

_ID = re.compile("[0-9a-f]{1,16}")
"""An item's id, or the beginning of one."""

_OF_PUBLICATION = tuple(publications.c[name] for name in PublicationRow.model_fields)

# Made once: what an article costs the ledger is mostly the making of statements. Columns are set by their names.
_SET = update(items).where(items.c.id == bindparam("moved"))
_MOVE = _SET.returning(*items.c)
_ADD = insert(items).returning(*items.c)
_NAME = insert(aliases)
_RECORD = insert(events)
_OWNER = select(aliases.c.item_id).where(aliases.c.url == bindparam("alias"))
_OWNERS = select(aliases.c.url, aliases.c.item_id).where(aliases.c.url.in_(bindparam("known_by", expanding=True)))
_OUTPUT = select(outputs.c.payload).where(
    outputs.c.item_id == bindparam("item"), outputs.c.stage == bindparam("made_by")
)
_ITEM = select(items).where(items.c.id == bindparam("item"))
_KNOWN = select(items).where(items.c.id.in_([bindparam("item"), bindparam("other")]))
_HIGHEST = select(func.max(changes.c.cursor))
_CHANGE = insert(changes)
_TELL = update(publications).where(publications.c.item_id == bindparam("told"))
_TOLD = select(*(publications.c[name] for name in ("cursor", "revision", "state", "sha256"))).where(
    publications.c.item_id == bindparam("item")
)
_TIMINGS = select(outputs.c.stage, outputs.c.seconds, outputs.c.recorded_at).where(
    outputs.c.item_id == bindparam("item")
)


class Ledger:
    """What is known of every item. Safe to use from several threads and processes at once."""

    def __init__(self, database: Database) -> None:
        """Use `database`, whose tables exist."""
        self.database = database
        self.memory = LedgerMemory(database)
        self.checks = Checks(database)
        self.deliveries = Deliveries(database)
        self.engines = Engines(database)
        self.locks = SharedLocks(database)
        self.revisions = Revisions(database)
        self.runs = FeedsAndRuns(database)

    @classmethod
    def open(cls, url: str, password: str | None = None, *, busy_timeout: float = BUSY_TIMEOUT) -> "Ledger":
        """Open or create the ledger at a SQLAlchemy URL; raise LedgerUnusable where that cannot be.

        A write waits at most `busy_timeout` seconds for another process's, and then raises LedgerUnusable too.
        """
        return cls(Database(url, password, busy_timeout=busy_timeout))

    def close(self) -> None:
        """Give every connection and every lock back."""
        self.locks.close()
        self.database.close()

    # ---- items and the URLs they are known by

    def add(
        self, item_id: str, url: str, alias: str, *, source: str | None, now: dt.datetime, backfill: bool = False
    ) -> tuple[Item, bool]:
        """Return the item known by `alias` (a normalised URL), or make one; say whether it is new.

        `backfill` is what is no news, and waits for all that is.
        """
        with self.database.write() as connection:
            other = _id_of_alias(connection, alias) or item_id
            known = connection.execute(_KNOWN, {"item": item_id, "other": other}).mappings().first()
            if known:
                return _item(known), False
            values = {"id": item_id, "url": url, "source": source, "state": "discovered", "stage": STAGES[0]}
            row = {**values, "discovered_at": now, "updated_at": now, "backfill": int(backfill)}
            new = connection.execute(_ADD, row).mappings().one()
            connection.execute(_NAME, {"url": alias, "item_id": item_id})
            _record(connection, now, item_id, "discovered", detail=url)
        return _item(new), True

    def alias(self, item_id: str, urls: Iterable[str]) -> str:
        """Let `item_id` be known by `urls` too; return the id of the item that one of them already belongs to."""
        wanted = list(urls)
        with self.database.read() as connection:
            owners = _owners(connection, wanted)
        # Mostly it is known by all of them, and there is nothing to write.
        if any(owners.get(url) != item_id for url in wanted):
            with self.database.write() as connection:
                owners = _owners(connection, wanted)
                for url in wanted:
                    if url not in owners:
                        connection.execute(_NAME, {"url": url, "item_id": item_id})
                    elif owners[url] != item_id:
                        return owners[url]
        return item_id

    def merge(self, item_id: str, into: str, now: dt.datetime) -> bool:
        """Forget `item_id`, which turned out to be the article of `into`; its URLs lead there from now on.

        Nothing happens, and the answer is False, where one of the two is gone: each was found to be the other, and
        the other merge came first.
        """
        with self.database.write() as connection:
            rows = connection.execute(select(items.c.id, items.c.url).where(items.c.id.in_([item_id, into])))
            there = {row.id: row.url for row in rows}
            if item_id == into or not {item_id, into} <= there.keys():
                return False
            connection.execute(update(aliases).where(aliases.c.item_id == item_id).values(item_id=into))
            connection.execute(delete(outputs).where(outputs.c.item_id == item_id))
            connection.execute(delete(items).where(items.c.id == item_id))
            _record(connection, now, into, "merged", detail=f"{item_id} is the same article: {there[item_id]}")
        return True

    def hand_over(self, item_id: str, to: str) -> None:
        """Let the URLs of `item_id` lead to `to`, of which it turned out to be a second publication."""
        with self.database.write() as connection:
            connection.execute(update(aliases).where(aliases.c.item_id == item_id).values(item_id=to))

    def knows(self, alias: str) -> bool:
        """Tell whether some item is known by `alias`, a normalised URL."""
        with self.database.read() as connection:
            return _id_of_alias(connection, alias) is not None

    def get(self, item_id: str) -> Item:
        """Return the item with exactly this id."""
        with self.database.read() as connection:
            row = connection.execute(_ITEM, {"item": item_id}).mappings().first()
        return _item(_existing(row, item_id))

    def find(self, reference: str, alias: str | None = None) -> Item:
        """Return the item by its id, by the beginning of its id, or by `alias`, a normalised URL."""
        with self.database.read() as connection:
            prefix = reference.lower()
            # A range, which the key's index has; all ids are hexadecimal, and sort before a g.
            wanted: ColumnElement[bool] = items.c.id.between(prefix, f"{prefix}g") if _ID.fullmatch(prefix) else false()
            if alias is not None:
                wanted = items.c.id == (_id_of_alias(connection, alias) or "")
            rows = connection.execute(select(items).where(wanted).limit(2)).mappings().all()
        if len(rows) != 1:
            fault = "more than one item's id begins so" if rows else "there is no such item"
            raise UnknownItem(fault, item=reference, next_step="republish list")
        return _item(rows[0])

    def search(
        self,
        states: Sequence[State] = (),
        *,
        source: str | None = None,
        reason: str | None = None,
        since: dt.datetime | None = None,
        dead: bool = False,
        limit: int = -1,
    ) -> list[Item]:
        """Return the items in any of `states` (none named: in all), the latest touched first.

        With `since`, those touched since then; with `dead`, those that failed and no run tries again by itself.
        """
        query: Select[Any] = select(items).order_by(items.c.updated_at.desc(), items.c.id)
        if states:
            query = query.where(items.c.state.in_(states))
        if since is not None:
            query = query.where(items.c.updated_at >= since)
        if dead:
            query = query.where(items.c.state == "failed", items.c.next_attempt_at.is_(None))
        if source is not None:
            query = query.where(items.c.source == source)
        if reason is not None:
            query = query.where(items.c.reason == reason)
        with self.database.read() as connection:
            rows = connection.execute(query.limit(limit) if limit >= 0 else query).mappings().all()
        return [_item(row) for row in rows]

    def due(self, now: dt.datetime, source: str | None = None, *, item_id: str | None = None) -> list[Item]:
        """Return what a run is to process: the new, the interrupted, and the left and failed whose time has come.

        News comes first, and what is found first.
        """
        query = select(items).where(is_due(now))
        if item_id is not None:
            query = query.where(items.c.id == item_id)
        if source is not None:
            query = query.where(items.c.source == source)
        with self.database.read() as connection:
            rows = (
                connection.execute(query.order_by(items.c.backfill, items.c.discovered_at, items.c.id)).mappings().all()
            )
        return [_item(row) for row in rows]

    def figures(self, now: dt.datetime) -> Figures:
        """Return how many items stand where, why, and what is due."""
        return figures(self.database, now)

    def counts(self) -> dict[str, int]:
        """Return how many items are in each state."""
        with self.database.read() as connection:
            rows = connection.execute(select(items.c.state, func.count()).group_by(items.c.state)).all()
        return {row[0]: row[1] for row in rows}

    # ---- what happens to an item

    def begin(
        self,
        item_id: str,
        stage: Stage,
        now: dt.datetime,
        *,
        event: tuple[str, str | None, str | None] | None = None,
        **values: Any,  # noqa: ANN401 - columns
    ) -> Item:
        """Note that `item_id` is being worked on, from `stage` on; `event` as in `keep`."""
        return self._move(item_id, now, event, state="working", stage=stage, reason=None, message=None, **values)

    def keep(
        self,
        item_id: str,
        stage: Stage,
        payload: str,
        seconds: float,
        now: dt.datetime,
        *,
        event: tuple[str, str | None, str | None] | None = None,
        **values: Any,  # noqa: ANN401 - columns
    ) -> None:
        """Keep what `stage` made of the item, and move it on to the next stage, in one transaction.

        `event` is what happened, by whom, and its detail, where that is to be noted with it.
        """
        following = STAGES[min(STAGES.index(stage) + 1, len(STAGES) - 1)]
        made = {"item_id": item_id, "stage": stage, "payload": packed(payload), "recorded_at": now}
        with self.database.write() as connection:
            moved = {"moved": item_id, "updated_at": now, "stage": following, **values}
            if not connection.execute(_SET, moved).rowcount:
                raise _unknown(item_id)
            if event is not None:
                _record(connection, now, item_id, event[0], by=event[1], detail=event[2])
            put(connection, outputs, {**made, "seconds": round(seconds, 6)})

    def settle(
        self,
        item_id: str,
        state: State,
        now: dt.datetime,
        *,
        by: str | None = None,
        detail: str | None = None,
        **values: Any,  # noqa: ANN401 - columns
    ) -> Item:
        """Give the item the state that this run leaves it in, with an event.

        A failed or left one keeps its wish to be translated afresh, as the next attempt is still the same request.
        """
        event = (state, by, detail if detail is not None else values.get("message"))
        if state not in {"failed", "discovered"}:
            values["bypass_memory"] = 0
        values["starts"] = 0
        return self._move(item_id, now, event, state=state, **values)

    def put_down(self, item_id: str) -> None:
        """Note that nobody works on the item for now: whoever did has stopped in good order, and did not die of it."""
        with self.database.write() as connection:
            connection.execute(_SET, {"moved": item_id, "starts": 0})

    def published(
        self,
        item_id: str,
        row: PublicationRow,
        now: dt.datetime,
        by: str | None = None,
        *,
        next_check_at: dt.datetime | None = None,
    ) -> Item:
        """Note a written publication, in one transaction: the item's state, its line in the index and its change.

        `next_check_at` is when its source is to be looked at again; None for never.
        """
        with self.database.write() as connection:
            values = {"state": row.state, "reason": None, "message": None, "next_attempt_at": None, "attempts": 0}
            event = (row.state, by, f"revision {row.revision}")
            moved = _moved(connection, item_id, now, event, {**values, "bypass_memory": 0, "starts": 0})
            known = connection.execute(_TOLD, {"item": item_id}).first()
            new = known is None or (known.revision, known.state, known.sha256) != (row.revision, row.state, row.sha256)
            cursor = _told(connection, row, now) if known is None or new else known.cursor
            put(connection, publications, {**row.model_dump(), "cursor": cursor})
            schedule(connection, item_id, next_check_at)
        return moved

    def tell(self, rows: Iterable[PublicationRow], now: dt.datetime, *, above: int) -> None:
        """Add a change for each of `rows`, their cursors above `above`: consumers have read so far already."""
        with self.database.write() as connection:
            for row in rows:
                connection.execute(_TELL, {"told": row.item_id, "cursor": _told(connection, row, now, above=above)})

    def note(
        self, item_id: str | None, event: str, now: dt.datetime, *, by: str | None = None, detail: str | None = None
    ) -> None:
        """Add an event that leaves the item's state as it is."""
        with self.database.write() as connection:
            _record(connection, now, item_id, event, by=by, detail=detail)

    def _move(
        self,
        item_id: str,
        now: dt.datetime,
        event: tuple[str, str | None, str | None] | None,
        **values: Any,  # noqa: ANN401 - columns
    ) -> Item:
        with self.database.write() as connection:
            return _moved(connection, item_id, now, event, values)

    # ---- what the stages made

    def so_far(self, item_id: str) -> SoFar:
        """Return what was published of the item, and what each finished stage made of it."""
        return so_far(self.database, item_id)

    def output(self, item_id: str, stage: Stage) -> str | None:
        """Return the JSON that `stage` made of the item, or None where it has not been there."""
        with self.database.read() as connection:
            payload = connection.execute(_OUTPUT, {"item": item_id, "made_by": stage}).scalar()
        return None if payload is None else unpacked(payload, item_id, f"what {stage} made of the item")

    def timings(self, item_id: str) -> list[tuple[str, float, dt.datetime]]:
        """Return each finished stage with its seconds and when it was recorded, in the stages' order."""
        with self.database.read() as connection:
            rows = connection.execute(_TIMINGS, {"item": item_id}).all()
        made = ((r.stage, r.seconds, r.recorded_at) for r in rows if r.stage in STAGES)
        return sorted(made, key=lambda t: STAGES.index(t[0]))

    # ---- what happened

    def events(self, item_id: str | None = None, after: int = 0, limit: int | None = None) -> list[Event]:
        """Return the events after event number `after`, oldest first: one item's, or all; at most `limit`."""
        query = select(events).where(events.c.id > after).order_by(events.c.id).limit(limit)
        if item_id is not None:
            query = query.where(events.c.item_id == item_id)
        with self.database.read() as connection:
            return [Event.model_validate(dict(row)) for row in connection.execute(query).mappings()]

    def last_event(self) -> int:
        """Return the number of the newest event, 0 where there is none."""
        return last_event(self.database)

    # ---- what consumers are told

    def publication(self, item_id: str) -> PublicationRow | None:
        """Return what was last published of the item."""
        with self.database.read() as connection:
            row = connection.execute(PUBLISHED, {"item": item_id}).mappings().first()
        return PublicationRow.model_validate(dict(row)) if row else None

    def publications(self) -> list[PublicationRow]:
        """Return what is published and withdrawn, the latest first."""
        query = select(*_OF_PUBLICATION).order_by(publications.c.updated.desc(), publications.c.item_id)
        with self.database.read() as connection:
            rows = connection.execute(query).mappings().all()
        return [PublicationRow.model_validate(dict(row)) for row in rows]

    def last_change(self) -> int:
        """Return the cursor of the latest change; 0 where there is none."""
        with self.database.read() as connection:
            return int(connection.execute(select(func.max(changes.c.cursor))).scalar() or 0)

    def changes(self, after: int = 0) -> list[ChangeRow]:
        """Return the changes after cursor `after`, oldest first."""
        query = select(changes).where(changes.c.cursor > after).order_by(changes.c.cursor)
        with self.database.read() as connection:
            return [ChangeRow.model_validate(dict(row)) for row in connection.execute(query).mappings()]


def _id_of_alias(connection: Connection, url: str) -> str | None:
    return connection.execute(_OWNER, {"alias": url}).scalar()


def _owners(connection: Connection, urls: list[str]) -> dict[str, str]:
    return {row.url: row.item_id for row in connection.execute(_OWNERS, {"known_by": urls})}


def _told(connection: Connection, row: PublicationRow, now: dt.datetime, *, above: int = 0) -> int:
    """Add a change, and return its cursor."""
    # Not the database's own numbering, which cannot begin above what a lost ledger had told. There is one writer only.
    highest = connection.execute(_HIGHEST).scalar() or 0
    cursor = max(highest, above) + 1
    change = {"cursor": cursor, "item_id": row.item_id, "revision": row.revision, "state": row.state}
    connection.execute(_CHANGE, {**change, "at": now, "sha256": row.sha256})
    return cursor


def _moved(
    connection: Connection,
    item_id: str,
    now: dt.datetime,
    event: tuple[str, str | None, str | None] | None,
    values: Mapping[str, Any],
) -> Item:
    row = connection.execute(_MOVE, {"moved": item_id, "updated_at": now, **values}).mappings().first()
    if event is not None:
        _record(connection, now, item_id, event[0], by=event[1], detail=event[2])
    return _item(_existing(row, item_id))


def _record(
    connection: Connection,
    at: dt.datetime,
    item_id: str | None,
    event: str,
    by: str | None = None,
    detail: str | None = None,
) -> None:
    connection.execute(_RECORD, {"at": at, "item_id": item_id, "event": event, "by": by, "detail": detail})


def _existing(row: RowMapping | None, item_id: str) -> RowMapping:
    if row is None:
        raise _unknown(item_id)
    return row


def _unknown(item_id: str) -> UnknownItem:
    return UnknownItem("there is no such item", item=item_id, next_step="republish list")


def _item(row: RowMapping) -> Item:
    return Item.model_validate(dict(row))
