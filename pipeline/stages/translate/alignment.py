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
# What is written together with a word, once folded: و ف, then ب ك ل س with or without ال; e.g. «وبالتقرير»
_PREFIX = re.compile(r"^(?:[وف](?=\w{3}))?(?:(?:[بك]ال|لل|ال|[بكل])(?=\w{3}))?")
# Pronouns and endings of number and gender, once folded; e.g. «تقريرها», «التقارير», «مسؤولين»
_SUFFIX = re.compile(r"(?<=\w{3})(?:ها|هم|هن|هما|نا|كم|ات|ين|ون|ان|يه|ت|ه|ا)$")
# Two words are one when this much of their letters is the same (difflib's ratio).
_SAME_WORD = 0.75
# A place is believed when this much of it and of the phrase is the same words, and any other has this much less.
_SAME_PHRASE = 0.6
_LEAD = 0.15


class _Token(NamedTuple):
    stem: str
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
    words = _tokens(text)
    for candidate in candidates:
        wanted = _tokens(candidate)
        places = _places(words, wanted) if wanted else []
        if not places:
            continue
        best = max(place.score for place in places)
        rivals = [place for place in places if place.score > best - _LEAD]
        if len(rivals) == occurrences and occurrence < len(rivals):
            return rivals[occurrence].start, rivals[occurrence].end
    return None


def _tokens(text: str) -> list[_Token]:
    return [_Token(_stem(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]


def _stem(word: str) -> str:
    folded = fold(to_western(word)).lower()
    return _SUFFIX.sub("", folded[_PREFIX.match(folded).end() :])  # type: ignore[union-attr]  # it matches the empty string


def _places(words: list[_Token], wanted: list[_Token]) -> list[_Place]:
    """Return the places that match `wanted` well enough, in order, none overlapping another."""
    found = []
    for size in range(max(1, len(wanted) - 2), len(wanted) + 3):
        for first in range(len(words) - size + 1):
            window = words[first : first + size]
            score = _score(window, wanted)
            if score >= _SAME_PHRASE:
                found.append(_Place(score, window[0].start, window[-1].end))
    chosen: list[_Place] = []
    for place in sorted(found, key=lambda place: (-place.score, place.end - place.start)):
        if all(place.end <= other.start or place.start >= other.end for other in chosen):
            chosen.append(place)
    return sorted(chosen, key=lambda place: place.start)


def _score(window: list[_Token], wanted: list[_Token]) -> float:
    """Return how much of both is the same words: 1.0 for all; 0.0 where the window's ends match nothing."""
    left = [token.stem for token in wanted]
    matches = []
    for token in window:
        match = next((stem for stem in left if _is_same(token.stem, stem)), None)
        matches.append(match is not None)
        if match is not None:
            left.remove(match)
    if not (matches[0] and matches[-1]):
        return 0.0
    return 2 * sum(matches) / (len(window) + len(wanted))


def _is_same(one: str, other: str) -> bool:
    if one == other:
        return True
    if one[0] != other[0] or min(len(one), len(other)) < 3:  # noqa: PLR2004  # shorter words differ by one letter
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _SAME_WORD
