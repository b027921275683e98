"""A breaker: when an engine is not asked, for how long, and what a day of it may cost."""

import datetime as dt
from collections.abc import Sequence

import pytest

from pipeline.engines import Abilities, Brief, Engine
from pipeline.engines.breaker import Breaker, Pause
from pipeline.errors import (
    EngineAnswerBroken,
    EngineBudgetSpent,
    EngineError,
    EngineQuotaExceeded,
    EngineRateLimited,
    EngineRefused,
    EngineUnavailable,
)
from pipeline.patience import LONGEST_WAIT
from pipeline.settings.engines import EngineSettings

NOON = dt.datetime(2024, 7, 29, 12, tzinfo=dt.UTC)


class Book:
    """An EngineBook in memory."""

    def __init__(self) -> None:
        self.pauses: dict[str, Pause] = {}
        self.sent: dict[tuple[str, dt.date], int] = {}

    def pause_of(self, engine: str) -> Pause | None:
        return self.pauses.get(engine)

    def pause(self, engine: str, pause: Pause) -> None:
        self.pauses[engine] = pause

    def characters(self, engine: str, day: dt.date) -> int:
        return self.sent.get((engine, day), 0)

    def take(self, engine: str, day: dt.date, characters: int, most: int) -> bool:
        taken = self.characters(engine, day) + characters
        if taken <= most:
            self.sent[engine, day] = taken
        return taken <= most

    def give_back(self, engine: str, day: dt.date, characters: int) -> None:
        self.sent[engine, day] = self.characters(engine, day) - characters


class Service:
    """A service that fails with `error`, where there is one."""

    name = "first"
    abilities = Abilities()

    def __init__(self, error: EngineError | None = None) -> None:
        self.error = error
        self.asked = 0

    def fits(self, lines: Sequence[str]) -> bool:
        return bool(lines)

    def translate(self, lines: Sequence[str], _: Brief, /) -> list[str]:
        self.asked += 1
        if self.error:
            raise self.error
        return list(lines)

    def close(self) -> None:
        """Nothing is open."""


def engine(
    service: Service,
    book: Book,
    *,
    at: dt.datetime = NOON,
    attempts: int = 1,
    daily: int | None = None,
    pause: float = 900,
) -> Engine:
    settings = EngineSettings(kind="google", attempts=attempts, backoff=0, daily_characters=daily, pause=pause)
    return Engine(service, settings, breaker=Breaker("first", settings, book, lambda: at), sleep=lambda _: None)


def fail(kind: type[EngineError], retry_after: float | None = None, *, pause: float = 900) -> Book:
    book = Book()
    with pytest.raises(kind):
        engine(Service(kind("answered 429", engine="first", retry_after=retry_after)), book, pause=pause).translate(
            ["a"]
        )
    return book


@pytest.mark.parametrize(
    ("kind", "retry_after", "seconds"),
    [
        (EngineRateLimited, None, 900),
        (EngineRateLimited, 3600, 3600),
        (EngineUnavailable, 3600, 3600),
        (EngineUnavailable, float("inf"), LONGEST_WAIT),
        (EngineQuotaExceeded, None, 12 * 3600),
    ],
)
def test_a_block_is_noted_for_as_long_as_the_service_says_or_the_settings_do(
    kind: type[EngineError], retry_after: float | None, seconds: float
) -> None:
    assert fail(kind, retry_after).pauses == {"first": Pause(NOON + dt.timedelta(seconds=seconds), "answered 429")}


@pytest.mark.parametrize(
    ("kind", "retry_after"),
    [(EngineUnavailable, None), (EngineRateLimited, 5), (EngineRefused, None), (EngineAnswerBroken, None)],
)
def test_what_passes_by_itself_or_never_is_no_block(kind: type[EngineError], retry_after: float | None) -> None:
    assert fail(kind, retry_after).pauses == {}


def test_during_a_pause_the_service_is_not_asked_and_the_error_says_until_when() -> None:
    book = fail(EngineRateLimited)
    service = Service()
    with pytest.raises(EngineRateLimited, match=r"not asked before 2024-07-29 12:15 UTC: it answered 429") as raised:
        engine(service, book, at=NOON + dt.timedelta(minutes=5), attempts=4).translate(["a"])
    assert (service.asked, raised.value.retry_after) == (0, 600)


def test_after_the_pause_it_is_asked_again() -> None:
    book = fail(EngineRateLimited)
    assert engine(Service(), book, at=NOON + dt.timedelta(minutes=15)).translate(["a"]) == ["a"]


def test_a_pause_of_nothing_is_no_breaker() -> None:
    assert fail(EngineRateLimited, 3600, pause=0).pauses == {}
    assert engine(Service(), fail(EngineRateLimited), pause=0).translate(["a"]) == ["a"]


def test_a_block_that_a_retry_gets_over_is_not_noted() -> None:
    book = Book()

    class Once(Service):
        def translate(self, lines: Sequence[str], _: Brief, /) -> list[str]:
            self.error = EngineRateLimited("answered 429", engine="first") if not self.asked else None
            return super().translate(lines, _)

    assert engine(Once(), book, attempts=2).translate(["a"]) == ["a"]
    assert book.pauses == {}


def test_a_day_has_so_many_characters_and_the_next_one_as_many_again() -> None:
    book, service = Book(), Service()
    engine(service, book, daily=10).translate(["abcd", "efgh"])
    with pytest.raises(
        EngineBudgetSpent,
        match=r"sent 8 of its 10 characters of today.* 2024-07-30 00:00 UTC.*raise \[engines.first\] daily_characters",
    ):
        engine(service, book, daily=10).translate(["ijk"])
    assert engine(service, book, daily=10).translate(["ij"]) == ["ij"]
    assert engine(service, book, daily=10, at=NOON + dt.timedelta(days=1)).translate(["ijk"]) == ["ijk"]
    assert service.asked == 3


@pytest.mark.parametrize(
    ("reached", "status", "characters"), [(True, None, 12), (False, None, 0), (True, 503, 0), (True, 404, 0)]
)
def test_failed_requests_count_where_the_service_may_have_read_them(
    *, reached: bool, status: int | None, characters: int
) -> None:
    book, error = Book(), EngineUnavailable("down", engine="first", status=status)
    error.reached = reached
    with pytest.raises(EngineUnavailable):
        engine(Service(error), book, daily=100, attempts=3).translate(["abcd"])
    assert book.characters("first", NOON.date()) == characters


def test_an_error_that_pauses_the_engine_tells_for_how_long() -> None:
    error = EngineRateLimited("captcha", engine="first")
    with pytest.raises(EngineRateLimited):
        engine(Service(error), Book()).translate(["a"])
    assert error.retry_after == 900


def test_what_is_under_way_counts_as_used_until_it_is() -> None:
    book, refused = Book(), list[str]()

    class Nested(Service):
        def translate(self, lines: Sequence[str], _: Brief, /) -> list[str]:
            """Ask once more before the first answer is there, as another thread does."""
            self.asked += 1
            if self.asked == 1:
                try:
                    first.translate(["b" * 6])
                except EngineQuotaExceeded as error:
                    refused.append(error.message)
            return list(lines)

    first = engine(Nested(), book, daily=10)
    first.translate(["a" * 6])
    assert (refused, book.pauses) == (
        ["was sent 6 of its 10 characters of today, and goes on at 2024-07-30 00:00 UTC"],
        {},
    )
    assert first.translate(["c" * 4])


def test_no_request_is_longer_than_a_day_has_characters_for() -> None:
    asked = engine(Service(), Book(), daily=10)
    assert asked.fits(["a" * 5, "b" * 5])
    assert not asked.fits(["a" * 5, "b" * 6])
