"""Whether a text is English: by its commonest words, which no other language shares as often."""

import re

# The most frequent words of English that are no words of its neighbours (Leech, Rayson and Wilson, 2001).
_COMMON = frozenset(
    "the of and to that was is for with as on by at it he from be have this which had they were been has "
    "their who will would are but not you his her she we an said its about than after when there what into "
    "could".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z]")
_MOSTLY = 0.8
_ENOUGH = 0.18
"""English news has 0.30 to 0.50 of them; Dutch, the next, below 0.10."""
_MIN_WORDS = 8


def english_share(text: str) -> float:
    """Return the share of the words of `text` that are among the commonest of English, 0 to 1."""
    words = _WORD.findall(text[:20_000].lower())
    return sum(word in _COMMON for word in words) / len(words) if words else 0.0


def is_english(text: str, declared: str) -> bool:
    """Tell whether `text` is English; a few words alone are believed to be what the page declares."""
    letters = sum(map(str.isalpha, text[:2_000]))
    if letters and len(_LATIN.findall(text[:2_000])) < _MOSTLY * letters:
        return False
    if len(_WORD.findall(text[:2_000])) < _MIN_WORDS:
        return not declared or declared.startswith("en")
    share = english_share(text)
    return share >= _ENOUGH or (declared.startswith("en") and share >= _ENOUGH / 2)
