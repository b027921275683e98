"""How long an item, and each of its stages, may take: whoever waits for others asks here before it goes on.

A limit holds for the thread that set it, and for the threads that it starts with a copy of its context. What computes
without waiting for anyone is not cut short by it; pages are bounded by their size.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from pipeline.errors import TimeLimitReached


class _Limit(NamedTuple):
    ends_at: float
    seconds: float
    what: str
    key: str


_current: ContextVar[_Limit | None] = ContextVar("time_limit", default=None)


@contextmanager
def time_limit(seconds: float, what: str, key: str) -> Iterator[None]:
    """Let what is done within the block take `seconds`, or less where a limit around it ends sooner.

    `what` is what takes so long and `key` the setting that allows it, for the error to say.
    """
    limit, outer = _Limit(time.monotonic() + seconds, seconds, what, key), _current.get()
    token = _current.set(outer if outer and outer.ends_at <= limit.ends_at else limit)
    try:
        yield
    finally:
        _current.reset(token)


def require_time() -> None:
    """Raise TimeLimitReached where the time is up."""
    limit = _current.get()
    if limit is not None and time.monotonic() >= limit.ends_at:
        raise TimeLimitReached(
            f"{limit.what} took longer than {limit.seconds:g} s",
            next_step=f"raise {limit.key} where so much time is right",
        )


def time_left(at_most: float) -> float:
    """Return how many seconds the next step may take, `at_most` where there is no limit; raises TimeLimitReached."""
    require_time()
    limit = _current.get()
    return at_most if limit is None else max(0.001, min(at_most, limit.ends_at - time.monotonic()))
