"""One name, one spelling: «غوتيريش» throughout an article, where engines write «جوتيريش» here and there.

A name that English spells one way is looked for in every text by its consonants. Where each text has one word that
sounds like it, and nothing else in the article does, the spellings are made one: a reviewer's, else the glossary's,
else the memory's, else the one most used. What stands joined before it stays. Where anything is in doubt, nothing is
changed.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from pipeline.arabic import transliteration
from pipeline.arabic.letters import Word, fold, words
from pipeline.engines.glossary import Glossary
from pipeline.model import MarkedText, Segment
from pipeline.stages.check.english import words as english
from pipeline.stages.check.lexicon import arabic_forms, arabic_keys
from pipeline.stages.translate.marks import Replacement, replaced

# Names of fewer consonants sound like too many other words.
_FEWEST_SOUNDS = 3
# Two spellings of a name have this much of their letters in common (difflib's ratio).
_ALIKE = 0.6
# What may be joined to a name; e.g. «وبترامب». With the article it is no name of a person.
_PREFIX = re.compile("[وف]?[بلك]?")
# Names that may begin with و in Arabic, so that it tells nothing: Wilson, Obama, Yellen, Hughes.
_MAY_BEGIN_WITH_WAW = re.compile("^[aeiouwyhv]")


class _Place(NamedTuple):
    """Where a name stands in the Arabic of a segment, without what is joined to it."""

    segment: int
    start: int
    end: int
    spelling: str


def with_one_spelling(segments: Sequence[Segment], glossary: Glossary) -> list[Segment]:
    """Return `segments` with each name spelled the same throughout; a reviewer's words are left as they are."""
    ours = {word for term in glossary.terms for word in term.target.split()}
    replacements: dict[int, list[Replacement]] = defaultdict(list)
    for places in _names(segments):
        best = _best(places, segments, ours)
        for place in places:
            if _is_variant(place.spelling, best) and segments[place.segment].origin.kind != "reviewer":
                replacements[place.segment].append(Replacement(place.start, place.end, best))
    return [
        segment.model_copy(update={"target": _with(segment.target, replacements[index])}) if index in replacements
        else segment
        for index, segment in enumerate(segments)
    ]  # fmt: skip


def _with(target: MarkedText, replacements: list[Replacement]) -> MarkedText:
    return replaced(target, sorted(set(replacements)))


def _names(segments: Sequence[Segment]) -> Iterator[list[_Place]]:
    """Yield for each name that is spelled in several ways all places where it stands."""
    read = [english.words(segment.source.text) for segment in segments]
    lines = [Counter(word.lower for word in line) for line in read]
    used = Counter(word.lower for line in read for word in line)
    arabic = [words(segment.target.text) for segment in segments]
    capitals = {word.lower for line in read for word in line if word.text[0].isupper()}
    for name in sorted(name for name in capitals if used[name] > 1 and _is_name(name)):
        places = [
            place
            for index, line in enumerate(lines)
            if name in line
            for place in _places(name, line[name], index, segments[index].target.text, arabic[index])
        ]
        spellings = {place.spelling for place in places}
        if len(spellings) > 1 and not _are_forms(spellings) and not _sounds_like_another(name, used):
            yield places


def _sounds_like_another(name: str, spoken: Iterable[str]) -> bool:
    sounds = transliteration.latin_sounds(name)
    return any(other != name and not sounds.isdisjoint(transliteration.latin_sounds(other)) for other in spoken)


def _is_name(word: str) -> bool:
    """Tell whether Arabic can only transcribe `word`."""
    if word in english.function_words() or arabic_keys(word):
        return False
    return min(map(len, transliteration.latin_sounds(word))) >= _FEWEST_SOUNDS


def _places(name: str, times: int, index: int, text: str, arabic: Sequence[Word]) -> list[_Place]:
    """Return where `name` stands in the `text` of a segment; nothing where more words sound like it than it has."""
    found = []
    for word in arabic:
        before = _joined(name, word.folded)
        if before is not None:
            start = word.start + before
            found.append(_Place(index, start, word.end, text[start : word.end]))
    return found if len(found) <= times else []


def _joined(name: str, folded: str) -> int | None:
    """Return how many letters are joined before `name` in an Arabic word, or None where the word is not the name."""
    names = transliteration.latin_sounds(name)
    # «للافروف» and «كغوتيريش» sound the same with the preposition and without: it is one all the same.
    length = max((length for length, sounds in _heard(folded) if sounds in names), default=None)
    if length is None:
        return None
    may_be_the_names = folded[length : length + 1] == "و" or (length == 1 and folded[0] == "و")
    if not may_be_the_names:
        return length
    # Only where no such name begins with it, it is the conjunction.
    return None if _MAY_BEGIN_WITH_WAW.search(name) else length + (folded[length] == "و")


@lru_cache(maxsize=50_000)
def _heard(folded: str) -> tuple[tuple[int, str], ...]:
    """Return how an Arabic word sounds without so many letters that may be joined before it; nothing of a known one."""
    if folded in arabic_forms():
        return ()
    whole = _PREFIX.match(folded)
    return tuple((n, transliteration.sounds_of(folded[n:])) for n in range((whole.end() if whole else 0) + 1))


def _are_forms(spellings: set[str]) -> bool:
    """Tell whether one is another with an ending, as «إسرائيلي» is of «إسرائيل»."""
    folded = {fold(spelling) for spelling in spellings}
    return any(one != other and one.startswith(other) for one in folded for other in folded)


def _is_variant(spelling: str, best: str) -> bool:
    """Tell whether the two differ, but not so much that they may be two words: «قطر» is no way to spell «غوتيريش»."""
    return spelling != best and SequenceMatcher(None, fold(spelling), fold(best), autojunk=False).ratio() >= _ALIKE


def _best(places: list[_Place], segments: Sequence[Segment], ours: set[str]) -> str:
    """Return the spelling that the others give way to."""
    used = Counter(place.spelling for place in places)
    reviewed = {place.spelling for place in places if segments[place.segment].origin.kind == "reviewer"}
    known = {place.spelling for place in places if segments[place.segment].origin.kind == "memory"}
    # The first of those that are even: a dictionary keeps the order of the texts.
    return max(used, key=lambda spelling: (spelling in reviewed, spelling in ours, spelling in known, used[spelling]))
