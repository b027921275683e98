"""Politeness that holds across machines: two workers' turns at one host, each on its own connection."""

import contextlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from databases import own_schema
from ledgers import postgresql

from pipeline.errors import FetchError
from pipeline.ledger import Ledger
from pipeline.run.workers.tables import prepare
from pipeline.run.workers.turns import SharedTurns
from pipeline.web.politeness import FAILURES_TO_REST, Hosts

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(postgresql() is None, reason="no PostgreSQL: workers meet there"),
]

HOST = "news.example:443"


@pytest.fixture
def both() -> Iterator[tuple[SharedTurns, SharedTurns]]:
    with own_schema() as url, contextlib.ExitStack() as opened:
        ledgers = [opened.enter_context(contextlib.closing(Ledger.open(url))) for _ in range(2)]
        one, other = (SharedTurns(ledger.locks, prepare(ledger, 30)) for ledger in ledgers)
        yield one, other


def test_starts_of_one_host_are_apart_whoever_makes_them_and_others_do_not_wait(
    both: tuple[SharedTurns, SharedTurns],
) -> None:
    one, other = both
    waits = [turns.start("host a", 100) for turns in (one, other, one)]
    assert [round(wait, -1) for wait in waits] == [0, 100, 200]
    assert other.start("host b", 100) < 1


def test_a_pause_that_a_service_asked_of_one_holds_for_all(both: tuple[SharedTurns, SharedTurns]) -> None:
    one, other = both
    one.hold("engine google", 300)
    one.hold("engine google", 5)
    assert round(other.start("engine google", 10), -1) == 300
    assert round(one.wait("engine google"), -1) == 310
    assert one.wait("engine deepl") == 0


def test_no_more_are_at_a_host_at_a_time_than_there_are_places(both: tuple[SharedTurns, SharedTurns]) -> None:
    under_way: list[int] = []
    most = 0

    def visit(number: int) -> None:
        nonlocal most
        with both[number % 2].place("host a", 2, lambda _: None):
            under_way.append(number)
            most = max(most, len(under_way))
            under_way.remove(number)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(visit, range(40)))
    assert 1 <= most <= 2


def test_who_looks_for_a_place_waits_until_another_worker_has_given_its_own_back(
    both: tuple[SharedTurns, SharedTurns],
) -> None:
    one, other = both
    held = contextlib.ExitStack()
    held.enter_context(one.place("host a", 1, lambda _: None))
    looks: list[float] = []

    def look(seconds: float) -> None:
        looks.append(seconds)
        if len(looks) == 3:
            held.close()

    with other.place("host a", 1, look):
        assert len(looks) == 3
    assert looks == sorted(looks)


def test_a_host_that_one_worker_cannot_reach_rests_for_all(both: tuple[SharedTurns, SharedTurns]) -> None:
    ours, theirs = (Hosts(connections=1, delay=0, turns=turns) for turns in both)
    for _ in range(FAILURES_TO_REST):
        with ours.turn(HOST):
            ours.note(HOST, reached=False)
    with pytest.raises(FetchError, match="left alone"), theirs.turn(HOST):
        pass
