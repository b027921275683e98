"""Truncation: an Arabic text that breaks off before the English is told to its end.

The sign is a missing full stop where the English has one. As one human translation in a hundred lacks it too, the
words at the end must agree: those of the English are not found, or the Arabic ends in a word that cannot be the last.
"""

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from pipeline.arabic import stems, transliteration
from pipeline.arabic.letters import Word, fold
from pipeline.model import Flag
from pipeline.stages.check.alignment.aligner import Bead
from pipeline.stages.check.alignment.anchors import Anchor, number_keys
from pipeline.stages.check.findings import flag
from pipeline.stages.check.pair import Pair
from pipeline.stages.check.places import standing_in

# A mark that ends a sentence, with the quotation marks and brackets after it.
_END = re.compile(r"(?:[.!?؟…:;؛][\"'”“’»)\]\s]*|[\"”’»)\]]\s*)$")
# What may stand where one sentence of the Arabic ends and the next begins, if not a full stop.
_PAUSE = re.compile('[،؛:.!?؟«»“”"()–—-]')
# Who said it, at the end of an English sentence: …," Mr Patton said. …, the ministry added.
_ATTRIBUTION = re.compile(
    r"""[,?!]["”’'](?=\s)[^"“”]{0,70}$|,(?=\s[^,"“”]{1,50}\b(?:said|says|added|told|reported|reports|wrote)\b[^,"“”]{0,30}$)"""
)
# Words that call for another after them: prepositions, relatives, auxiliaries, particles.
_DANGLING = frozenset(
    fold(word)
    for word in """
    من في على إلى أو أن إن التي الذي الذين اللذين اللتين مع بعد حتى ما عن هو هي أثناء قد بين خلال
    يمكن أكثر أقل والتي والذي عدم مثل بينما لم لن لا حيث قبل منذ نحو كما وهو وهي كان كانت يكون تكون
    كل غير هذا هذه ذلك تلك أي بعض عند لكن ولكن إذا دون ضد وفي ومن وعلى وإلى لدى هناك ليس عبر حول تحت
    فوق لكي كي سوف ثم بل لو لأن بأن فإن وأن وإن
    """.split()
)
# Logistic regression on human translations, whole and cut to 85 %; the logarithm of the odds that one is cut.
_BIAS = 5.05
_TAIL_FOUND = -0.4
_TAIL_MISSED = 1.15
_END_REACHED = -1.15
_NEARLY_REACHED = -0.8
_NOWHERE = -1.4
_DANGLES = 2.55
_LENGTH = -5.7
# The odds above which a text is called cut: at its end, and before a sentence that follows without a full stop.
_AT_THE_END = -1.1
_BETWEEN = -1.2
# The English words to be found again are those after this share of the text; the Arabic ends in this many words.
_TAIL = 0.82
_LAST_WORDS = 4
_REACHED = 0.92
_NEARLY = 0.8


class _Piece(NamedTuple):
    """Part of the English with its anchors, and the part of the Arabic that should translate it."""

    start: int
    end: int
    anchors: list[Anchor]
    words: list[Word]
    found: frozenset[str]
    length: int


def find(pair: Pair) -> Iterator[Flag]:
    """Yield a flag where the Arabic breaks off, at its end or before one of its sentences."""
    if not pair.target_words or not pair.source.strip():
        return
    if _END.search(pair.source) and not _END.search(pair.target):
        words = pair.target_words
        piece = _Piece(0, _end_of_tale(pair.source), pair.anchors, words, pair.target_keys, len(pair.target.rstrip()))
        if _odds(piece) + _DANGLES * _dangles(pair, words[-1]) > _AT_THE_END:
            yield flag("truncated", None, (words[-1].start, len(pair.target.rstrip())))
            return
    for bead in pair.beads:
        if len(bead.source) == 2 and len(bead.target) == 1:  # noqa: PLR2004 - two sentences told in one
            yield from _run_together(pair, bead)


def _run_together(pair: Pair, bead: Bead) -> Iterator[Flag]:
    """Yield a flag where the first of two sentences breaks off and the second follows without a full stop."""
    first = pair.source_sentences[bead.source[0]]
    start, end = pair.target_span_of(bead)
    words = list(standing_in(pair.target_words, start, end))
    if not words or not _END.search(pair.source[first.start : first.end]):
        return
    ours, theirs = (list(pair.source_parts[i].anchors) for i in bead.source)
    joints = _joints(ours, theirs, words)
    joint = joints[-1]
    if not 0 < joint < len(words) or _PAUSE.search(
        pair.target, words[max(0, joints[0] - 1)].start, words[min(joint + 1, len(words) - 1)].start
    ):
        return
    last = words[joint - 1]
    numbers = [number_keys(q) for q in standing_in(pair.target_quantities, start, last.end)]
    found = frozenset[str]().union(*numbers, *map(_keys, words[:joint]))
    told = first.start + _end_of_tale(pair.source[first.start : first.end])
    piece = _Piece(first.start, told, ours, words[:joint], found, last.end - start)
    if _odds(piece) + _DANGLES * (last.folded in _DANGLING) > _BETWEEN:
        yield flag("truncated", (first.start, first.end), (last.start, last.end))


def _joints(first: list[Anchor], second: list[Anchor], words: list[Word]) -> list[int]:
    """Return how many of `words` translate the first of two sentences: each number as likely as the others."""
    gains = [0] * (len(words) + 1)
    keys = [_keys(word) for word in words]
    for anchors, sign in ((first, 1), (second, -1)):
        for anchor in anchors:
            places = [i for i, found in enumerate(keys) if not anchor.keys.isdisjoint(found)]
            if places:
                gains[places[0] + 1 if sign > 0 else places[-1] + 1] += sign
    totals = list(accumulate(gains))
    best = max(totals)
    return [i for i, total in enumerate(totals[:-1]) if total == best] or [0]


def _end_of_tale(source: str) -> int:
    """Return where `source` ends but for who said it: Arabic tells that first."""
    match = _ATTRIBUTION.search(source)
    return match.start() + 1 if match else len(source.rstrip())


def _odds(piece: _Piece) -> float:
    length = piece.end - piece.start
    tail = [a for a in piece.anchors if piece.start + _TAIL * length <= a.start < piece.end]
    hits = sum(not anchor.keys.isdisjoint(piece.found) for anchor in tail)
    reached = (_reached(piece) - piece.start) / length
    odds = _BIAS + _TAIL_FOUND * hits + _TAIL_MISSED * (len(tail) - hits) + _LENGTH * piece.length / length
    return (
        odds + _END_REACHED * (reached > _REACHED) + _NEARLY_REACHED * (reached > _NEARLY) + _NOWHERE * (reached <= 0)
    )


def _reached(piece: _Piece) -> int:
    """Return where the last of the English ends that the last words of the Arabic translate; its start if none."""
    keys = frozenset[str]().union(*(_keys(word) for word in piece.words[-_LAST_WORDS:]))
    return max((anchor.end for anchor in piece.anchors if not anchor.keys.isdisjoint(keys)), default=piece.start)


def _keys(word: Word) -> frozenset[str]:
    return stems.keys(word.folded) | transliteration.arabic_keys(word.folded)


def _dangles(pair: Pair, last: Word) -> bool:
    return last.folded in _DANGLING and not any(c.isalnum() for c in pair.target[last.end :])
