"""What a stage made of many items, gone through without holding the ledger or the memory."""

from collections.abc import Iterator, Sequence

from sqlalchemy import and_, or_, select

from pipeline.ledger.connection import Database
from pipeline.ledger.payloads import unpacked
from pipeline.ledger.schema import items, outputs
from pipeline.model.item import Item
from pipeline.states import Stage, State

_BATCH = 200
"""Items read at once, around 2 MB; writers wait for no reader, and what was read is not kept."""


def made_of(
    database: Database, stage: Stage, states: Sequence[State], *, limit: int | None = None
) -> Iterator[tuple[Item, str]]:
    """Yield each item in one of `states` with the JSON that `stage` made of it, the latest touched first.

    `limit` is how many at most. An item that moves meanwhile may be missed. Raises LedgerUnusable.
    """
    query = (
        select(items, outputs.c.payload)
        .join(outputs, and_(outputs.c.item_id == items.c.id, outputs.c.stage == stage))
        .where(items.c.state.in_(states))
        .order_by(items.c.updated_at.desc(), items.c.id.desc())
    )
    last: Item | None = None
    left = limit
    while left is None or left > 0:
        page = query.limit(_BATCH if left is None else min(left, _BATCH))
        if last is not None:
            same_instant = and_(items.c.updated_at == last.updated_at, items.c.id < last.id)
            page = page.where(or_(items.c.updated_at < last.updated_at, same_instant))
        with database.read() as connection:
            rows = connection.execute(page).mappings().all()
        if not rows:
            return
        for row in rows:
            last = Item.model_validate({name: value for name, value in row.items() if name != "payload"})
            yield last, unpacked(row["payload"], last.id, f"what {stage} made of the item")
        left = None if left is None else left - len(rows)
