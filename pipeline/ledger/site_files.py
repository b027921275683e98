"""Small files by which sites speak for all their pages, robots.txt among them, kept until they are to be asked anew."""

import datetime as dt
import zlib
from collections.abc import Callable

from sqlalchemy import bindparam, select

from pipeline.ledger.connection import Database
from pipeline.ledger.putting import put
from pipeline.ledger.schema import site_files

Clock = Callable[[], dt.datetime]

_KEPT = select(site_files.c.content, site_files.c.expires_at).where(site_files.c.url == bindparam("file"))


class KeptSiteFiles:
    """The files that were had, by URL; one store for all threads. What could not be had is not kept here."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Use `database`, whose tables exist; `clock` tells the present instant."""
        self._database = database
        self._clock = clock

    def read(self, url: str) -> tuple[bytes | None, float] | None:
        """Return the file at `url`, None within the pair where a site has none, and for how many seconds it holds.

        None where nothing is known, or what is known holds no longer.
        """
        with self._database.read() as connection:
            row = connection.execute(_KEPT, {"file": url}).first()
        left = (row.expires_at - self._clock()).total_seconds() if row else 0.0
        if row is None or left <= 0:
            return None
        return (None if row.content is None else zlib.decompress(row.content)), left

    def keep(self, url: str, content: bytes | None, seconds: float) -> None:
        """Keep for `seconds` what was had at `url`; of several processes that had it, the last one counts."""
        row = {
            "url": url,
            "content": None if content is None else zlib.compress(content),
            "expires_at": self._clock() + dt.timedelta(seconds=seconds),
        }
        with self._database.write() as connection:
            put(connection, site_files, row)
