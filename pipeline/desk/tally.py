"""What is counted of all items for the queue: once for all who look at the same moment."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.ledger import Ledger
from pipeline.ledger.pages import sources_and_reasons

KEPT = 1.0
"""Seconds for which a count stands while no event tells of anything new; not every step of an item is an event."""


@dataclass(frozen=True)
class Counts:
    """How many items are in each state, and the sources and reasons that items have."""

    states: Mapping[str, int]
    sources: Sequence[str]
    reasons: Sequence[str]


class Tally:
    """The counts of one ledger, as they were at most KEPT seconds ago and never from before the newest event."""

    def __init__(self, ledger: Ledger, clock: Callable[[], float] = time.monotonic) -> None:
        """Count nothing yet."""
        self._ledger = ledger
        self._clock = clock
        self._lock = threading.Lock()
        self._counts = Counts({}, (), ())
        self._event = -1
        self._counted_at = 0.0

    def latest(self, last_event: int) -> Counts:
        """Return the counts; `last_event` is the newest event's number. Raises LedgerUnusable."""
        with self._lock:
            now = self._clock()
            if last_event != self._event or now - self._counted_at > KEPT:
                sources, reasons = sources_and_reasons(self._ledger.database)
                self._counts = Counts(self._ledger.counts(), sources, reasons)
                self._event, self._counted_at = last_event, now
            return self._counts
