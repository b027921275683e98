"""The revisions of a publication that newer ones have followed."""

import datetime as dt

from sqlalchemy import delete, func, insert, select

from pipeline.ledger.connection import Database
from pipeline.ledger.payloads import packed, unpacked
from pipeline.ledger.schema import revisions


class Revisions:
    """What readers had before. The newest revision is not here: it is what the attribute stage made."""

    def __init__(self, database: Database) -> None:
        """Use `database`, whose tables exist."""
        self._database = database

    def keep(self, item_id: str, revision: int, payload: str, now: dt.datetime) -> None:
        """Keep a publication as JSON, in place of what was kept of that revision."""
        key = (revisions.c.item_id == item_id, revisions.c.revision == revision)
        with self._database.write() as connection:
            connection.execute(delete(revisions).where(*key))
            connection.execute(
                insert(revisions).values(item_id=item_id, revision=revision, payload=packed(payload), recorded_at=now)
            )

    def of(self, item_id: str) -> list[str]:
        """Return the JSON of each earlier revision, the oldest first."""
        query = select(revisions).where(revisions.c.item_id == item_id).order_by(revisions.c.revision)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return [unpacked(row.payload, item_id, f"revision {row.revision}") for row in rows]

    def count(self, item_id: str) -> int:
        """Return how many there are."""
        query = select(func.count()).where(revisions.c.item_id == item_id)
        with self._database.read() as connection:
            return connection.execute(query).scalar_one()
