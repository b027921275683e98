"""Lengths of time as people write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.durations import duration, written


@pytest.mark.parametrize(
    ("text", "seconds"), [("90", 90), ("90s", 90), (" 10m ", 600), ("1.5h", 5_400), ("3d", 259_200), ("0", 0)]
)
def test_a_length_of_time_is_a_number_with_its_unit(text: str, seconds: float) -> None:
    assert duration(text).total_seconds() == seconds


@pytest.mark.parametrize("text", ["", "soon", "10 m", "-5m", "1h30m", "2w", "9" * 30])
def test_what_is_none_is_told_how_to_write_one(text: str) -> None:
    with pytest.raises(ValueError, match="write it as 90s, 10m, 1h or 3d"):
        duration(text)


@given(st.integers(0, 10**7))
def test_what_is_written_reads_the_same(seconds: int) -> None:
    length = dt.timedelta(seconds=seconds)
    assert duration(written(length)) == length
