"""A text changed in places, and where each of its positions went, so that links and emphases can follow."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Edit(NamedTuple):
    """`text` in place of what stands from `start` to `end`, in code points."""

    start: int
    end: int
    text: str


class Rewritten(NamedTuple):
    """A text after edits. `moved[i]` is where position i of the text before now lies, its end included."""

    text: str
    moved: Sequence[int]


def rewritten(text: str, edits: Iterable[Edit]) -> Rewritten:
    """Return `text` after `edits`, which are in order and do not overlap.

    Only what differs is replaced: within «وأمريكا», which becomes «وأميركا», a link on all but the و stays there.
    """
    pieces: list[str] = []
    moved: list[int] = []
    length = last = 0
    for edit in edits:
        start, end, new = _least(edit, text)
        moved.extend(range(length, length + start - last))
        length += start - last
        moved.extend(length + min(offset, len(new)) for offset in range(end - start))
        pieces += [text[last:start], new]
        length += len(new)
        last = end
    moved.extend(range(length, length + len(text) - last + 1))
    return Rewritten("".join([*pieces, text[last:]]), moved)


def _least(edit: Edit, text: str) -> Edit:
    """Return `edit` without what stands at either end before and after it alike."""
    start, end, new = edit
    while start < end and new and text[start] == new[0]:
        start, new = start + 1, new[1:]
    while start < end and new and text[end - 1] == new[-1]:
        end, new = end - 1, new[:-1]
    return Edit(start, end, new)
