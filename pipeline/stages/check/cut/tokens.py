"""What an Arabic text is made of for an anchor: its words, its numbers and what it has in Latin letters, in order."""

from typing import NamedTuple

from pipeline.arabic import stems, transliteration
from pipeline.arabic.letters import Word
from pipeline.stages.check.alignment.anchors import number_keys
from pipeline.stages.check.pair import Pair
from pipeline.stages.check.places import standing_in


class Token(NamedTuple):
    """A word or a number: where it stands in code points, how it is looked up, and folded where it is Arabic."""

    start: int
    end: int
    keys: frozenset[str]
    folded: str


def tokens_in(pair: Pair, start: int, end: int) -> list[Token]:
    """Return what begins in `start`:`end` of the target; a number of several words is one token.

    It is found by its words, too: «الاثنين» is Monday, or two.
    """
    words = standing_in(pair.target_words, start, end)
    tokens = []
    counted: set[int] = set()
    for number in standing_in(pair.target_quantities, start, end):
        spelled = standing_in(words, number.start, number.end)
        keys = number_keys(number).union(*map(keys_of, spelled))
        tokens.append(Token(number.start, number.end, keys, spelled[-1].folded if spelled else ""))
        counted.update(range(number.start, number.end))
    tokens += [Token(word.start, word.end, keys_of(word), word.folded) for word in words if word.start not in counted]
    for latin in standing_in(pair.latin_words, start, end):
        if latin.start not in counted:
            tokens.append(Token(latin.start, latin.end, frozenset({f"@{latin.lower}"}), ""))
    return sorted(tokens, key=lambda token: token.start)


def keys_of(word: Word) -> frozenset[str]:
    """Return every key under which `word` of the Arabic can be found."""
    return stems.keys(word.folded) | transliteration.arabic_keys(word.folded)


def all_keys(tokens: list[Token]) -> frozenset[str]:
    """Return the keys of all of `tokens`."""
    return frozenset[str]().union(*(token.keys for token in tokens))
