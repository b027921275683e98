"""Which sentences of a text stand beside which of its translation."""

import functools
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.sentences import Sentence
from pipeline.stages.check.pair import Pair

Span = tuple[int, int]

_OPENING = re.compile(r"[\"“‘«(\[]+$")
"""What opens a sentence and is not counted to it: He left. “She stayed.”"""


class Row(NamedTuple):
    """Sentences that translate one another, in code points of both texts; one side may be empty.

    The rows of a text, put together, are the text again.
    """

    source: Span
    target: Span


@functools.lru_cache(maxsize=4096)
def rows(source: str, target: str) -> tuple[Row, ...]:
    """Return the sentences of both texts in step, as the checks align them."""
    pair = Pair(source, target)
    if len(pair.source_sentences) < 2 and len(pair.target_sentences) < 2:  # noqa: PLR2004 - nothing to align
        return (Row((0, len(source)), (0, len(target))),)
    left = _spans(source, pair.source_sentences, [bead.source for bead in pair.beads])
    right = _spans(target, pair.target_sentences, [bead.target for bead in pair.beads])
    return tuple(map(Row, left, right))


def _spans(text: str, sentences: Sequence[Sentence], groups: Sequence[range]) -> list[Span]:
    """Cut `text` where the first sentence of each group begins; a group without any is empty."""
    starts = [_start(text, sentences[group[0]]) if group else None for group in groups]
    cuts: list[int] = []
    following = len(text)
    for start in reversed(starts):
        following = following if start is None else start
        cuts.insert(0, following)
    filled = next((number for number, start in enumerate(starts) if start is not None), 0)
    cuts = [0 if number <= filled else cut for number, cut in enumerate(cuts)]
    return list(pairwise([*cuts, len(text)]))


def _start(text: str, sentence: Sentence) -> int:
    opening = _OPENING.search(text, 0, sentence.start)
    return opening.start() if opening else sentence.start
