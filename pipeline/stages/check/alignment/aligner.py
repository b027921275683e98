"""The aligner: sentences of both sides matched in order, one with one, one with two, or one with none.

A bead of two and two is two sentences that stand in the other order.

Dynamic programming as in Gale and Church (1993), with anchors for evidence beside length. Only pairs near the
diagonal are looked at, so that time grows with the number of sentences.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from pipeline.stages.check.alignment.anchors import Anchor

# Beads: sentences of the source, sentences of the target, and the logarithm of how rare such a bead is.
_BEADS = (
    (1, 1, -0.1),
    (2, 1, -4.5),
    (1, 2, -2.5),
    (3, 1, -8.0),
    (1, 3, -4.5),
    (2, 2, -5.0),
    (1, 0, -4.0),
    (0, 1, -4.5),
)
# Where one sentence is all there is on either side, and has less for it than this, it rather translates nothing of it.
_RARITY = {(rows, columns): rarity for rows, columns, rarity in _BEADS}
_APART = _RARITY[1, 0] + _RARITY[0, 1] - _RARITY[1, 1]
# Characters of Arabic for one of English, and the variance for each; see `checks.length`.
_RATIO = 0.92
_VARIANCE = 2.0
_WORST_LENGTH = 16.0
_BAND = 4


@dataclass(frozen=True)
class SourceSentence:
    """A sentence of the source: its length in code points, and its anchors."""

    length: int
    anchors: tuple[Anchor, ...]


@dataclass(frozen=True)
class TargetSentence:
    """A sentence of the target: its length in code points, its number of words, and what is found in it."""

    length: int
    words: int
    keys: frozenset[str]


class Bead(NamedTuple):
    """Sentences that translate one another, as ranges of indices; one of them may be empty.

    `evidence` is that of the anchors alone, in nats: positive speaks for a translation.
    """

    source: range
    target: range
    evidence: float


def evidence(anchors: tuple[Anchor, ...], keys: frozenset[str], words: int) -> float:
    """Return how much `anchors` speak for a target with `keys` being their translation, in nats."""
    return sum([anchor.weight(keys, words) for anchor in anchors])


def crossing(one: SourceSentence, other: SourceSentence, first: TargetSentence, second: TargetSentence) -> float:
    """Return by how much, in nats, `one` and `other` rather have `second` and `first` for translation."""

    def total(*matches: tuple[SourceSentence, TargetSentence]) -> float:
        return sum(evidence(source.anchors, target.keys, target.words) for source, target in matches)

    return total((one, second), (other, first)) - total((one, first), (other, second))


def align(source: list[SourceSentence], target: list[TargetSentence]) -> list[Bead]:
    """Return the beads of the best alignment, in order; all sentences of both sides are in one."""
    alignment = _Alignment(source, target)
    both = range(1)
    if len(source) == len(target) == 1 and alignment.score(both, both) > _APART:
        return [Bead(both, both, alignment.evidence(both, both))]
    return alignment.beads


@dataclass
class _Alignment:
    source: list[SourceSentence]
    target: list[TargetSentence]
    _evidence: dict[tuple[int, range], float] = field(default_factory=dict)
    _columns_read: dict[range, tuple[int, frozenset[str]]] = field(default_factory=dict)

    @cached_property
    def beads(self) -> list[Bead]:
        rows, columns = len(self.source), len(self.target)
        best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
        for i in range(rows + 1):
            for j in self._columns(i):
                for down, right, rarity in _BEADS:
                    came = best.get((i - down, j - right))
                    if came is None:
                        continue
                    score = came[0] + rarity + self.score(range(i - down, i), range(j - right, j))
                    if (i, j) not in best or score > best[i, j][0]:
                        best[i, j] = score, (i - down, j - right)
        beads = []
        at = (rows, columns)
        while at != (0, 0):
            i, j = best[at][1]
            rows_in, columns_in = range(i, at[0]), range(j, at[1])
            beads.append(Bead(rows_in, columns_in, self.evidence(rows_in, columns_in)))
            at = (i, j)
        return beads[::-1]

    def _columns(self, row: int) -> range:
        """Return the columns near the diagonal; wide enough that neighbouring rows overlap."""
        rows, columns = max(1, len(self.source)), len(self.target)
        middle = row * columns // rows
        width = _BAND + columns // rows
        return range(max(0, middle - width), min(columns, middle + width) + 1)

    def score(self, rows: range, columns: range) -> float:
        if not rows or not columns:
            return 0.0
        if len(rows) == len(columns) == 2:  # noqa: PLR2004 - two that were exchanged
            penalty = self._length_penalty(rows[:1], columns[1:]) + self._length_penalty(rows[1:], columns[:1])
            return self.evidence(rows[:1], columns[1:]) + self.evidence(rows[1:], columns[:1]) - penalty
        return self.evidence(rows, columns) - self._length_penalty(rows, columns)

    def _length_penalty(self, rows: range, columns: range) -> float:
        source = sum([self.source[i].length for i in rows])
        target = sum([self.target[j].length for j in columns])
        return min(_WORST_LENGTH, (target - _RATIO * source) ** 2 / (2 * _VARIANCE * (source + target)))

    def evidence(self, rows: range, columns: range) -> float:
        return sum([self._evidence_of(i, columns) for i in rows]) if columns else 0.0

    def _evidence_of(self, row: int, columns: range) -> float:
        """Return the evidence of one sentence for `columns`; several beads that may be want the same."""
        known = self._evidence.get((row, columns))
        if known is None:
            words, keys = self._read(columns)
            known = self._evidence[row, columns] = evidence(self.source[row].anchors, keys, words)
        return known

    def _read(self, columns: range) -> tuple[int, frozenset[str]]:
        """Return the words of `columns` and what is found in them."""
        known = self._columns_read.get(columns)
        if known is None:
            parts = [self.target[j] for j in columns]
            known = sum([part.words for part in parts]), frozenset[str]().union(*(part.keys for part in parts))
            self._columns_read[columns] = known
        return known
