"""How long to wait before something is asked for again: of a page, an engine or a sink."""

import datetime as dt
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Protocol

import tenacity

LONGEST_WAIT = 7 * 24 * 3600.0
"""Seconds; no Retry-After means more, whatever it says."""


class Limits(Protocol):
    """The settings of whoever asks: attempts in all, the first pause and the longest one, in seconds."""

    @property
    def attempts(self) -> int: ...  # noqa: D102
    @property
    def backoff(self) -> float: ...  # noqa: D102
    @property
    def max_wait(self) -> float: ...  # noqa: D102


def patiently(
    limits: Limits, passes: Callable[[BaseException], bool], *, sleep: Callable[[float], None]
) -> tenacity.Retrying:
    """Return what calls a function again after each error that `passes`, and raises the last one.

    The pause is what the error's `retry_after` asks, to the second; else `limits.backoff`, doubled each time, with
    jitter. An error that asks for more than `limits.max_wait` is raised at once.
    """
    jitter = tenacity.wait_random_exponential(multiplier=limits.backoff, max=limits.max_wait)

    def heals(error: BaseException) -> bool:
        return passes(error) and (_asked(error) or 0) <= limits.max_wait

    def pause(state: tenacity.RetryCallState) -> float:
        asked = _asked(state.outcome.exception() if state.outcome else None)
        return jitter(state) if asked is None else asked

    return tenacity.Retrying(
        stop=tenacity.stop_after_attempt(limits.attempts),
        wait=pause,
        retry=tenacity.retry_if_exception(heals),
        sleep=sleep,
        reraise=True,
    )


def pause_after(failures: int, first: float, error: BaseException) -> float:
    """Return the seconds until a later run tries again what failed `failures` times in a row, the last time by `error`.

    The pause doubles from `first` seconds on, and is what the error's `retry_after` asks where that is longer.
    """
    doubled = first * 2.0 ** min(failures - 1, 30)
    return min(max(doubled, _asked(error) or 0.0), LONGEST_WAIT)


def retry_after(value: str | None, now: dt.datetime | None = None) -> float | None:
    """Return the seconds from `now` that a Retry-After header asks for (RFC 9110, 10.2.3), or None for nothing.

    A date without a zone is UTC's. It is LONGEST_WAIT at most.

    >>> retry_after("120")
    120.0
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(text)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
        return min(max(0.0, (moment - (now or dt.datetime.now(dt.UTC))).total_seconds()), LONGEST_WAIT)
    except (ValueError, OverflowError):
        return None


def _asked(error: BaseException | None) -> float | None:
    asked = getattr(error, "retry_after", None)
    return None if asked is None else max(0.0, float(asked))
