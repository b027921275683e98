"""What a worker does when it takes a job: an item, the consumers' files, the sources. All of it waits out an outage."""

import contextlib
import datetime as dt
import threading
import time
from collections.abc import Callable
from dataclasses import replace

import structlog

from pipeline.errors import LockHeld, RepublishError, StorageError
from pipeline.ledger import Item
from pipeline.run.announcing import announce
from pipeline.run.delivery import deliver
from pipeline.run.follow import look_again
from pipeline.run.lock import WAIT
from pipeline.run.process import process
from pipeline.run.publishing import finish_files, remove_decided
from pipeline.run.recovery import catch_up
from pipeline.run.runner import Work, attempt
from pipeline.run.services import Services
from pipeline.run.session import Request, remove_all_leftovers, run
from pipeline.run.workers.queue import FINISH, ITEM, Queue, lock_of
from pipeline.sinks import Sink

log = structlog.get_logger(__name__)

OUTAGE_LOOK = 1.0
"""Seconds between two looks whether the ledger or the disk can be used again."""

LEFT_OVER = 3600.0
"""Seconds after which a file that is half written is nobody's any more: no worker takes so long over one."""

CHANGES_FILES = frozenset({"published", "withdrawn", "held", "merged", "refused"})
"""Outcomes after which consumers' files, sinks or those who are told of held items are behind."""


class Busy(Exception):
    """Another process is at what the job is about: it is for later."""


class Duties:
    """The jobs' work, done on the worker's threads; raises Busy where a job is for later.

    `stopping` tells that nothing new is to be begun, and ends waiting.
    """

    def __init__(
        self, services: Services, queue: Queue, announcer: Sink | None, *, stopping: Callable[[], bool]
    ) -> None:
        self._services = services
        self._queue = queue
        self._announcer = announcer
        self._stopping = stopping
        self._is_out = threading.Event()

    def item(self, item_id: str) -> None:
        """Do what the ledger says is due of the item."""
        self._through_outages(lambda: self._worked_on(item_id))

    def finish(self) -> None:
        """Bring the consumers' files up to the ledger, deliver, announce: one process at a time."""
        self._through_outages(self._finished)

    def discover(self) -> None:
        """Ask the sources what they have new, and hand over all that is due."""
        with contextlib.suppress(LockHeld):  # another is asking them just now
            self._through_outages(self._discovered)

    def _through_outages(self, work: Callable[[], bool]) -> None:
        """Do `work` until it says that it is done; where ledger or disk cannot be used, again when they can."""
        while True:
            try:
                if work():
                    if self._is_out.is_set():
                        self._is_out.clear()
                        log.info("the ledger and the folders can be used again; going on")
                    return
            except StorageError as error:
                self._note_outage(error)
            if self._stopping():
                return  # what is not done stands in the ledger, and is handed over again
            time.sleep(OUTAGE_LOOK)

    def _note_outage(self, error: StorageError) -> None:
        if not self._is_out.is_set():  # once, and not by every thread
            self._is_out.set()
            log.error("waiting until the ledger and the folders can be used", error=str(error))

    def _worked_on(self, item_id: str) -> bool:
        locks = self._services.ledger.locks
        held = locks.take(lock_of(ITEM, item_id))
        if held is None:
            raise Busy(item_id)
        try:
            found = self._due(item_id)
            if found is None:
                return True
            item, work = found
            # Between two stages: whoever has lost the lock may not be alone any more.
            result = attempt(item, work, replace(self._services, stopping=lambda: not locks.has(held)))
        finally:
            locks.give(held)
        if isinstance(result.error, StorageError):
            self._note_outage(result.error)
            return False
        if result.outcome in CHANGES_FILES or result.outcome == "failed":
            self._finish_soon()
        return result.outcome != "interrupted"

    def _due(self, item_id: str) -> tuple[Item, Work] | None:
        """Return the item and what is due of it; None where another was there before."""
        services, now = self._services, self._services.clock()
        for item in services.ledger.due(now, item_id=item_id):
            return item, process
        if services.settings.follow.after:
            for item in services.ledger.checks.due(now, item_id=item_id):
                return item, look_again
        return None

    def _finish_soon(self) -> None:
        """Have the files brought up to date, once for all that is done meanwhile."""
        self._queue.finish(dt.datetime.now(dt.UTC) + self._services.settings.workers.finish_after)

    def _finished(self) -> bool:
        services = self._services
        try:
            with services.ledger.locks.alone(lock_of(FINISH), next_step=WAIT):
                remove_all_leftovers(services.settings, older_than=LEFT_OVER)
                catch_up(services)
                remove_decided(services)
                finish_files(services)
                deliver(services)
                announce(self._announcer, services)
        except LockHeld as error:
            raise Busy(FINISH) from error
        return True

    def _discovered(self) -> bool:
        try:
            run(self._services.settings, Request(), clock=self._services.clock)
        except (StorageError, LockHeld):
            raise
        except RepublishError as error:
            log.error("the sources could not be asked", error=str(error))  # noqa: TRY400 - the text says it all
        return True
