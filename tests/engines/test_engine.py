"""An engine: retries, pauses, how many requests at once, and the bill."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from pipeline.engines import Abilities, Brief, Engine, Tally
from pipeline.errors import (
    EngineAnswerBroken,
    EngineError,
    EngineQuotaExceeded,
    EngineRateLimited,
    EngineRefused,
    EngineUnavailable,
)
from pipeline.settings.engines import EngineSettings


class Scripted:
    """A service that answers with what its script says: an error to raise, or None for a translation."""

    name = "scripted"
    abilities = Abilities(segments=3)

    def __init__(self, *script: EngineError | None) -> None:
        self.script = list(script)
        self.asked = 0

    def fits(self, lines: Sequence[str]) -> bool:
        return self.abilities.hold(lines)

    def translate(self, lines: Sequence[str], _: Brief, /) -> list[str]:
        self.asked += 1
        error = self.script.pop(0) if self.script else None
        if error:
            raise error
        return [line.upper() for line in lines]

    def close(self) -> None:
        self.closed = True


def settings(
    *, attempts: int = 4, backoff: float = 0.0, max_wait: float = 20.0, concurrency: int = 4
) -> EngineSettings:
    return EngineSettings(kind="google", attempts=attempts, backoff=backoff, max_wait=max_wait, concurrency=concurrency)


def error(kind: type[EngineError], retry_after: float | None = None) -> EngineError:
    return kind("failed", engine="scripted", retry_after=retry_after)


@pytest.mark.parametrize("kind", [EngineUnavailable, EngineRateLimited, EngineAnswerBroken])
def test_a_passing_failure_is_tried_again(kind: type[EngineError]) -> None:
    engine = Engine(Scripted(error(kind), error(kind), None), settings())
    assert engine.translate(["a", "b"]) == ["A", "B"]


@pytest.mark.parametrize("kind", [EngineRefused, EngineQuotaExceeded])
def test_a_lasting_failure_is_not_tried_again(kind: type[EngineError]) -> None:
    service = Scripted(error(kind))
    with pytest.raises(kind):
        Engine(service, settings()).translate(["a"])
    assert service.asked == 1


def test_after_the_last_attempt_the_service_s_own_error_is_raised() -> None:
    service = Scripted(*[error(EngineUnavailable)] * 9)
    with pytest.raises(EngineUnavailable, match="failed"):
        Engine(service, settings(attempts=3)).translate(["a"])
    assert service.asked == 3


class Clock:
    """A time that passes in its sleeps only."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept.append(seconds)


def test_retry_after_is_waited_for_to_the_second() -> None:
    clock = Clock()
    service = Scripted(error(EngineRateLimited, retry_after=7), error(EngineUnavailable, retry_after=0), None)
    Engine(service, settings(backoff=1), sleep=clock.sleep, clock=clock).translate(["a"])
    assert clock.slept == [7, 0]


def test_a_pause_that_one_request_was_asked_for_holds_for_the_next_one_too() -> None:
    clock = Clock()
    engine = Engine(
        Scripted(error(EngineRateLimited, retry_after=7)), settings(attempts=1), sleep=clock.sleep, clock=clock
    )
    with pytest.raises(EngineRateLimited):
        engine.translate(["a"])
    engine.translate(["b"])
    assert clock.slept == [7]


@pytest.mark.parametrize(
    ("limits", "pauses"),
    [
        ({"requests_per_second": 4}, [0.25, 0.25]),
        ({"characters_per_second": 10}, [0.5, 0.5]),
        ({"requests_per_second": 1, "characters_per_second": 10}, [1, 1]),
        ({}, []),
    ],
)
def test_requests_are_spaced_as_the_settings_say(limits: dict[str, float], pauses: list[float]) -> None:
    clock = Clock()
    engine = Engine(Scripted(), settings().model_copy(update=limits), sleep=clock.sleep, clock=clock)
    for _ in range(3):
        engine.translate(["ab", "cde"])
    assert clock.slept == pauses


def test_a_retry_after_beyond_max_wait_is_not_waited_for() -> None:
    pauses: list[float] = []
    service = Scripted(error(EngineRateLimited, retry_after=21), None)
    with pytest.raises(EngineRateLimited) as raised:
        Engine(service, settings(max_wait=20), sleep=pauses.append).translate(["a"])
    assert (raised.value.retry_after, pauses, service.asked) == (21, [], 1)


def test_pauses_without_retry_after_grow_and_stay_within_max_wait() -> None:
    pauses: list[float] = []
    service = Scripted(*[error(EngineUnavailable)] * 10)
    with pytest.raises(EngineUnavailable):
        Engine(service, settings(attempts=10, backoff=1, max_wait=3), sleep=pauses.append).translate(["a"])
    assert len(pauses) == 9
    assert all(0 <= pause <= min(2**number, 3) for number, pause in enumerate(pauses))


def test_the_bill_counts_every_request_also_those_that_failed() -> None:
    tally = Tally("scripted")
    Engine(Scripted(error(EngineUnavailable), None), settings()).translate(["abc", "مرحبا"], tally)
    assert (tally.cost.engine, tally.cost.requests, tally.cost.characters) == ("scripted", 2, 16)
    assert tally.cost.seconds >= 0


@pytest.mark.parametrize(
    ("reached", "status", "bill"), [(True, None, (2, 6)), (True, 503, (2, 3)), (False, None, (1, 3))]
)
def test_the_bill_leaves_out_what_the_service_did_not_get(
    *, reached: bool, status: int | None, bill: tuple[int, int]
) -> None:
    tally, failure = Tally("scripted"), EngineUnavailable("failed", engine="scripted", status=status)
    failure.reached = reached
    Engine(Scripted(failure, None), settings()).translate(["abc"], tally)
    assert (tally.cost.requests, tally.cost.characters) == bill


def test_no_more_requests_run_at_once_than_the_setting_allows() -> None:
    full = threading.Barrier(2)
    lock = threading.Lock()
    running: list[int] = []
    most: list[int] = []

    class Counting(Scripted):
        def translate(self, lines: Sequence[str], _: Brief, /) -> list[str]:
            with lock:
                running.append(1)
                most.append(len(running))
            full.wait(timeout=5)
            with lock:
                running.pop()
            return list(lines)

    engine = Engine(Counting(), settings(concurrency=2))
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(lambda _: engine.translate(["a"]), range(6)))
    assert max(most) == 2


def test_an_engine_is_closed_with_its_service() -> None:
    service = Scripted()
    with Engine(service, settings()) as engine:
        assert (engine.name, engine.concurrency) == ("scripted", 4)
        assert engine.fits(["a"] * 3)
        assert not engine.fits(["a"] * 4)
    assert service.closed
