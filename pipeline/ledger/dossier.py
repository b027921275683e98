"""All that is known of one item, read at once: what a page about it shows."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import bindparam, case, func, or_, select

from pipeline.errors import UnknownItem
from pipeline.ledger.connection import Database
from pipeline.ledger.payloads import unpacked
from pipeline.ledger.schema import events, items, outputs, publications, revisions
from pipeline.model.item import Event, Item
from pipeline.states import STAGES, Stage

_SHOWN: tuple[Stage, ...] = ("check", "attribute")
"""Stages whose work is shown; of the others, above all of the page as it was fetched, only when it was done."""

# Made once, as the making of a statement costs more than what it asks.
_ITEM = select(
    items,
    select(func.count()).where(publications.c.item_id == items.c.id).scalar_subquery().label("told"),
    select(func.count()).where(revisions.c.item_id == items.c.id).scalar_subquery().label("earlier"),
    select(func.max(events.c.id)).scalar_subquery().label("last_event"),
).where(items.c.id == bindparam("item"))
_MADE = select(
    outputs.c.stage,
    outputs.c.seconds,
    outputs.c.recorded_at,
    case((or_(*(outputs.c.stage == stage for stage in _SHOWN)), outputs.c.payload)).label("payload"),
).where(outputs.c.item_id == bindparam("item"))
_EVENTS = select(events).where(events.c.item_id == bindparam("item")).order_by(events.c.id)


class Dossier(NamedTuple):
    """An item, what was made of it, and what happened to it.

    `made` is the JSON of the check and attribute stages, as far as there is any; `timings` are each finished stage
    with its seconds and when it was recorded, in the stages' order. `is_public` where consumers have been told of it,
    `earlier` is how many revisions newer ones have followed, and `last_event` the number of the newest of all events.
    """

    item: Item
    made: Mapping[str, str]
    timings: list[tuple[str, float, dt.datetime]]
    events: list[Event]
    is_public: bool
    earlier: int
    last_event: int


def dossier(database: Database, item_id: str) -> Dossier:
    """Return what is known of the item; raises UnknownItem, and LedgerUnusable where that cannot be read.

    What happens from `last_event` on may be missing from it, and nothing that happened before is.
    """
    wanted = {"item": item_id}
    with database.read() as connection:
        row = connection.execute(_ITEM, wanted).mappings().first()
        if row is None:
            raise UnknownItem("there is no such item", item=item_id, next_step="republish list")
        made = [each for each in connection.execute(_MADE, wanted) if each.stage in STAGES]
        happened = [Event.model_validate(dict(each)) for each in connection.execute(_EVENTS, wanted).mappings()]
    made.sort(key=lambda each: STAGES.index(each.stage))
    return Dossier(
        item=Item.model_validate({column.name: row[column.name] for column in items.c}),
        made={e.stage: unpacked(e.payload, item_id, f"what {e.stage} made of the item") for e in made if e.payload},
        timings=[(each.stage, each.seconds, each.recorded_at) for each in made],
        events=happened,
        is_public=row["told"] > 0,
        earlier=row["earlier"],
        last_event=row["last_event"] or 0,
    )
