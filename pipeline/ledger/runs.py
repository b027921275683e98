"""What the ledger knows of feeds and of runs."""

import datetime as dt
import json
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from pipeline.ledger.connection import Database
from pipeline.ledger.putting import put
from pipeline.ledger.rows import FeedRow
from pipeline.ledger.schema import feeds, runs

_FEED = select(feeds).where(feeds.c.url == bindparam("feed"))


class FeedsAndRuns:
    """Feeds with their validators; runs with how they ended."""

    def __init__(self, database: Database) -> None:
        """Use `database`, whose tables exist."""
        self._database = database

    def feed(self, url: str) -> FeedRow | None:
        """Return what is known of the feed at `url`."""
        with self._database.read() as connection:
            row = connection.execute(_FEED, {"feed": url}).mappings().first()
        return FeedRow.model_validate(dict(row)) if row else None

    def feeds(self) -> list[FeedRow]:
        """Return what is known of every feed, by URL."""
        with self._database.read() as connection:
            rows = connection.execute(select(feeds).order_by(feeds.c.url)).mappings().all()
        return [FeedRow.model_validate(dict(row)) for row in rows]

    def keep_feed(self, row: FeedRow) -> None:
        """Keep what was learnt of a feed."""
        with self._database.write() as connection:
            put(connection, feeds, row.model_dump())

    def begin(self, now: dt.datetime) -> int:
        """Note that a run has begun; return its number."""
        with self._database.write() as connection:
            result = connection.execute(insert(runs).values(started_at=now).returning(runs.c.id))
            return int(result.scalar_one())

    def end(self, run_id: int, exit_code: int, summary: dict[str, Any], now: dt.datetime) -> None:
        """Note how run number `run_id` ended."""
        values = {"finished_at": now, "exit_code": exit_code, "summary": json.dumps(summary, ensure_ascii=False)}
        with self._database.write() as connection:
            connection.execute(update(runs).where(runs.c.id == run_id).values(**values))

    def spent(self, since: dt.datetime) -> dict[str, int]:
        """Return what engines were sent by the runs that began since then: `characters` and `requests`."""
        query = select(runs.c.started_at, runs.c.summary).order_by(runs.c.id.desc())
        spent = {"characters": 0, "requests": 0}
        with self._database.read() as connection:
            for row in connection.execute(query.execution_options(yield_per=100)):
                if row.started_at < since:
                    break
                summary = json.loads(row.summary or "{}")
                spent = {name: count + summary.get(name, 0) for name, count in spent.items()}
        return spent

    def last(self) -> dict[str, Any] | None:
        """Return the newest run: when it started, when and how it ended (null: under way, or killed)."""
        with self._database.read() as connection:
            row = connection.execute(select(runs).order_by(runs.c.id.desc()).limit(1)).mappings().first()
        if row is None:
            return None
        return {**row, "summary": json.loads(row["summary"]) if row["summary"] else None}
