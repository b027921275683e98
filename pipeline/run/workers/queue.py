"""The queue of jobs, and what goes in there."""

import contextlib
import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import procrastinate
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job
from psycopg_pool import PoolTimeout
from sqlalchemy import Table, column, literal_column, make_url, select, table

from pipeline.config import Settings
from pipeline.errors import LedgerUnusable
from pipeline.ledger import Ledger
from pipeline.ledger.connection import make_url_safe
from pipeline.run.workers.tables import prepare
from pipeline.run.workers.turns import SharedTurns

QUEUE = "republish"
ITEM, FINISH, DISCOVER = "item", "finish", "discover"
"""The tasks: what is due of an item; the consumers' files and the sinks; what the sources have new."""
FINISHING, OPERATOR, DISCOVERING, NEWS, BACKFILL, LOOK = 30, 20, 10, 0, -10, -20
"""Priorities: a person waits, news come before what was none when it was found, and looks at what readers have last."""

_BATCH = 500
"""Jobs handed over at once."""


class Queue:
    """What is handed to the workers; safe to use from several threads."""

    def __init__(self, settings: Settings, ledger: Ledger) -> None:
        """Use the jobs' tables beside `ledger`, which are made where there are none."""
        self.turns_table: Table = prepare(ledger, settings.workers.stalled_after.total_seconds())
        self._ledger = ledger
        self._url = make_url_safe(settings.ledger_url)
        connector = procrastinate.SyncPsycopgConnector(**self.connection(settings, most=2))
        self._app = procrastinate.App(connector=connector)
        with self._translated():
            self._app.open()

    def connection(self, settings: Settings, *, most: int) -> dict[str, Any]:
        """Return what a connector of Procrastinate is made with, for at `most` so many connections."""
        url = make_url(settings.ledger_url).set(drivername="postgresql")
        if settings.ledger.password:
            url = url.set(password=settings.ledger.password.get_secret_value())
        own = f'-csearch_path="{self.turns_table.schema}"'
        options = f"{url.query['options']} {own}" if "options" in url.query else own
        conninfo = url.render_as_string(hide_password=False)
        return {"conninfo": conninfo, "kwargs": {"options": options}, "min_size": 1, "max_size": most}

    def turns(self, ledger: Ledger) -> SharedTurns:
        """Return the turns that all who use this queue share."""
        return SharedTurns(ledger.locks, self.turns_table)

    def hand_over(self, item_ids: Sequence[str], priority: int) -> int:
        """Let workers do what is due of the items; return how many were not waiting already."""
        with self._translated():
            waiting = {job.queueing_lock for job in self._app.job_manager.list_jobs(queue=QUEUE, status="todo")}
            jobs = [_job(ITEM, item_id, priority, {"item_id": item_id}) for item_id in dict.fromkeys(item_ids)]
            new = [job for job in jobs if job.queueing_lock not in waiting]
            return sum(self._add(new[start : start + _BATCH]) for start in range(0, len(new), _BATCH))

    def finish(self, at: dt.datetime) -> None:
        """Let a worker bring the consumers' files and the sinks up to the ledger, at `at` or when it is due before.

        One that waits already will see what is in the ledger by now.
        """
        jobs = table("procrastinate_jobs", column("queueing_lock"), column("status"), schema=self.turns_table.schema)
        waiting = select(1).select_from(jobs).where(jobs.c.queueing_lock == lock_of(FINISH))
        with self._ledger.database.read() as connection:
            if connection.execute(waiting.where(jobs.c.status == literal_column("'todo'"))).first():
                return
        with self._translated():
            self._add([_job(FINISH, "", FINISHING, {}, at)])

    def close(self) -> None:
        """Close the connections."""
        self._app.close()

    def _add(self, jobs: list[Job]) -> int:
        """Add the jobs that are not waiting already; all are refused at once where one is."""
        try:
            return len(self._app.job_manager.batch_defer_jobs(jobs))
        except AlreadyEnqueued:
            half = len(jobs) // 2
            return self._add(jobs[:half]) + self._add(jobs[half:]) if half else 0

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (ConnectorException, PoolTimeout) as error:
            raise LedgerUnusable(
                f"the queue of jobs cannot be used: {error.__cause__ or error}",
                item=self._url,
                next_step="see that the database server runs and that [ledger] url names it",
            ) from error


def lock_of(task: str, subject: str = "") -> str:
    """Return the name of what only one may be at: an item, or a task that has no subject."""
    return f"{task} {subject}".rstrip()


def _job(task: str, subject: str, priority: int, arguments: dict[str, Any], at: dt.datetime | None = None) -> Job:
    # One waits at most (queueing_lock), one is under way at most (lock): neither says anything of the other.
    lock = lock_of(task, subject)
    return Job(
        queue=QUEUE,
        task_name=task,
        priority=priority,
        lock=lock,
        queueing_lock=lock,
        task_kwargs=arguments,
        scheduled_at=at,
    )
