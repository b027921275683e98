"""How fast a service is asked: the operator's limits, and the pauses that the service itself asks for."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from pipeline.settings.engines import EngineSettings
from pipeline.turns import Turns


class Pace:
    """Spaces the requests of all that share `turns` evenly: so many a second, so many characters a second.

    At most `settings.concurrency` are under way. A pause that the service asked one of them for holds for all.
    """

    def __init__(
        self, engine: str, settings: EngineSettings, turns: Turns, *, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        per_request, per_character = settings.requests_per_second, settings.characters_per_second
        self._for_request = 1 / per_request if per_request else 0.0
        self._for_character = 1 / per_character if per_character else 0.0
        self._places = settings.concurrency
        self._key = f"engine {engine}"
        self._turns = turns
        self._sleep = sleep

    def place(self) -> AbstractContextManager[None]:
        """Wait until one request more may be under way, and count it within the block."""
        return self._turns.place(self._key, self._places, self._sleep)

    def wait(self, characters: int) -> None:
        """Wait until a request of `characters` may go."""
        seconds = self._turns.start(self._key, max(self._for_request, characters * self._for_character))
        if seconds > 0:
            self._sleep(seconds)

    def hold(self, seconds: float) -> None:
        """Let no request go for `seconds` from now."""
        self._turns.hold(self._key, seconds)
