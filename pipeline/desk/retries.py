"""Retries in the background: they may fetch and translate, which takes longer than a browser waits."""

import datetime as dt
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog

from pipeline.config import Settings
from pipeline.errors import RepublishError
from pipeline.ledger import Stage
from pipeline.run import operator
from pipeline.run.opening import utc_now

log = structlog.get_logger(__name__)


@dataclass
class Retry:
    """A retry of some items; under way until `finished`. `error` is what kept it from running at all."""

    item_ids: Sequence[str]
    stage: Stage | None
    by: str
    started: dt.datetime
    finished: dt.datetime | None = None
    error: RepublishError | None = None


class Retries:
    """The retries of this desk: one at a time, as a run holds the lock."""

    def __init__(self, settings: Callable[[], Settings]) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._last: Retry | None = None

    def start(self, item_ids: Sequence[str], stage: Stage | None, by: str) -> Retry | None:
        """Begin to process items again, from `stage` or where they stopped; None where a retry is under way.

        `by` is who asked for it.
        """
        with self._lock:
            if self._last and self._last.finished is None:
                return None
            retry = self._last = Retry(tuple(item_ids), stage, by, utc_now())
            # What a kill interrupts goes on with the next run, so nothing has to wait for this thread.
            self._thread = threading.Thread(target=self._process, args=(retry,), name="retry", daemon=True)
            self._thread.start()
        return retry

    def of(self, item_id: str) -> Retry | None:
        """Return the latest retry where it was this item's."""
        return self._last if self._last and item_id in self._last.item_ids else None

    def wait(self) -> None:
        """Return when nothing is under way any more."""
        if self._thread:
            self._thread.join()

    def _process(self, retry: Retry) -> None:
        try:
            operator.retry(self._settings(), operator.Selection(retry.item_ids), retry.stage, by=retry.by)
        except RepublishError as error:
            log.warning("the retry did not run", items=retry.item_ids, error=str(error))
            retry.error = error
        finally:
            retry.finished = utc_now()
