"""What each sink has of the files that consumers read."""

import datetime as dt

from sqlalchemy import delete, select, update

from pipeline.ledger.connection import Database
from pipeline.ledger.putting import put
from pipeline.ledger.rows import DeliveryRow
from pipeline.ledger.schema import deliveries


class Deliveries:
    """For each sink and file, the version that the sink has, or why it has none."""

    def __init__(self, database: Database) -> None:
        """Use `database`, whose tables exist."""
        self._database = database

    def of(self, sink: str) -> dict[str, DeliveryRow]:
        """Return what is known of the deliveries to `sink`, by the file's name."""
        with self._database.read() as connection:
            rows = connection.execute(select(deliveries).where(deliveries.c.sink == sink)).mappings()
            return {row["name"]: DeliveryRow.model_validate(dict(row)) for row in rows}

    def keep(self, row: DeliveryRow) -> None:
        """Keep how a delivery went."""
        with self._database.write() as connection:
            put(connection, deliveries, row.model_dump())

    def removed(self, sink: str, name: str) -> None:
        """Note that `sink` does not have the file any more."""
        with self._database.write() as connection:
            connection.execute(delete(deliveries).where(deliveries.c.sink == sink, deliveries.c.name == name))

    def again(self, name: str, now: dt.datetime) -> None:
        """Let every sink be sent the file again, also one that has it or that refused it."""
        with self._database.write() as connection:
            connection.execute(
                update(deliveries)
                .where(deliveries.c.name == name)
                .values(version=None, refused=None, attempts=0, message=None, at=now)
            )
