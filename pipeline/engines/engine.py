"""An engine: a service asked with patience, by many threads, and with a bill."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Self

from pipeline.engines.abilities import Abilities
from pipeline.engines.breaker import Breaker
from pipeline.engines.brief import NO_BRIEF, Brief
from pipeline.engines.pace import Pace
from pipeline.engines.protocol import Service
from pipeline.engines.trust import Trust
from pipeline.errors import EngineAnswerBroken, EngineBudgetSpent, EngineError, EngineRateLimited, EngineUnavailable
from pipeline.model import Cost
from pipeline.patience import patiently
from pipeline.settings.engines import EngineSettings
from pipeline.time_limits import require_time
from pipeline.turns import ThreadTurns, Turns

# What the same request may well get over when it is sent again within the same minute.
_PASSING = (EngineUnavailable, EngineRateLimited, EngineAnswerBroken)


class Tally:
    """What one engine was asked for on behalf of one article; counted by several threads.

    A request counts where it reached the service, and its characters where the service may have read them: it answered,
    its answer was broken, or it did not answer in time. It has not read them where it refused by a status (4xx, 5xx).
    """

    def __init__(self, engine: str) -> None:
        self._cost = Cost(engine=engine)
        self._lock = threading.Lock()

    def add(self, *, characters: int, seconds: float) -> None:
        """Count a request after `seconds`, of which the service may have read `characters` code points."""
        with self._lock:
            self._cost = Cost(
                engine=self._cost.engine,
                requests=self._cost.requests + 1,
                characters=self._cost.characters + characters,
                seconds=self._cost.seconds + seconds,
            )

    @property
    def cost(self) -> Cost:
        """The bill so far. Pauses between requests are not on it."""
        return self._cost


class Engine:
    """A service, at most `settings.concurrency` requests of it at a time and at its pace, however many articles ask.

    That holds for all engines that share `turns`, be it on other machines.

    A passing failure is tried again, `settings.attempts` times in all: after what Retry-After asks, or
    else after `settings.backoff` seconds, doubled each time, with jitter. A Retry-After longer than
    `settings.max_wait` is not waited for: the error is raised, and tells it. With a `breaker`, it is remembered.

    `trust` is the record of what it said; whoever verifies its answers keeps it.
    """

    def __init__(
        self,
        service: Service,
        settings: EngineSettings,
        *,
        breaker: Breaker | None = None,
        turns: Turns | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._service = service
        self.trust = Trust(settings.distrust_above)
        self._breaker = breaker
        self._settings = settings
        self._patiently = patiently(settings, lambda error: isinstance(error, _PASSING), sleep=sleep)
        self._pace = Pace(service.name, settings, turns or ThreadTurns(clock), sleep=sleep)

    @property
    def name(self) -> str:
        """Its name in the configuration."""
        return self._service.name

    @property
    def abilities(self) -> Abilities:
        """What its service takes and can do."""
        return self._service.abilities

    @property
    def concurrency(self) -> int:
        """How many requests it takes at a time."""
        return self._settings.concurrency

    def fits(self, lines: Sequence[str]) -> bool:
        """Tell whether one request may hold `lines`."""
        most = self._settings.daily_characters
        return self._service.fits(lines) and (most is None or sum(map(len, lines)) <= most)

    def translate(self, lines: Sequence[str], tally: Tally | None = None, brief: Brief = NO_BRIEF) -> list[str]:
        """Translate `lines`, of the article of `brief`, in one request, again where that failed in passing.

        See Service.translate.
        """
        if self._breaker is None:
            return self._patiently(self._ask_once, lines, tally or Tally(self.name), brief)
        self._breaker.check()
        try:
            return self._patiently(self._ask_once, lines, tally or Tally(self.name), brief)
        except EngineBudgetSpent:
            raise
        except EngineError as error:
            self._breaker.trip(error)
            raise

    def close(self) -> None:
        """Close the service's connections."""
        self._service.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask_once(self, lines: Sequence[str], tally: Tally, brief: Brief) -> list[str]:
        characters = sum(map(len, lines))
        with self._pace.place():
            require_time()
            self._pace.wait(characters)
            require_time()
            if self._breaker is not None:
                self._breaker.take(characters)
            begun = time.monotonic()
            reached = read = True
            try:
                return self._service.translate(lines, brief)
            except EngineError as error:
                reached, read = error.reached, error.was_read
                if error.retry_after is not None and error.retry_after <= self._settings.max_wait:
                    self._pace.hold(error.retry_after)
                raise
            finally:
                if reached:
                    tally.add(characters=characters if read else 0, seconds=time.monotonic() - begun)
                if not read and self._breaker is not None:
                    self._breaker.give_back(characters)
