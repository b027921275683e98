"""Runs of words in an Arabic text, and what speaks for each of them being a phrase of the English one."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.stages.translate.likeness import Word
from pipeline.stages.translate.witnesses import Unit

# The most that a word says for or against a run, in nats.
_MOST = 4.0
# How much what is foretold of a word adds to what the phrase's translation says, where both name the same word; and
# how much it counts where that one does not name it.
_SECOND_WITNESS, _FORETOLD_COUNTS = 0.5, 0.75
# What a word costs of which nothing is known, and one that belongs elsewhere and stands between two that do not, as
# a subject between its verb and object: «رفضت المحكمة الاستئناف».
_UNKNOWN, _UNKNOWN_FUNCTION_WORD, _BETWEEN = -1.2, -0.4, -1.5
# What a word says that is one of the phrase's once more: «طفلًا من كل ثلاثة أطفال»
_SAID_AGAIN, _LONG = 0.5, 4
# What an “and” costs that is joined to a word within the run and is not in the phrase.
_AND = -3.0
# How many words are added after a run.
_MOST_AFTER = 2
# A run is at most this many times as long as the phrase, and this many words more.
_GROWTH, _SLACK = 2, 3


class Run(NamedTuple):
    """Words of the target that follow each other, from `first` to `last`.

    `score` is what speaks for them, in nats; `covered` is how much of the phrase was found in them.
    """

    score: float
    first: int
    last: int
    covered: float

    def meets(self, other: "Run") -> bool:
        """Tell whether the two have a word in common."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True)
class Phrase:
    """What is to be found: the phrase's `units`, in order, in a target where `against` speaks for other words.

    `has_and`: it has an “and” in it; `followers`: the words that may follow it, None where punctuation does.
    """

    units: Sequence[Unit]
    target: Sequence[Word]
    against: Sequence[float]
    has_and: bool = False
    followers: frozenset[int] | None = frozenset()

    def runs(self) -> Iterator[Run]:
        """Yield every run that begins and ends with a word of the phrase, a small one only where it has that there."""
        beginnings, ends = self._at_edge(self.units), self._at_edge(self.units[::-1])
        longest = _GROWTH * max(1, sum(unit.is_alone for unit in self.units) or len(self.units)) + _SLACK
        for first in sorted(beginnings):
            tally = _Tally(self)
            for last in range(first, min(first + longest, len(self.target))):
                tally.add(last)
                if last in ends:
                    yield Run(tally.score, first, last, tally.covered)

    def _at_edge(self, units: Sequence[Unit]) -> set[int]:
        alone = [unit for unit in units if unit.is_alone]
        small = itertools.takewhile(lambda unit: not unit.is_content, alone)
        content = (unit for unit in units if unit.is_content)
        return {index for unit in (*small, *content) for index in unit.homes}

    def completed(self, run: Run, breaks: Sequence[bool]) -> Run:
        """Return `run` with the words beside it that nothing explains, as far as words of the phrase are missing there.

        «القوات المسلحة» becomes «قائد القوات المسلحة» for «رئيس القوات المسلحة». Words after it are added where
        what follows them is what follows the phrase. `breaks[n]` tells that punctuation stands before word n.
        """
        alone = [unit for unit in self.units if unit.is_alone and unit.is_content]
        found = [n for n, unit in enumerate(alone) if any(run.first <= index <= run.last for index in unit.homes)]
        missing = len(alone) - sum(word.is_content for word in self.target[run.first : run.last + 1])
        first, last = run.first, run.last
        for _ in range(min(found[0], missing) if found else 0):
            if breaks[first] or self._begins_with_and(first) or not self._is_free(first - 1):
                break
            first -= 1
        if len(found) < len(alone):
            while not breaks[last + 1] and last - run.last < _MOST_AFTER and self._is_free(last + 1):
                last += 1
        if self.followers is None:
            is_end = breaks[last + 1]
        else:
            is_end = last + 1 in self.followers and bool(found) and found[-1] + 1 < len(alone)
        return run._replace(first=first, last=last if is_end else run.last)

    def _is_free(self, index: int) -> bool:
        return 0 <= index < len(self.target) and not self.against[index] and self.target[index].is_content

    def _begins_with_and(self, index: int) -> bool:
        return not self.has_and and self.target[index].begins_with_and


class _Tally:
    """What speaks for a run that grows word by word."""

    def __init__(self, phrase: Phrase) -> None:
        self.score = 0.0
        self._phrase = phrase
        self._left = [unit.capacity for unit in phrase.units]
        alone = [unit for unit in phrase.units if unit.is_alone]
        homes = {index for unit in alone if unit.is_content for index in unit.homes}
        self._known = {index for index in homes if len(phrase.target[index].folded) >= _LONG}
        self._foretold_counts = _FORETOLD_COUNTS if alone else 1.0
        self._seen: set[str] = set()

    @property
    def covered(self) -> float:
        """Return the share of the phrase's words that were found, by the better of the two witnesses.

        A single word that the phrase's own translation, of several, does not have is too little.
        """
        said, found_said = self._found(alone=True)
        known, found_known = self._found(alone=False)
        if said > 1 and not found_said and found_known <= 1:
            return 0.0
        return max(found_said / max(1, said), found_known / max(1, known))

    def _found(self, *, alone: bool) -> tuple[int, int]:
        """Return how many words a witness names, and how many of them were found."""
        units = self._phrase.units
        asked = [n for n, unit in enumerate(units) if unit.is_alone is alone and unit.is_content]
        return len(asked), sum(self._left[n] < units[n].capacity for n in asked)

    def add(self, index: int) -> None:
        """Let the run end with the word `index`."""
        word, against = self._phrase.target[index], self._phrase.against[index]
        said, foretold = (self._said(index, alone=alone) for alone in (True, False))
        speaks_for = said + _SECOND_WITNESS * foretold if said else self._foretold_counts * foretold
        if word.folded in self._seen or (not speaks_for and not against):
            known = index in self._known and word.folded not in self._seen
            self.score += _SAID_AGAIN if known else _UNKNOWN if word.is_content else _UNKNOWN_FUNCTION_WORD
        else:
            self.score += max(_BETWEEN, min(_MOST, speaks_for - against))
        if self._seen and word.begins_with_and and not self._phrase.has_and:
            self.score += _AND
        self._seen.add(word.folded)

    def _said(self, index: int, *, alone: bool) -> float:
        """Return what the best unit that is left says for the word, and use it up."""
        units = self._phrase.units
        able = [n for n, unit in enumerate(units) if unit.is_alone is alone and self._left[n]]
        best = max(able, key=lambda n: units[n].homes.get(index, 0.0), default=None)
        weight = units[best].homes.get(index, 0.0) if best is not None else 0.0
        if best is not None and weight:
            self._left[best] -= 1
        return weight
