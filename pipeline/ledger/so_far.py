"""What has become of an item so far: read at once, before it is worked on again."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from pipeline.ledger.connection import Database
from pipeline.ledger.payloads import unpacked
from pipeline.ledger.rows import PublicationRow
from pipeline.ledger.schema import outputs, publications
from pipeline.states import Stage

PUBLISHED = select(*(publications.c[name] for name in PublicationRow.model_fields)).where(
    publications.c.item_id == bindparam("item")
)
_MADE = select(outputs.c.stage, outputs.c.payload).where(outputs.c.item_id == bindparam("item"))


@dataclass(frozen=True)
class SoFar:
    """What was last published of an item, None for nothing, and what each stage made of it, compressed."""

    item_id: str
    publication: PublicationRow | None
    payloads: Mapping[Stage, bytes]

    def made(self, stage: Stage) -> str | None:
        """Return the JSON that `stage` made, or None where it has not been there; raises LedgerUnusable."""
        payload = self.payloads.get(stage)
        return None if payload is None else unpacked(payload, self.item_id, f"what {stage} made of the item")


def so_far(database: Database, item_id: str) -> SoFar:
    """Return what has become of the item; of one that is not known, nothing. Raises LedgerUnusable."""
    wanted = {"item": item_id}
    with database.read() as connection:
        row = connection.execute(PUBLISHED, wanted).mappings().first()
        payloads = {made.stage: made.payload for made in connection.execute(_MADE, wanted)}
    return SoFar(item_id, PublicationRow.model_validate(dict(row)) if row else None, payloads)
