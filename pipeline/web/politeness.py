"""Manners towards hosts: few connections, a pause between requests, and no request to a host that is down.

One `Hosts` serves all threads of a client; nothing here goes to a host.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pipeline.errors import FetchError
from pipeline.turns import ThreadTurns, Turns

# After so many requests in a row that a host was not up to, it is left alone for so many seconds.
FAILURES_TO_REST = 5
REST_SECONDS = 60.0


class Hosts:
    """Gives each request to a host its turn.

    `connections` at a time and host, their starts `delay` seconds apart, among all that share `turns`; `sleep` takes
    seconds.
    """

    def __init__(
        self,
        *,
        connections: int,
        delay: float,
        sleep: Callable[[float], object] = time.sleep,
        turns: Turns | None = None,
    ) -> None:
        self._connections = connections
        self._sleep = sleep
        self._turns = turns or ThreadTurns()
        self._lock = threading.Lock()
        self._delays: defaultdict[str, float] = defaultdict(lambda: delay)
        self._failures: defaultdict[str, int] = defaultdict(int)

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait until a request to `host` may start, and hold the connection within the block.

        Raises FetchError while the host rests.
        """
        with self._turns.place(_of(host), self._connections, self._sleep):
            rest = self._turns.wait(_rest_of(host))
            if rest > 0:
                raise FetchError(
                    f"{host} was not up to {FAILURES_TO_REST} requests in a row and is left alone",
                    next_step=f"a run in {rest:.0f} seconds or later tries again",
                )
            self._sleep(self._turns.start(_of(host), self._delay(host)))
            yield

    def slow_down(self, host: str, delay: float) -> None:
        """Keep the starts of requests to `host` at least `delay` seconds apart from now on."""
        with self._lock:
            is_known = self._delays[host] >= delay
            self._delays[host] = max(self._delays[host], delay)
        if not is_known:
            self._turns.hold(_of(host), delay)

    def note(self, host: str, *, reached: bool) -> None:
        """Note whether a connection to `host` came about; too many in a row that did not, and it rests."""
        with self._lock:
            failures = 0 if reached else self._failures[host] + 1
            rests = failures >= FAILURES_TO_REST
            self._failures[host] = 0 if rests else failures
        if rests:
            self._turns.hold(_rest_of(host), REST_SECONDS)

    def _delay(self, host: str) -> float:
        with self._lock:
            return self._delays[host]


def _of(host: str) -> str:
    return f"host {host}"


def _rest_of(host: str) -> str:
    return f"rest of {host}"
