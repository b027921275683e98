"""What engines were sent in the last days, and what that cost where their price is configured."""

import datetime as dt
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.ledger.activity import Use, engine_use
from pipeline.ledger.connection import Database
from pipeline.run.opening import utc_now

DAYS = 7
"""Days of UTC that are shown, today included."""

_MILLION = 1_000_000


@dataclass(frozen=True)
class Spent:
    """What an engine was sent on a day; `cost` is in the currency of its price, None where it has none."""

    use: Use
    cost: float | None


class Spending:
    """The last days of one ledger, read anew when a run has begun or ended since."""

    def __init__(
        self, database: Database, prices: Mapping[str, float | None], clock: Callable[[], dt.datetime] = utc_now
    ) -> None:
        """Take the price of a million characters of each engine; read nothing yet."""
        self._database = database
        self._prices = prices
        self._clock = clock
        self._lock = threading.Lock()
        self._read: tuple[object, ...] = ()
        self._spent: list[Spent] = []

    def latest(self, newest_run: Mapping[str, Any] | None) -> list[Spent]:
        """Return the last days' use, the newest day first; raises LedgerUnusable."""
        today = self._clock().astimezone(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        read = (today, newest_run and (newest_run["id"], newest_run["finished_at"]))
        with self._lock:
            if read != self._read:
                since = today - dt.timedelta(days=DAYS - 1)
                self._spent = [Spent(use, self._cost(use)) for use in engine_use(self._database, since)]
                self._read = read
            return self._spent

    def _cost(self, use: Use) -> float | None:
        price = self._prices.get(use.engine)
        return None if price is None else use.characters * price / _MILLION
