"""Jobs whose worker is gone, put back into the queue.

A worker that dies stops giving signs of life. One that lives may lose a job, too: where the connection breaks while a
job is fetched or its end is noted, the job stays under way in the table and nobody is at it.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

import procrastinate
import structlog
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job, Status
from procrastinate.worker import Worker
from psycopg.errors import RaiseException

from pipeline.ledger.locks import SharedLocks
from pipeline.run.workers.queue import QUEUE

log = structlog.get_logger(__name__)


class Takeover:
    """Looks for jobs that nobody is at; one worker at a time does, as a job may be put back but once."""

    def __init__(self, app: procrastinate.App, locks: SharedLocks, stalled_after: float) -> None:
        self._app = app
        self._locks = locks
        self._stalled_after = stalled_after
        self._ours: set[int | None] = set()
        self._at_work: set[int | None] = set()
        self._suspected: set[int | None] = set()

    async def note(self, work: Callable[[], Awaitable[Any]], context: JobContext, worker: Worker) -> object:
        """Note which job is being worked on: Procrastinate's worker middleware."""
        self._ours.add(worker.worker_id)
        self._at_work.add(context.job.id)
        try:
            return await work()
        finally:
            self._at_work.discard(context.job.id)

    async def look(self) -> None:
        """Put back what nobody is at, where no other worker is looking just now. Raises ConnectorException."""
        held = await asyncio.to_thread(self._locks.take, "takeover")
        if held is None:
            return
        try:
            stalled = await self._app.job_manager.get_stalled_jobs(
                queue=QUEUE, seconds_since_heartbeat=self._stalled_after
            )
            for job in [*stalled, *await self._lost()]:
                log.warning(
                    "taken over from a worker that is gone", job=job.task_name, item=job.task_kwargs.get("item_id")
                )
                await self._put_back(job)
        finally:
            await asyncio.to_thread(self._locks.give, held)

    async def _lost(self) -> list[Job]:
        """Return the jobs that are ours by the table, now and at the last look, and that no thread is at."""
        doing = await self._app.job_manager.list_jobs_async(queue=QUEUE, status=Status.DOING.value)
        lost = [job for job in doing if job.worker_id in self._ours and job.id not in self._at_work]
        twice = [job for job in lost if job.id in self._suspected]
        self._suspected = {job.id for job in lost}
        return twice

    async def _put_back(self, job: Job) -> None:
        try:
            await self._app.job_manager.retry_job(job)
        except UniqueViolation:  # one for the same item waits already, and this one is in its way
            with contextlib.suppress(ConnectorException):
                await self._app.job_manager.finish_job(job, Status.FAILED, delete_job=True)
        except ConnectorException as error:
            if not isinstance(error.__cause__, RaiseException):  # it has ended meanwhile
                raise
