"""What outlives a run of the engines: pauses, and the characters of the day."""

import datetime as dt

from sqlalchemy import Connection, bindparam, insert, select, update

from pipeline.engines.breaker import Pause
from pipeline.ledger.connection import Database
from pipeline.ledger.schema import engines

_PAUSE = select(engines.c.paused_until, engines.c.reason).where(engines.c.name == bindparam("engine"))
_COUNTED = select(engines.c.day, engines.c.characters).where(engines.c.name == bindparam("engine"))


class Engines:
    """An EngineBook (pipeline.engines.breaker) in the ledger."""

    def __init__(self, database: Database) -> None:
        """Use `database`, whose tables exist."""
        self._database = database

    def pause_of(self, engine: str) -> Pause | None:
        """Return the pause that was last noted, over or not."""
        with self._database.read() as connection:
            row = connection.execute(_PAUSE, {"engine": engine}).first()
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
            return _counted(connection, engine, day)[1]

    def take(self, engine: str, day: dt.date, characters: int, most: int) -> bool:
        """Count `characters` more on `day` where they are `most` in all then; tell whether they are.

        In one transaction, so that however many processes ask, no more are taken. A new day begins at none.
        """
        with self._database.write() as connection:
            _ensure(connection, engine)
            counted, used = _counted(connection, engine, day)
            if used + characters > most:
                return False
            row = update(engines).where(engines.c.name == engine)
            connection.execute(row.values(day=counted, characters=used + characters))
        return True

    def give_back(self, engine: str, day: dt.date, characters: int) -> None:
        """Count `characters` of `day` no more."""
        with self._database.write() as connection:
            counted, used = _counted(connection, engine, day)
            row = update(engines).where(engines.c.name == engine, engines.c.day == counted)
            connection.execute(row.values(characters=max(0, used - characters)))


def _counted(connection: Connection, engine: str, day: dt.date) -> tuple[str, int]:
    """Return the day that is counted on `day`, and the characters so far.

    That is the next one where a clock was put back over midnight: a day is not to be had twice.
    """
    row = connection.execute(_COUNTED, {"engine": engine}).first()
    days = day.isoformat(), (day + dt.timedelta(days=1)).isoformat()
    return (str(row.day), int(row.characters)) if row and row.day in days else (days[0], 0)


def _ensure(connection: Connection, engine: str) -> None:
    """Make the engine's row where there is none; writers take turns."""
    if connection.execute(select(engines.c.name).where(engines.c.name == engine)).first() is None:
        connection.execute(insert(engines).values(name=engine, characters=0))
