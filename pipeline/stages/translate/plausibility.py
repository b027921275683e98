"""Whether a line of an answer belongs to the line that was sent: what the checks of one pair cannot see.

Every line sent is held against every line that came back: by the words, names and numbers that should be found
again, and by length. Where two lines would fit better the other way round, they may have been exchanged. Where a line
is short, and what is not found again of it stands together, that part of it may be missing. Nothing is refused for
that, as the checks refuse it on stronger evidence: an odd line is asked again, and what is said twice counts.

`tests/benchmarks/bench_plausibility.py` prints how well right and wrong lines are told apart.
"""

import itertools
import math
from bisect import bisect_left
from collections.abc import Sequence

from pipeline.stages.check.alignment.aligner import SourceSentence, TargetSentence, evidence
from pipeline.stages.check.pair import Pair

# The logarithm of Arabic characters per English one, measured on sentences of news and of encyclopedias translated by
# people and engines: its mean, and its variance for a text of n characters, _SPREAD + _SPREAD_OF_ONE / n.
_MEAN, _SPREAD, _SPREAD_OF_ONE = -0.1, 0.0044, 2.44
# Below and above these many standard deviations a length is odd; where there are fewer sentences, below _FEWER.
_SHORT, _LONG, _FEWER = -2.3, 2.8, 0.5
# What may be missing of a text, as shares of it: one end or the other, a third, half, or two thirds of the whole.
_PARTS = ((0, 1 / 3), (0, 1 / 2), (0, 2 / 3), (2 / 3, 1), (1 / 2, 1), (1 / 3, 1))
# By this much, in nats, a text fits better with a part of it missing; by the second, where it is short besides.
_MISSING, _MISSING_OF_SHORT = 3.0, -1.0
# No difference in length speaks louder than one of this many standard deviations.
_LOUDEST = 5.0
# Of two lines that were exchanged, one at least has less evidence, in nats, for belonging where it stands.
_SURE = 8.0
# By this much, in nats, two lines must fit better the other way round.
_MARGIN = 1.0


def odd_pairs(pairs: Sequence[Pair]) -> set[int]:
    """Return the indices of the pairs whose two sides may not belong together."""
    odd = {index for index, pair in enumerate(pairs) if _is_odd_length(pair)}
    lines = [(pair.as_source, pair.as_target) for pair in pairs]
    own = [_fit(source, target) for source, target in lines]
    doubtful = [index for index, pair in enumerate(pairs) if pair.evidence < _SURE]
    for i, j in itertools.product(doubtful, range(len(pairs))):
        if _fit(lines[i][0], lines[j][1]) + _fit(lines[j][0], lines[i][1]) - own[i] - own[j] > _MARGIN:
            odd |= {i, j}
    return odd


def _is_odd_length(pair: Pair) -> bool:
    deviation = _deviation(len(pair.source), len(pair.target))
    if deviation > _LONG or (deviation < _FEWER and len(pair.target_sentences) < len(pair.source_sentences)):
        return True
    return deviation < 0 and _missing(pair) > (_MISSING_OF_SHORT if deviation < _SHORT else _MISSING)


def _missing(pair: Pair) -> float:
    """Return how much likelier the target is, in nats, if it lacks a part of the source, the likeliest of `_PARTS`."""
    length, keys, words = len(pair.source), pair.target_keys, pair.as_target.words
    starts = [anchor.start for anchor in pair.anchors]
    found = list(itertools.accumulate((anchor.weight(keys, words) for anchor in pair.anchors), initial=0.0))
    with_it = _length_penalty(length, len(pair.target))

    def lacks(first: float, last: float) -> float:
        start, end = round(first * length), round(last * length)
        of_part = found[bisect_left(starts, end)] - found[bisect_left(starts, start)]
        return with_it - _length_penalty(length - end + start, len(pair.target)) - of_part

    return max(lacks(*part) for part in _PARTS)


def _deviation(source: int, target: int) -> float:
    """Return by how many standard deviations `target` characters are more than translate `source` ones."""
    spread = math.sqrt(_SPREAD + _SPREAD_OF_ONE / max(1, source))
    return (math.log(max(1, target) / max(1, source)) - _MEAN) / spread


def _fit(source: SourceSentence, target: TargetSentence) -> float:
    """Return how well the two belong together, in nats, up to a constant of the source."""
    return evidence(source.anchors, target.keys, target.words) - _length_penalty(source.length, target.length)


def _length_penalty(source: int, target: int) -> float:
    return min(_LOUDEST, abs(_deviation(source, target))) ** 2 / 2
