"""A source text and its translation, with what the checks read in them; each reading is made once."""

from dataclasses import dataclass
from functools import cached_property

from pipeline.arabic import letters, numerals
from pipeline.arabic.letters import Word
from pipeline.arabic.quantities import Quantity
from pipeline.stages.check.english import numbers
from pipeline.stages.check.english import words as english_words
from pipeline.stages.check.english.words import EnglishWord


@dataclass(frozen=True)
class Pair:
    """An English text and its Arabic. All positions are code points of the texts as given."""

    source: str
    target: str

    @cached_property
    def source_words(self) -> list[EnglishWord]:
        """Return the English words of the source."""
        return english_words.words(self.source)

    @cached_property
    def source_small_words(self) -> frozenset[str]:
        """Return the words that the source writes with a small initial."""
        return frozenset(word.lower for word in self.source_words if word.text[0].islower())

    @cached_property
    def _folded(self) -> tuple[str, list[int]]:
        return letters.fold_with_positions(self.target)

    @property
    def folded_target(self) -> str:
        """Return the target folded; `target_span` tells where a part of it stands in the target."""
        return self._folded[0]

    def target_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the code points of the target that `folded_target[start:end]` comes from; it is never empty."""
        positions = self._folded[1]
        return positions[start], positions[end - 1] + 1

    @cached_property
    def target_words(self) -> list[Word]:
        """Return the Arabic words of the target, folded."""
        return letters.words(self.target)

    @cached_property
    def latin_words(self) -> list[EnglishWord]:
        """Return the words in Latin letters of the target."""
        return english_words.words(self.target)

    @cached_property
    def source_quantities(self) -> list[Quantity]:
        """Return the numbers of the source."""
        return numbers.quantities(self.source)

    @cached_property
    def target_quantities(self) -> list[Quantity]:
        """Return the numbers of the target."""
        return numerals.quantities(self.target)
