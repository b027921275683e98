"""What is known of single words: which words of an Arabic text may be which of an English one, and how surely."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from math import log
from typing import NamedTuple

from pipeline.arabic import numerals, stems, transliteration
from pipeline.arabic.quantities import Quantity
from pipeline.stages.check.alignment.anchors import Anchor, number_keys
from pipeline.stages.check.pair import Pair
from pipeline.stages.translate.likeness import Word, likeness, words

Span = tuple[int, int]

# What a word says that is the same as one of the phrase's own translation, in nats; and the most that one says that
# the dictionary, its sound or its number tells.
_SAME_WORD, _SAME_FUNCTION_WORD, _FORETOLD = 4.0, 1.5, 3.2
_ANY_NUMBER = 9
# What Arabic joins to the noun after it in English, and to the verb before it: «مسيرته», «ضربوهم»
_POSSESSIVES = frozenset("his her its their my our your".split())
_OBJECTS = frozenset("him her it them me us you".split())
_JOINED_PRONOUN = re.compile("(?:ه|ها|هم|هن|هما|ي|نا|ك|كم)$")
# 8.1 per cent, 8.1 percent, 8.1%
_PER_CENT = re.compile(r"per ?cent\b|%")


class Unit(NamedTuple):
    """A word of a phrase, and what speaks for each word of the target to be it.

    `capacity` is how many words of the target it may be at once. `is_alone`: it comes from the translation of the
    phrase alone, not from the English.
    """

    homes: Mapping[int, float]
    is_alone: bool
    is_content: bool = True
    capacity: int = 1


class Witnesses:
    """The words of a pair of texts, with what is known of each."""

    def __init__(self, pair: Pair, target: Sequence[Word]) -> None:
        self._pair = pair
        self._target = target
        # Asked for every mark of a text: of one with hundreds of links, each would be made hundreds of times.
        self._of_anchor = lru_cache(maxsize=None)(self._unit_of_anchor)
        self._of_text = lru_cache(maxsize=None)(self._units_of_text)

    def of_phrase(self, span: Span, alone: str | None) -> list[Unit]:
        """Return what is to be found again of the phrase at `span`, which by itself is translated as `alone`."""
        anchored = [self._of_anchor(anchor) for anchor in self._pair.anchors if _within(anchor, span)]
        kept = self._as_it_was(self._pair.source[slice(*span)])
        return [*self._of_text(alone or ""), *anchored, *self._of_per_cent(span), *kept]

    def of_others(self, span: Span, alone: Sequence[str]) -> list[Unit]:
        """Return what is to be found again of the words outside `span`, some of which are translated as `alone`."""
        anchored = [self._of_anchor(anchor) for anchor in self._pair.anchors if not _within(anchor, span)]
        texts = dict.fromkeys(alone)
        return [*anchored, *(unit for text in texts for unit in self._of_text(text) if unit.is_content)]

    def neighbours(self, span: Span) -> list[Unit]:
        """Return the anchors next to `span` in the source, one on each side."""
        return [self._of_anchor(anchor) for anchor in (*self._before(span), *self._after(span))]

    def followers(self, span: Span) -> frozenset[int]:
        """Return the words of the target that may be the next word after `span` of which something is known."""
        return frozenset(index for anchor in self._after(span) for index in self._of_anchor(anchor).homes)

    def homes(self, anchor: Anchor) -> Mapping[int, float]:
        """Return the words of the target that `anchor` of the source may be, and what speaks for each."""
        return self._of_anchor(anchor).homes

    def with_pronoun(self, span: Span) -> int | None:
        """Return the word of the target that the pronoun at `span` is joined to; None for all else and in doubt."""
        pronoun = self._pair.source[slice(*span)].lower()
        beside = [
            *(anchor for anchor in self._after(span) if pronoun in _POSSESSIVES and anchor.start == span[1] + 1),
            *(anchor for anchor in self._before(span) if pronoun in _OBJECTS and anchor.end == span[0] - 1),
        ]
        homes = {index for anchor in beside for index in self._of_anchor(anchor).homes}
        joined = [index for index in homes if _JOINED_PRONOUN.search(self._target[index].folded)]
        return joined[0] if len(joined) == 1 else None

    def _before(self, span: Span) -> list[Anchor]:
        return [anchor for anchor in self._pair.anchors if anchor.end <= span[0]][-1:]

    def _after(self, span: Span) -> list[Anchor]:
        return [anchor for anchor in self._pair.anchors if anchor.start >= span[1]][:1]

    @cached_property
    def _keys(self) -> list[frozenset[str]]:
        numbers = self._pair.target_quantities
        return [
            _keys_of(word.folded, is_content=word.is_content).union(
                *(number_keys(number) for number in numbers if _meets(word, number))
            )
            for word in self._target
        ]

    def _unit_of_anchor(self, anchor: Anchor) -> Unit:
        weight = min(_FORETOLD, log(anchor.found / anchor.chance))
        homes = {index: weight for index, keys in enumerate(self._keys) if not keys.isdisjoint(anchor.keys)}
        is_number = any(key.startswith("n") and key[1:2].isdigit() for key in anchor.keys)
        in_two = any(index + 1 in homes for index in homes)  # "bill" is «مشروع قانون»
        return Unit(homes, is_alone=False, capacity=_ANY_NUMBER if is_number else 1 + in_two)

    def _of_per_cent(self, span: Span) -> Iterator[Unit]:
        """Yield «في المئة», however it is written, after a number of the phrase that is one of per cent."""
        if not _PER_CENT.search(self._pair.source[slice(*span)]):
            return
        ours = {key for anchor in self._pair.anchors if _within(anchor, span) for key in anchor.keys}
        ends = [number.end for number in self._pair.target_quantities if not ours.isdisjoint(number_keys(number))]
        for start, end in numerals.per_cents(self._pair.target):
            if any(number_end <= start <= number_end + 1 for number_end in ends):
                homes = {i: _SAME_WORD for i, word in enumerate(self._target) if word.start < end and start < word.end}
                if homes:
                    yield Unit(homes, is_alone=False, capacity=len(homes))

    def _units_of_text(self, text: str) -> tuple[Unit, ...]:
        said = words(text)
        only_small = not any(word.is_content for word in said)  # “here”, “this”
        return tuple(self._unit_of_word(word, is_content=word.is_content or only_small) for word in said)

    def _unit_of_word(self, word: Word, *, is_content: bool) -> Unit:
        most = _SAME_WORD if is_content else _SAME_FUNCTION_WORD
        homes = {index: most * like for index, other in enumerate(self._target) if (like := likeness(word, other))}
        joined = {} if homes else self._in_two(word)
        return Unit(homes or joined, is_alone=True, is_content=is_content, capacity=2 if joined else 1)

    def _in_two(self, word: Word) -> dict[int, float]:
        """Return the homes of a word that the target may write as two: «نورثويند» is «نورث ويند»."""
        homes: dict[int, float] = {}
        for index, (one, other) in enumerate(zip(self._target, self._target[1:], strict=False)):
            like = likeness(word, words(one.folded + other.folded)[0])
            if like:
                homes |= dict.fromkeys((index, index + 1), _SAME_WORD * like / 2)
        return homes

    def _as_it_was(self, phrase: str) -> Iterator[Unit]:
        for word in words(phrase):
            homes = {index: _SAME_WORD for index, other in enumerate(self._target) if word.folded == other.folded}
            if homes:
                yield Unit(homes, is_alone=False, is_content=word.is_content)


@lru_cache(maxsize=50_000)
def _keys_of(folded: str, *, is_content: bool) -> frozenset[str]:
    """Return every key that a word of Arabic may be found by: as a word, as a name unless it is none, and as it is."""
    sounds = transliteration.arabic_keys(folded) if is_content else frozenset[str]()
    return stems.keys(folded) | sounds | {f"@{folded}"}


def _within(anchor: Anchor, span: Span) -> bool:
    return span[0] <= anchor.start < span[1]


def _meets(word: Word, number: Quantity) -> bool:
    return word.start < number.end and number.start < word.end
