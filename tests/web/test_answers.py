"""How long a server asks us to wait: Retry-After, whatever stands there."""

import datetime as dt

import pytest

from pipeline.web.answers import LONGEST_WAIT, retry_after

NOW = dt.datetime(2024, 7, 29, 12, tzinfo=dt.UTC)

# Retry-After, the seconds it means
ASKED = [
    (None, None),
    ("", None),
    ("soon", None),
    ("-5", None),
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
