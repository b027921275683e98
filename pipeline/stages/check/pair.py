"""A source text and its translation, with what the checks read in them; each reading is made once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline import sentences
from pipeline.arabic import letters, numerals, transliteration
from pipeline.arabic.letters import Word
from pipeline.arabic.quantities import Quantity
from pipeline.sentences import Sentence
from pipeline.stages.check.alignment.aligner import Bead, SourceSentence, TargetSentence, align, evidence
from pipeline.stages.check.alignment.anchors import Anchor, anchors, target_keys
from pipeline.stages.check.english import numbers
from pipeline.stages.check.english import words as english_words
from pipeline.stages.check.english.words import EnglishWord
from pipeline.stages.check.lexicon import arabic_keys
from pipeline.stages.check.places import standing_in

Texts = tuple[str, str]
"""A text in English and in Arabic."""


@dataclass(frozen=True)
class Pair:
    """An English text and its Arabic. All positions are code points of the texts as given.

    `unstopped` tells that another text of the article ends without the full stop of its English.
    """

    source: str
    target: str
    unstopped: bool = False

    @property
    def texts(self) -> Texts:
        """Return the two texts alone."""
        return self.source, self.target

    @cached_property
    def source_words(self) -> Sequence[EnglishWord]:
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
    def target_words(self) -> Sequence[Word]:
        """Return the Arabic words of the target, folded."""
        return letters.words(self.target)

    @cached_property
    def latin_words(self) -> Sequence[EnglishWord]:
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

    @cached_property
    def source_sentences(self) -> list[Sentence]:
        """Return the sentences of the source."""
        return sentences.split(self.source, "en")

    @cached_property
    def target_sentences(self) -> list[Sentence]:
        """Return the sentences of the target."""
        return sentences.split(self.target, "ar")

    @cached_property
    def anchors(self) -> list[Anchor]:
        """Return the words, names and numbers of the source that should be found again."""
        return anchors(self.source_words, self.source_quantities, self.openings)

    @cached_property
    def openings(self) -> frozenset[int]:
        """Return where the first word of each sentence of the source stands; its capital tells nothing."""
        starts = iter([sentence.start for sentence in self.source_sentences])
        openings = []
        start = next(starts, None)
        for word in self.source_words:
            if start is not None and word.start >= start:
                openings.append(word.start)
                start = next((later for later in starts if later > word.start), None)
        return frozenset(openings)

    @cached_property
    def beads(self) -> list[Bead]:
        """Return which sentences of the source are translated by which of the target."""
        return align(self.source_parts, self.target_parts)

    @cached_property
    def source_parts(self) -> list[SourceSentence]:
        """Return what is to be found again of each sentence of the source."""
        return [
            SourceSentence(s.end - s.start, tuple(standing_in(self.anchors, s.start, s.end)))
            for s in self.source_sentences
        ]

    @cached_property
    def as_source(self) -> SourceSentence:
        """Return what is to be found again of the source as a whole."""
        return SourceSentence(len(self.source), tuple(self.anchors))

    @cached_property
    def as_target(self) -> TargetSentence:
        """Return what can be found in the target as a whole."""
        return TargetSentence(len(self.target), len(self.target_words) + len(self.latin_words), self.target_keys)

    @cached_property
    def target_parts(self) -> list[TargetSentence]:
        """Return what can be found in each sentence of the target."""
        return [self._target_sentence(sentence) for sentence in self.target_sentences]

    @cached_property
    def source_sounds(self) -> frozenset[str]:
        """Return the keys of how the words of the source sound that Arabic may transcribe.

        Function words and those whose Arabic is known (see `source_keys`) are translated: «كيم» is no "come".
        """
        return frozenset[str]().union(
            *(
                transliteration.latin_keys(word.lower)
                if word.text[0].isupper()
                else {f"#{sounds}" for sounds in transliteration.latin_sounds(word.lower)}
                for word in self.source_words
                if word.text[0].isupper()
                or not (word.lower in english_words.function_words() or arabic_keys(word.lower))
            )
        )

    @cached_property
    def source_keys(self) -> frozenset[str]:
        """Return every key that the source's words are looked up by."""
        return frozenset[str]().union(*(anchor.keys for anchor in self.anchors))

    @cached_property
    def target_keys(self) -> frozenset[str]:
        """Return every key under which something of the target can be found."""
        return frozenset[str]().union(*(part.keys for part in self.target_parts))

    @cached_property
    def evidence(self) -> float:
        """Return how much the anchors speak for the whole target translating the whole source, in nats."""
        return evidence(tuple(self.anchors), self.target_keys, self.as_target.words)

    def source_span_of(self, bead: Bead) -> tuple[int, int]:
        """Return the code points of the source that `bead` covers; it must cover a sentence."""
        return self.source_sentences[bead.source[0]].start, self.source_sentences[bead.source[-1]].end

    def target_span_of(self, bead: Bead) -> tuple[int, int]:
        """Return the code points of the target that `bead` covers; it must cover a sentence."""
        return self.target_sentences[bead.target[0]].start, self.target_sentences[bead.target[-1]].end

    def _target_sentence(self, sentence: Sentence) -> TargetSentence:
        start, end = sentence
        words = standing_in(self.target_words, start, end)
        latin = standing_in(self.latin_words, start, end)
        quantities = standing_in(self.target_quantities, start, end)
        return TargetSentence(end - start, len(words) + len(latin), target_keys(words, latin, quantities))
