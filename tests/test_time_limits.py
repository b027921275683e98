"""How long something may take: the sooner of two limits holds, and a thread takes it along with its context."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

import pytest

from pipeline.errors import TimeLimitReached
from pipeline.time_limits import require_time, time_left, time_limit

LONG = 3600.0


def test_without_a_limit_there_is_all_the_time() -> None:
    require_time()
    assert time_left(60.0) == 60.0


def test_the_next_step_may_take_what_is_left_and_no_more_than_it_wants() -> None:
    with time_limit(LONG, "the item", "[limits] item"):
        assert time_left(60.0) == 60.0
        assert LONG - 60 < time_left(2 * LONG) <= LONG


@pytest.mark.parametrize(("outer", "inner", "said"), [(0.0, LONG, "the item"), (LONG, 0.0, "the stage translate")])
def test_of_two_limits_the_one_that_ends_sooner_holds_and_is_named(outer: float, inner: float, said: str) -> None:
    with time_limit(outer, "the item", "[limits] item"), time_limit(inner, "the stage translate", "[limits] stage"):
        with pytest.raises(TimeLimitReached, match=f"^{said} took longer than 0 s. Next: raise "):
            require_time()
        with pytest.raises(TimeLimitReached):
            time_left(60.0)


def test_a_limit_ends_with_its_block() -> None:
    with time_limit(0.0, "the item", "[limits] item"):
        pass
    require_time()


def test_a_thread_has_the_limit_of_the_context_it_is_given_and_otherwise_none() -> None:
    with time_limit(0.0, "the item", "[limits] item"), ThreadPoolExecutor(1) as pool:
        pool.submit(require_time).result()
        with pytest.raises(TimeLimitReached):
            pool.submit(copy_context().run, require_time).result()
