"""How many characters of Arabic a part of an English text becomes, by the words that it is made of.

A word that the dictionary has is as long as its Arabic there: “investigation” is «تحقيق». Over human translations of
news the length itself strays by 17 % from a share of the English, and by 15 % from this.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise

from pipeline.stages.check.cut.model import MODEL
from pipeline.stages.check.english.words import function_words
from pipeline.stages.check.lexicon import arabic_length
from pipeline.stages.check.pair import Pair
from pipeline.stages.check.places import standing_in

_MARKS = frozenset(',;:-–—()"“”')
_SHORTEST = 3.0


def expected_length(pair: Pair, start: int, end: int) -> float:
    """Return the length in code points of the Arabic that `start`:`end` of the source calls for."""
    return max(_SHORTEST, _length(pair, start, end))


def lengths_to(pair: Pair, starts: Sequence[int], end: int) -> list[float]:
    """Return for each of `starts`, which ascend, how long the Arabic of the source from there to `end` is."""
    lengths = [_length(pair, *stretch) - MODEL.length["constant"] for stretch in pairwise((*starts, end))]
    return list(accumulate(reversed(lengths)))[::-1]


def _length(pair: Pair, start: int, end: int) -> float:
    return sum(MODEL.length[name] * amount for name, amount in makings(pair, start, end).items())


def makings(pair: Pair, start: int, end: int) -> dict[str, float]:
    """Return what `start`:`end` of the source is made of: words of each kind with their characters, digits, marks."""
    made = dict.fromkeys(
        (
            "constant", "known_words", "known_characters", "arabic_characters", "function_words",
            "function_characters", "names", "name_characters", "other_words", "other_characters", "digits", "marks",
        ),
        0.0,
    )  # fmt: skip
    made["constant"] = 1.0
    for word in standing_in(pair.source_words, start, end):
        length = arabic_length(word.lower)
        if word.lower in function_words():
            kind, characters = "function_words", "function_characters"
        elif length:
            kind, characters = "known_words", "known_characters"
            made["arabic_characters"] += length
        elif word.text[0].isupper():
            kind, characters = "names", "name_characters"
        else:
            kind, characters = "other_words", "other_characters"
        made[kind] += 1
        made[characters] += len(word.text)
    text = pair.source[start:end]
    made["digits"] = float(sum(character.isdigit() for character in text))
    made["marks"] = float(sum(character in _MARKS for character in text))
    return made
