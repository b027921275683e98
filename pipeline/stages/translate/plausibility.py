"""Whether a line of an answer belongs to the line that was sent: what the checks of one pair cannot see.

Every line sent is held against every line that came back: numbers, names, words in Latin letters, common words,
length. Where two lines would fit better the other way round, they may have been exchanged; where a line is
unusually short, a sentence may be missing. Nothing is refused for that: an odd line is asked again, and what is
said twice counts.

The weights are logarithms of how much more often a sign is seen in sentences and their own translations than
in sentences and those of another sentence of the same article, measured on news and encyclopedia sentences
translated by people and by engines (`tests/benchmarks/bench_plausibility.py` prints how well they tell them apart).
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pipeline.arabic.digits import digit_numbers
from pipeline.stages.translate.concepts import concepts, concepts_said
from pipeline.stages.translate.skeletons import names, transcriptions

# The logarithm of Arabic characters per English one: its mean, and its variance for a text of n characters,
# _SPREAD + _SPREAD_OF_ONE / n.
_MEAN, _SPREAD, _SPREAD_OF_ONE = -0.1, 0.0044, 2.44
# Below and above these many standard deviations a length by itself is odd; with fewer sentences, below _FEWER.
_SHORT, _LONG, _FEWER = -2.3, 2.8, -0.5
_SHARED_NUMBER, _FOREIGN_NUMBER = 4.0, -3.0
_SHARED_LATIN, _FOREIGN_LATIN = 4.0, -3.0
_SHARED_SHORT_NAME, _SHARED_NAME = 1.9, 2.7
_SHORT_NAME = 2
_SHARED_CONCEPT, _MISSING_CONCEPT = 2.0, -0.8
# By this much two lines must fit better the other way round.
_MARGIN = 1.0
_LATIN = re.compile(r"[A-Za-z]{2,}")
# The end of a sentence with another one after it: «said. He», «؟» before a space
_SENTENCE_END = re.compile(r"[.!?؟…]+[\"'”’»)]*\s+(?=\S)")


@dataclass(frozen=True)
class _Signs:
    """What is compared of a line. Numbers by all values they may have; names by their skeletons."""

    length: int
    numbers: tuple[frozenset[Fraction], ...]
    latin: frozenset[str]
    names: frozenset[str]
    concepts: frozenset[int]
    sentences: int


def odd_pairs(pairs: Sequence[tuple[str, str]]) -> set[int]:
    """Return the indices of the pairs whose two sides may not belong together."""
    sources = [_signs(source, frozenset(names(source)), concepts(source)) for source, _ in pairs]
    targets = [_signs(target, transcriptions(target), concepts_said(target)) for _, target in pairs]
    odd = {
        index
        for index, (source, target) in enumerate(zip(sources, targets, strict=True))
        if _is_odd_length(source, target)
    }
    fit = [[_fit(source, target) for target in targets] for source in sources]
    for i in range(len(pairs)):
        for j in range(i):
            if fit[i][j] + fit[j][i] - fit[i][i] - fit[j][j] > _MARGIN:
                odd |= {i, j}
    return odd


def _signs(text: str, skeletons: frozenset[str], spoken_of: frozenset[int]) -> _Signs:
    return _Signs(
        length=max(1, len(text)),
        numbers=tuple(frozenset(number.values) for number in digit_numbers(text)),
        latin=frozenset(_LATIN.findall(text)),
        names=skeletons,
        concepts=spoken_of,
        sentences=len(_SENTENCE_END.findall(text)),
    )


def _is_odd_length(source: _Signs, target: _Signs) -> bool:
    deviation = _deviation(source, target)
    return not (_FEWER if target.sentences < source.sentences else _SHORT) < deviation < _LONG


def _deviation(source: _Signs, target: _Signs) -> float:
    """Return by how many standard deviations the target is longer than a translation of the source usually is."""
    spread = math.sqrt(_SPREAD + _SPREAD_OF_ONE / source.length)
    return (math.log(target.length / source.length) - _MEAN) / spread


def _fit(source: _Signs, target: _Signs) -> float:
    """Return how well the two belong together: the logarithm of a likelihood, up to a constant of the source."""
    length = -min(_deviation(source, target) ** 2, 25) / 2
    there, here = set().union(*target.numbers), set().union(*source.numbers)
    numbers = sum(_SHARED_NUMBER for values in source.numbers if values & there)
    numbers += sum(_FOREIGN_NUMBER for values in target.numbers if not values & here)
    latin = _SHARED_LATIN * len(source.latin & target.latin) + _FOREIGN_LATIN * len(target.latin - source.latin)
    shared = source.names & target.names
    named = sum(_SHARED_SHORT_NAME if len(name) == _SHORT_NAME else _SHARED_NAME for name in shared)
    said = len(source.concepts & target.concepts)
    spoken_of = _SHARED_CONCEPT * said + _MISSING_CONCEPT * (len(source.concepts) - said)
    return length + numbers + latin + named + spoken_of
