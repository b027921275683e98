"""Manners towards hosts: few connections, a pause between requests, and no request to a host that is down.

One `Hosts` serves all threads of a client; nothing here goes to the network.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pipeline.errors import FetchError

# After so many connections that failed in a row, a host is left alone for so many seconds.
FAILURES_TO_REST = 5
REST_SECONDS = 60.0


class Hosts:
    """Gives each request to a host its turn.

    `connections` at a time and host, their starts `delay` seconds apart; `sleep` takes seconds.
    """

    def __init__(self, *, connections: int, delay: float, sleep: Callable[[float], object] = time.sleep) -> None:
        self._sleep = sleep
        self._lock = threading.Lock()
        self._hosts: defaultdict[str, _Host] = defaultdict(lambda: _Host(connections, delay))

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait until a request to `host` may start, and hold the connection within the block.

        Raises FetchError while the host rests.
        """
        known = self._host(host)
        with known.connections:
            with self._lock:
                rest = known.resting_until - time.monotonic()
                if rest > 0:
                    raise FetchError(
                        f"{host} could not be reached {FAILURES_TO_REST} times in a row and is left alone",
                        next_step=f"a run in {rest:.0f} seconds or later tries again",
                    )
                start = max(time.monotonic(), known.next_start)
                known.next_start = start + known.delay
            self._sleep(max(0.0, start - time.monotonic()))
            yield

    def slow_down(self, host: str, delay: float) -> None:
        """Keep the starts of requests to `host` at least `delay` seconds apart from now on."""
        with self._lock:
            known = self._hosts[host]
            known.delay = max(known.delay, delay)
            known.next_start = max(known.next_start, time.monotonic() + known.delay)

    def note(self, host: str, *, reached: bool) -> None:
        """Note whether a connection to `host` came about; too many in a row that did not, and it rests."""
        with self._lock:
            known = self._hosts[host]
            known.failures = 0 if reached else known.failures + 1
            if known.failures >= FAILURES_TO_REST:
                known.failures = 0
                known.resting_until = time.monotonic() + REST_SECONDS

    def _host(self, host: str) -> "_Host":
        with self._lock:
            return self._hosts[host]


class _Host:
    """What is remembered of a host; times are of the monotonic clock."""

    def __init__(self, connections: int, delay: float) -> None:
        self.connections = threading.BoundedSemaphore(connections)
        self.delay = delay
        self.next_start = 0.0
        self.failures = 0
        self.resting_until = 0.0
