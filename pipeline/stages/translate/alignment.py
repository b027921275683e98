"""Finding marked words again in an Arabic text that came back without tokens.

The words are known in English, and in Arabic as the engine translates them on their own; in the sentence they
stand with other prefixes, suffixes and spellings. They are found where one place matches far better than any
other, and nowhere else: a link on the wrong words is worse than one on the whole sentence.
"""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from pipeline.arabic.digits import to_western
from pipeline.arabic.letters import fold

_WORD = re.compile(r"[^\W_]+(?:[.,'’-][^\W_]+)*")
# What is written together with a word, once folded: و ف, then ب ك ل with or without ال; e.g. «وبالتقرير»
_PREFIX = re.compile(r"^(?:[وف](?=\w{3}))?(?:(?:[بك]ال|لل|ال|[بكل])(?=\w{3}))?")
_FIRST_LETTER = re.compile(r"^[وفبكل](?=\w{3})")
# Pronouns and endings of number and gender, once folded; e.g. «تقريرها», «التقارير», «مسؤولين»
_SUFFIX = re.compile(r"(?<=\w{3})(?:ها|هم|هن|هما|نا|كم|ات|ين|ون|ان|يه|ت|ه|ا)$")
# Two words are alike when this much of their letters is the same (difflib's ratio), from this many letters on.
_ALIKE, _SHORTEST = 0.75, 4
# What a word that is only alike counts.
_ALIKE_COUNTS = 0.85
# A place is believed when this much of it and of the phrase is the same words, and any other has this much less.
_SAME_PHRASE = 0.68
_LEAD = 0.15


class _Word(NamedTuple):
    forms: frozenset[str]
    start: int
    end: int


class _Place(NamedTuple):
    score: float
    start: int
    end: int


def find_words(
    text: str, candidates: list[str], *, occurrence: int = 0, occurrences: int = 1
) -> tuple[int, int] | None:
    """Return where in `text` one of `candidates` stands, in code points, or None where that is not certain.

    `candidates` are the marked words as they are, and as translated, best first. Of words that occur several
    times in the source, `occurrence` says which one is meant; it is believed where the text has as many.
    """
    words = _words(text)
    for candidate in candidates:
        places = _places(words, _words(candidate))
        best = max((place.score for place in places), default=0.0)
        rivals = [place for place in places if place.score > best - _LEAD]
        if rivals and len(rivals) == occurrences and occurrence < len(rivals):
            return rivals[occurrence].start, rivals[occurrence].end
    return None


def _words(text: str) -> list[_Word]:
    return [_Word(_forms(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]


def _forms(word: str) -> frozenset[str]:
    """Return `word` folded, and what is left of it without what may be a prefix or a suffix."""
    folded = fold(to_western(word)).lower()
    heads = {folded, _PREFIX.sub("", folded), _FIRST_LETTER.sub("", folded)}
    return frozenset(heads | {_SUFFIX.sub("", head) for head in heads})


def _places(words: list[_Word], wanted: list[_Word]) -> list[_Place]:
    """Return the places that match `wanted` well enough, in order, none overlapping another."""
    likeness = [[_likeness(word.forms, other.forms) for other in wanted] for word in words]
    found = []
    for size in range(max(1, len(wanted) - 2), len(wanted) + 3 if wanted else 0):
        for first in range(len(words) - size + 1):
            score = _score(likeness[first : first + size])
            if score >= _SAME_PHRASE:
                found.append(_Place(score, words[first].start, words[first + size - 1].end))
    chosen: list[_Place] = []
    for place in sorted(found, key=lambda place: (-place.score, place.end - place.start)):
        if all(place.end <= other.start or place.start >= other.end for other in chosen):
            chosen.append(place)
    return sorted(chosen, key=lambda place: place.start)


def _score(likeness: list[list[float]]) -> float:
    """Return how much of a place and of the phrase is the same words; `likeness` has a row for each word of the place.

    1.0 is all of both; 0.0 where the first or the last word of the place is none of the phrase's.
    """
    left = set(range(len(likeness[0])))
    found = []
    for row in likeness:
        best = max(left, key=lambda index: row[index], default=None)  # called at once
        found.append(row[best] if best is not None else 0.0)
        if best is not None and row[best]:
            left.remove(best)
    return 2 * sum(found) / (len(likeness) + len(likeness[0])) if found[0] and found[-1] else 0.0


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    if one & other:
        return 1.0
    a, b = min(one, key=len), min(other, key=len)
    if min(len(a), len(b)) < _SHORTEST:
        return 0.0
    return _ALIKE_COUNTS if SequenceMatcher(None, a, b, autojunk=False).ratio() >= _ALIKE else 0.0
