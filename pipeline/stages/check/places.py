"""What stands in a part of a text: words, numbers and anchors know where they begin, and come in order."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Protocol, TypeVar


class Placed(Protocol):
    """Something with a place in a text, in code points."""

    @property
    def start(self) -> int:
        """Return where it begins."""


P = TypeVar("P", bound=Placed)


def standing_in(items: Sequence[P], start: int, end: int) -> Sequence[P]:
    """Return those of `items`, which are in order, that begin at `start` or later and before `end`."""
    return items[bisect_left(items, start, key=_start) : bisect_left(items, end, key=_start)]


def _start(item: Placed) -> int:
    return item.start
