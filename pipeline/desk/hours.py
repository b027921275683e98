"""Items settled in each of the last hours, by state: counted once, and then only what came since."""

import datetime as dt
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.ledger import State
from pipeline.ledger.activity import SETTLED, settled_since
from pipeline.ledger.connection import Database
from pipeline.run.opening import utc_now

SHOWN = 24
"""Hours that are shown, the one under way included."""

_HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Hour:
    """The hour that begins at `start`, and how many items were left in each state in it."""

    start: dt.datetime
    counts: dict[State, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())


class Hours:
    """The last hours of one ledger. An event is read once, so a page costs the same however much happened."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime] = utc_now) -> None:
        """Read nothing yet."""
        self._database = database
        self._clock = clock
        self._lock = threading.Lock()
        self._read = 0
        self._counts: Counter[tuple[dt.datetime, State]] = Counter()

    def latest(self, newest: int) -> list[Hour]:
        """Return the last hours, the earliest first; `newest` is the newest event's number. Raises LedgerUnusable."""
        this = self._clock().astimezone(dt.UTC).replace(minute=0, second=0, microsecond=0)
        starts = [this - back * _HOUR for back in reversed(range(SHOWN))]
        with self._lock:
            # What is there already is looked at once, also where none of it is so young.
            if newest > self._read:
                found, counted = settled_since(self._database, starts[0], after=self._read)
                for hour, state, items in found:
                    self._counts[hour, state] += items
                self._read = max(newest, counted)
            self._counts = Counter({key: count for key, count in self._counts.items() if key[0] >= starts[0]})
            return [
                Hour(start, {state: count for state in SETTLED if (count := self._counts[start, state])})
                for start in starts
            ]
