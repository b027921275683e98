from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.check.places import standing_in


class Thing(NamedTuple):
    start: int


@given(st.lists(st.integers(0, 50)), st.integers(0, 50), st.integers(0, 50))
def test_gives_what_begins_in_the_part_and_nothing_else(starts: list[int], start: int, end: int) -> None:
    things = [Thing(place) for place in sorted(starts)]

    assert list(standing_in(things, start, end)) == [thing for thing in things if start <= thing.start < end]
