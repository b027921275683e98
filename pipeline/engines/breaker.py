"""What outlives a run: until when a service is not to be asked, and how much it was asked for today.

A service that blocks us is not asked again by the next run, which cron may start within minutes: that is how a block
of an hour becomes one of a day. The ledger keeps the book; an engine without one forgets.
"""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple, Protocol

from pydantic import AwareDatetime

from pipeline.errors import EngineBudgetSpent, EngineError, EngineQuotaExceeded, EngineRateLimited
from pipeline.model import Model
from pipeline.patience import LONGEST_WAIT
from pipeline.settings.engines import EngineSettings


class Pause(NamedTuple):
    """Until when an engine is not to be asked, and why."""

    until: dt.datetime
    reason: str


class Standing(Model):
    """How an engine stands now: until when it is paused and why, what was sent today, and the most that may be.

    Characters are counted where the day has a budget.
    """

    engine: str
    paused_until: AwareDatetime | None = None
    reason: str | None = None
    characters_today: int | None = None
    daily_characters: int | None = None

    @property
    def pause(self) -> str:
        """Its pause in words; empty where there is none."""
        return (
            f"is not asked before {self.paused_until:%Y-%m-%d %H:%M} UTC: it {self.reason}" if self.paused_until else ""
        )

    @property
    def budget(self) -> str:
        """Its day in words; empty where characters are not counted."""
        used, most = self.characters_today, self.daily_characters
        return "" if most is None else f"was sent {used} of its {most} characters of today"


class EngineBook(Protocol):
    """What keeps pauses and daily characters, by the engine's name."""

    def pause_of(self, engine: str) -> Pause | None:
        """Return the pause that was last noted, over or not."""

    def pause(self, engine: str, pause: Pause) -> None:
        """Note a pause."""

    def characters(self, engine: str, day: dt.date) -> int:
        """Return how many characters the engine was sent on `day`."""

    def take(self, engine: str, day: dt.date, characters: int, most: int) -> bool:
        """Count `characters` more on `day` where they are `most` in all then; tell whether they are. All at once."""

    def give_back(self, engine: str, day: dt.date, characters: int) -> None:
        """Count `characters` of `day` no more."""


def utc_now() -> dt.datetime:
    """Return the present instant, in UTC."""
    return dt.datetime.now(dt.UTC)


def standing(engine: str, settings: EngineSettings, book: EngineBook, now: dt.datetime) -> Standing:
    """Return how `engine` stands in `book`; a pause that is over, or that `settings` make nothing of, is none."""
    pause = book.pause_of(engine) if settings.pause else None
    # One that ends later than any pause was noted by a clock that has been put back since.
    paused = pause if pause and now < pause.until <= now + dt.timedelta(seconds=LONGEST_WAIT) else None
    counted = settings.daily_characters is not None
    return Standing(
        engine=engine,
        paused_until=paused.until if paused else None,
        reason=paused.reason if paused else None,
        characters_today=book.characters(engine, now.date()) if counted else None,
        daily_characters=settings.daily_characters,
    )


class Breaker:
    """Lets an engine be asked, or not; `settings.pause` of 0 seconds is no breaker. Days are those of UTC."""

    def __init__(
        self, engine: str, settings: EngineSettings, book: EngineBook, clock: Callable[[], dt.datetime] = utc_now
    ) -> None:
        self._engine = engine
        self._settings = settings
        self._book = book
        self._clock = clock

    def check(self) -> None:
        """Raise EngineRateLimited during a pause."""
        now = self._clock()
        state = standing(self._engine, self._settings, self._book, now)
        if state.paused_until:
            raise EngineRateLimited(
                state.pause,
                engine=self._engine,
                item=self._engine,
                next_step=f"wait, or name another engine in [translate] engines; [engines.{self._engine}] pause",
                retry_after=(state.paused_until - now).total_seconds(),
            )

    def take(self, characters: int) -> None:
        """Take `characters` of the day's, before they are sent; raise EngineBudgetSpent where it has less.

        The book takes them at once for every thread and process that shares it. Where a process dies between, they
        count as sent.
        """
        now, most = self._clock(), self._settings.daily_characters
        if most is not None and not self._book.take(self._engine, now.date(), characters, most):
            state = standing(self._engine, self._settings, self._book, now)
            raise EngineBudgetSpent(
                f"{state.budget}, and goes on at {_tomorrow(now):%Y-%m-%d %H:%M} UTC",
                engine=self._engine,
                item=self._engine,
                next_step=f"wait for tomorrow (UTC), or raise [engines.{self._engine}] daily_characters",
                retry_after=(_tomorrow(now) - now).total_seconds(),
            )

    def give_back(self, characters: int) -> None:
        """Give back what was taken and the service has not read."""
        if self._settings.daily_characters is not None:
            self._book.give_back(self._engine, self._clock().date(), characters)

    def trip(self, error: EngineError) -> None:
        """Note a pause where `error` says that the service does not want to be asked for longer than we would wait.

        It lasts as long as the service said; else `settings.pause`, or to the end of the day where a quota is used up.
        `error` then tells it, too: nothing that waits for the engine is due before.
        """
        now = self._clock()
        seconds = error.retry_after
        if seconds is None and isinstance(error, EngineQuotaExceeded):
            seconds = (_tomorrow(now) - now).total_seconds()
        if seconds is None and isinstance(error, EngineRateLimited):
            seconds = self._settings.pause
        if seconds is not None and seconds > self._settings.max_wait and self._settings.pause:
            until = now + dt.timedelta(seconds=min(seconds, LONGEST_WAIT))
            self._book.pause(self._engine, Pause(until, error.message))
            error.retry_after = seconds


def _tomorrow(now: dt.datetime) -> dt.datetime:
    return dt.datetime.combine(now.date() + dt.timedelta(days=1), dt.time(), tzinfo=dt.UTC)
