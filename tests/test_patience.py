"""How long we wait: as a server asks, whatever stands in its Retry-After, else longer each time; and not for ever."""

import datetime as dt

import pytest

from pipeline.errors import RepublishError, ServerFailed
from pipeline.patience import LONGEST_WAIT, patiently, pause_after, retry_after
from pipeline.settings.fetch import FetchSettings

NOW = dt.datetime(2024, 7, 29, 12, tzinfo=dt.UTC)

# Retry-After, the seconds it means
ASKED = [
    (None, None),
    ("", None),
    ("soon", None),
    ("-5", None),
    ("nan", None),
    ("inf", None),
    ("1e3", None),
    ("٧", None),
    ("²", None),
    ("0", 0.0),
    ("120", 120.0),
    ("Mon, 29 Jul 2024 12:01:00 GMT", 60.0),
    ("Mon, 29 Jul 2024 12:01:00", 60.0),
    ("Sun, 28 Jul 2024 12:00:00 GMT", 0.0),
    ("999999999999", LONGEST_WAIT),
    ("9" * 400, LONGEST_WAIT),
    ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST_WAIT),
    ("Mon, 01 Jan 2024 00:00:00 +99999999999999", None),
]


@pytest.mark.parametrize(("value", "seconds"), ASKED)
def test_retry_after_is_read_and_never_means_more_than_a_week(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


LIMITS = FetchSettings(attempts=4, backoff=1, max_wait=8)


def pauses_of(*failures: Exception) -> list[float]:
    """Return the pauses in which `failures` are got over; raises the one that is not."""
    left, pauses = list(failures), list[float]()

    def fail() -> None:
        if left:
            raise left.pop(0)

    patiently(LIMITS, lambda error: isinstance(error, RepublishError), sleep=pauses.append)(fail)
    return pauses


@pytest.mark.parametrize(("asked", "pause"), [(7.0, 7.0), (0.0, 0.0), (8.0, 8.0), (-1.0, 0.0), (float("nan"), 0.0)])
def test_the_pause_is_what_the_error_asks(asked: float, pause: float) -> None:
    assert pauses_of(ServerFailed("busy", retry_after=asked)) == [pause]


@pytest.mark.parametrize("asked", [8.1, float("inf")])
def test_an_error_that_asks_for_too_long_is_raised_at_once(asked: float) -> None:
    with pytest.raises(ServerFailed):
        pauses_of(ServerFailed("busy", retry_after=asked))


def test_without_being_asked_each_pause_may_be_twice_as_long_and_the_last_error_is_raised() -> None:
    pauses = pauses_of(*[ServerFailed("busy")] * 3)
    assert all(0 <= pause <= bound for pause, bound in zip(pauses, (1, 2, 4), strict=True))
    with pytest.raises(ServerFailed, match="the fourth"):
        pauses_of(*[ServerFailed("busy")] * 3, ServerFailed("the fourth"))


def test_what_does_not_pass_is_raised_at_once() -> None:
    with pytest.raises(KeyError):
        pauses_of(KeyError("a bug"))


@pytest.mark.parametrize(
    ("failures", "asked", "seconds"),
    [(1, None, 60), (2, None, 120), (4, None, 480), (1, 300, 300), (3, 100, 240), (900, None, LONGEST_WAIT)],
)
def test_a_later_run_waits_twice_as_long_each_time_or_as_long_as_it_is_asked(
    failures: int, asked: float | None, seconds: float
) -> None:
    assert pause_after(failures, 60, ServerFailed("busy", retry_after=asked)) == seconds
