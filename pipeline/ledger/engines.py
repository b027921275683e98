"""What outlives a run of the engines: pauses, and the characters of the day."""

import datetime as dt

from sqlalchemy import Connection, insert, select, update

from pipeline.engines.breaker import Pause
from pipeline.ledger.connection import Database
from pipeline.ledger.schema import engines


class Engines:
    """An EngineBook (pipeline.engines.breaker) in the ledger."""

    def __init__(self, database: Database) -> None:
        """Use `database`, whose tables exist."""
        self._database = database

    def pause_of(self, engine: str) -> Pause | None:
        """Return the pause that was last noted, over or not."""
        columns = select(engines.c.paused_until, engines.c.reason)
        with self._database.read() as connection:
            row = connection.execute(columns.where(engines.c.name == engine)).first()
        return Pause(row.paused_until, row.reason or "") if row and row.paused_until else None

    def pause(self, engine: str, pause: Pause) -> None:
        """Note a pause; a longer one that was noted before stays."""
        with self._database.write() as connection:
            _ensure(connection, engine)
            until = engines.c.paused_until
            connection.execute(
                update(engines)
                .where(engines.c.name == engine, until.is_(None) | (until < pause.until))
                .values(paused_until=pause.until, reason=pause.reason)
            )

    def characters(self, engine: str, day: dt.date) -> int:
        """Return how many characters the engine was sent on `day`, of which only the last one is known."""
        with self._database.read() as connection:
            row = connection.execute(
                select(engines.c.characters).where(engines.c.name == engine, engines.c.day == day.isoformat())
            ).first()
        return int(row.characters) if row else 0

    def spend(self, engine: str, day: dt.date, characters: int) -> None:
        """Note that the engine was sent `characters` more on `day`; a new day begins at none."""
        today = day.isoformat()
        with self._database.write() as connection:
            _ensure(connection, engine)
            row = update(engines).where(engines.c.name == engine)
            connection.execute(row.where(engines.c.day.is_distinct_from(today)).values(day=today, characters=0))
            connection.execute(row.values(characters=engines.c.characters + characters))


def _ensure(connection: Connection, engine: str) -> None:
    """Make the engine's row where there is none; writers take turns."""
    if connection.execute(select(engines.c.name).where(engines.c.name == engine)).first() is None:
        connection.execute(insert(engines).values(name=engine, characters=0))
