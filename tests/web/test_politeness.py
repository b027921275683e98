"""Turns: few at a time, apart from each other, and none for a host that is down."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from pipeline.errors import FetchError
from pipeline.web.politeness import FAILURES_TO_REST, Hosts


def take_turn(hosts: Hosts, host: str = "news.example:443") -> None:
    with hosts.turn(host):
        pass


def test_turns_of_one_host_start_apart_and_other_hosts_do_not_wait() -> None:
    pauses: list[float] = []
    hosts = Hosts(connections=1, delay=100, sleep=pauses.append)
    for _ in range(3):
        take_turn(hosts)
    take_turn(hosts, "other.example:443")
    assert [round(pause, -1) for pause in pauses] == [0, 100, 200, 0]


def test_a_crawl_delay_holds_from_the_next_turn_on() -> None:
    pauses: list[float] = []
    hosts = Hosts(connections=1, delay=10, sleep=pauses.append)
    hosts.slow_down("news.example:443", 300)
    hosts.slow_down("news.example:443", 5)
    take_turn(hosts)
    take_turn(hosts)
    assert [round(pause, -1) for pause in pauses] == [300, 600]


@pytest.mark.parametrize("connections", [1, 3])
def test_no_more_turns_at_a_time_than_connections(connections: int) -> None:
    hosts = Hosts(connections=connections, delay=0)
    lock = threading.Lock()
    all_in = threading.Barrier(connections)
    under_way, most = 0, 0

    def visit(_: int) -> None:
        nonlocal under_way, most
        with hosts.turn("news.example:443"):
            with lock:
                under_way += 1
                most = max(most, under_way)
            all_in.wait(timeout=10)
            with lock:
                under_way -= 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(visit, range(connections * 4)))
    assert most == connections


def test_a_host_that_cannot_be_reached_rests_and_others_do_not() -> None:
    hosts = Hosts(connections=1, delay=0)
    for _ in range(FAILURES_TO_REST):
        take_turn(hosts)
        hosts.note("news.example:443", reached=False)
    with pytest.raises(FetchError, match="left alone") as caught:
        take_turn(hosts)
    assert caught.value.transient
    take_turn(hosts, "other.example:443")


def test_failures_that_are_not_in_a_row_do_not_count() -> None:
    hosts = Hosts(connections=1, delay=0)
    for reached in [*[False] * (FAILURES_TO_REST - 1), True] * 3:
        hosts.note("news.example:443", reached=reached)
    take_turn(hosts)
