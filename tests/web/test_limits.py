"""Nothing is read outside a budget, and none is overdrawn."""

import threading

import httpcore
import pytest

from pipeline.errors import Refused
from pipeline.web.guard import GuardedBackend
from pipeline.web.limits import budget, current_budget


def test_bytes_are_spent_until_there_are_none() -> None:
    with budget(seconds=10, wire_bytes=5) as current:
        current.spend(5)
        with pytest.raises(Refused, match="on the wire") as caught:
            current.spend(1)
    assert caught.value.reason == "too_large"


def test_a_step_takes_no_longer_than_is_left() -> None:
    with budget(seconds=10, wire_bytes=0) as current:
        assert current.seconds(at_most=3) == 3
        assert 3 < current.seconds(at_most=30) <= 10
        assert 3 < current.seconds() <= 10


def test_no_step_begins_after_the_time_is_used_up() -> None:
    with budget(seconds=0, wire_bytes=0) as current, pytest.raises(httpcore.ReadTimeout):
        current.seconds(at_most=3)


def test_each_thread_has_a_budget_of_its_own() -> None:
    seen: list[int] = []

    def spend() -> None:
        with budget(seconds=10, wire_bytes=7) as current:
            current.spend(3)
            seen.append(current.bytes_left)

    with budget(seconds=10, wire_bytes=5) as current:
        thread = threading.Thread(target=spend)
        thread.start()
        thread.join()
        assert current.bytes_left == 5
        assert current_budget() is current
    assert seen == [4]


def test_nothing_is_connected_to_outside_a_budget() -> None:
    guard = GuardedBackend((), lambda _: [], httpcore.MockBackend([]))
    with pytest.raises(RuntimeError):
        guard.connect_tcp("93.184.216.34", 80)
