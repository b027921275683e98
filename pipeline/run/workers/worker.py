"""A worker: takes jobs until it is told to stop, and outlives the database's outages."""

import asyncio
import contextlib
import datetime as dt
import logging
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import procrastinate
import structlog
from procrastinate.exceptions import ConnectorException
from psycopg import OperationalError

from pipeline.config import Settings
from pipeline.errors import LedgerUnusable
from pipeline.run.announcing import begin
from pipeline.run.computing import in_processes
from pipeline.run.opening import utc_now
from pipeline.run.session import Stop
from pipeline.run.workers.deferring import open_shared
from pipeline.run.workers.duties import Busy, Duties
from pipeline.run.workers.queue import DISCOVER, DISCOVERING, FINISH, ITEM, QUEUE, Queue, lock_of
from pipeline.run.workers.takeover import Takeover
from pipeline.sinks import open_announcer

log = structlog.get_logger(__name__)

BUSY_PAUSE = 2
"""Seconds after which a job is tried again that another process was at."""

SIGNAL_LOOK = 0.2
"""Seconds between two looks whether a signal came."""

POLL = 1.0
"""Seconds between two looks for jobs whose time has come; of new ones PostgreSQL tells at once."""

_GONE = (ConnectorException, OperationalError, LedgerUnusable)


def work(settings: Settings, *, clock: Callable[[], dt.datetime] = utc_now) -> None:
    """Take jobs until SIGTERM or SIGINT, then end what is under way; a second signal stops at once.

    Raises ConfigurationError or LedgerUnusable where it cannot begin.
    """
    _relay_logs()
    with (
        Stop().listening() as stop,
        open_shared(settings, clock, stopping=stop) as (services, queue),
        open_announcer(settings.announce) as announcer,
        in_processes(settings, services.style) as spread,
        ThreadPoolExecutor(settings.workers.concurrency, thread_name_prefix="job") as threads,
    ):
        if announcer:
            begin(services)
        duties = Duties(replace(services, computing=spread), queue, announcer, stopping=stop)
        log.info("at work", items_at_a_time=settings.workers.concurrency)
        asyncio.run(_serve(settings, queue, duties, threads, stop, partial(Takeover, locks=services.ledger.locks)))
        log.info("stopped; nothing is under way")


async def _serve(
    settings: Settings,
    queue: Queue,
    duties: Duties,
    threads: ThreadPoolExecutor,
    stop: Stop,
    takeover: Callable[..., Takeover],
) -> None:
    """Work, and after each outage of the database begin anew, as another worker to Procrastinate."""
    while not stop():
        try:
            app = _app(settings, queue, duties, threads)
            async with app.open_async():
                looks = takeover(app, stalled_after=settings.workers.stalled_after.total_seconds())
                await _work_until_stopped(app, settings, looks, stop)
        except _GONE as error:
            log.warning("the database is gone; waiting for it", error=str(error.__cause__ or error))
            await asyncio.sleep(1)


def _app(settings: Settings, queue: Queue, duties: Duties, threads: ThreadPoolExecutor) -> procrastinate.App:
    app = procrastinate.App(connector=procrastinate.PsycopgConnector(**queue.connection(settings, most=4)))
    later = procrastinate.RetryStrategy(wait=BUSY_PAUSE, retry_exceptions={Busy})

    async def on_a_thread(duty: Callable[..., None], *arguments: str) -> None:
        await asyncio.get_running_loop().run_in_executor(threads, duty, *arguments)

    @app.task(name=ITEM, queue=QUEUE, retry=later)
    async def item(item_id: str) -> None:
        await on_a_thread(duties.item, item_id)

    @app.task(name=FINISH, queue=QUEUE, retry=later)
    async def finish() -> None:
        await on_a_thread(duties.finish)

    @app.task(name=DISCOVER, queue=QUEUE, priority=DISCOVERING, lock=lock_of(DISCOVER), queueing_lock=lock_of(DISCOVER))
    async def discover(timestamp: int) -> None:
        del timestamp
        await on_a_thread(duties.discover)

    if settings.workers.discover:
        app.periodic(cron=settings.workers.discover)(discover)
    return app


async def _work_until_stopped(app: procrastinate.App, settings: Settings, looks: Takeover, stop: Stop) -> None:
    table = settings.workers
    working = asyncio.create_task(
        app.run_worker_async(
            queues=[QUEUE],
            name=socket.gethostname(),
            concurrency=table.concurrency,
            delete_jobs="always",  # the ledger keeps what became of an item
            install_signal_handlers=False,
            fetch_job_polling_interval=POLL,
            update_heartbeat_interval=table.heartbeat.total_seconds(),
            stalled_worker_timeout=table.stalled_after.total_seconds(),
            worker_middleware=[looks.note],
        )
    )
    watching = asyncio.create_task(_watch(looks, table.heartbeat.total_seconds()))
    while not (stop() or working.done() or watching.done()):
        await asyncio.wait({working, watching}, timeout=SIGNAL_LOOK, return_when=asyncio.FIRST_COMPLETED)
    # To cancel it is Procrastinate's way to let it end what is under way and begin nothing new.
    working.cancel()
    watching.cancel()
    for task in (working, watching):
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _watch(looks: Takeover, every: float) -> None:
    while True:
        await asyncio.sleep(every)
        await looks.look()


class _Relay(logging.Handler):
    """Sends what libraries log to our log, so that it is escaped and redacted like the rest."""

    def emit(self, record: logging.LogRecord) -> None:
        """Log a record as a warning of the library."""
        log.warning(record.getMessage(), by=record.name)


def _relay_logs() -> None:
    for name, level in (
        ("procrastinate", logging.ERROR),
        ("psycopg.pool", logging.WARNING),
        ("asyncio", logging.ERROR),
    ):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [_Relay(level)], False
