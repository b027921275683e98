"""How fast a service is asked: the operator's limits, and the pauses that the service itself asks for."""

import threading
import time
from collections.abc import Callable


class Pace:
    """Spaces the requests of all threads evenly: so many a second, so many characters a second; None is no limit.

    A pause that the service asked one thread for holds for all of them.
    """

    def __init__(
        self,
        requests_per_second: float | None = None,
        characters_per_second: float | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._for_request = 1 / requests_per_second if requests_per_second else 0.0
        self._for_character = 1 / characters_per_second if characters_per_second else 0.0
        self._sleep = sleep
        self._clock = clock
        self._free_at = clock()
        self._lock = threading.Lock()

    def wait(self, characters: int) -> None:
        """Wait until a request of `characters` may go."""
        with self._lock:
            now = self._clock()
            start = max(now, self._free_at)
            self._free_at = start + max(self._for_request, characters * self._for_character)
        if start > now:
            self._sleep(start - now)

    def hold(self, seconds: float) -> None:
        """Let no request go for `seconds` from now."""
        with self._lock:
            self._free_at = max(self._free_at, self._clock() + seconds)
