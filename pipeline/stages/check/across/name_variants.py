"""One name in several spellings: «غوتيريش» in the headline and «جوتيريس» under the picture."""

import re
from collections.abc import Iterator, Sequence

from pipeline.arabic import transliteration
from pipeline.arabic.letters import Word
from pipeline.model import Flag
from pipeline.stages.check.english.words import EnglishWord, function_words
from pipeline.stages.check.findings import flag
from pipeline.stages.check.lexicon import arabic_keys
from pipeline.stages.check.pair import Pair

_FEWEST_SOUNDS = 3
_PREFIX = re.compile("[وف]?[بلك]?(?:ال)?")


def find(pairs: Sequence[Pair]) -> Iterator[Flag]:
    """Yield one flag for each name with several renderings; it is about the article, and has no segment."""
    renderings: dict[str, dict[str, str]] = {}
    for pair in pairs:
        for name in _names(pair):
            found = _renderings(name, pair)
            if len(found) == 1:
                word = found[0]
                spellings = renderings.setdefault(name.lower, {})
                spellings.setdefault(word.folded, pair.target[word.start : word.end])
    for spoken, spellings in renderings.items():
        distinct = _without_prefixes(spellings)
        if len(distinct) > 1:
            yield flag("name_variants", what=spoken.title(), other="، ".join(distinct.values()))


def _names(pair: Pair) -> Iterator[EnglishWord]:
    for word in pair.source_words:
        if not word.text[0].isupper() or word.text.isupper() or word.start in pair.openings:
            continue
        plain = word.lower in function_words() or bool(arabic_keys(word.lower))
        if not plain and min(map(len, transliteration.latin_sounds(word.lower))) >= _FEWEST_SOUNDS:
            yield word


def _renderings(name: EnglishWord, pair: Pair) -> list[Word]:
    keys = transliteration.latin_keys(name.lower)
    found = {word.folded: word for word in pair.target_words if keys & transliteration.arabic_keys(word.folded)}
    return list(found.values())


def _without_prefixes(spellings: dict[str, str]) -> dict[str, str]:
    """Return `spellings` less those that are another with a conjunction, a preposition or the article before it."""
    return {
        folded: written
        for folded, written in spellings.items()
        if not any(
            folded != other
            and (
                (folded.endswith(other) and _PREFIX.fullmatch(folded.removesuffix(other)))
                or _with_article(folded) == other
            )
            for other in spellings
        )
    }


def _with_article(folded: str) -> str:
    """Return the word that «لل» was written before, with its article: «للفنزويليين» gives «الفنزويليين»."""
    return f"ال{folded[2:]}" if folded.startswith("لل") else folded
