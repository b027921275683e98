"""Is there a translation at all, and is it Arabic? Empty, an echo of the English, another language or script."""

import re
from collections.abc import Iterator

from pipeline.arabic.letters import ARABIC_LETTER, FOREIGN_LETTERS, NAME_LETTERS, words
from pipeline.model import Flag
from pipeline.stages.check.english.words import function_words
from pipeline.stages.check.findings import flag
from pipeline.stages.check.pair import Pair

_LETTER = re.compile(r"[^\W\d_]")
# A text of this many words, none of them in Arabic letters, is no list of names.
_WORDS_OF_PROSE = 3


def find(pair: Pair) -> Iterator[Flag]:
    """Yield what is wrong with the target as a whole, or with its letters."""
    target = pair.target.strip()
    if not target or not _says_anything(target):
        if _says_anything(pair.source):
            yield flag("empty")
        return
    if not _LETTER.search(pair.source):
        return
    if not ARABIC_LETTER.search(target):
        yield from _not_arabic(pair)
        return
    yield from _foreign_letters(pair)


def _says_anything(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _not_arabic(pair: Pair) -> Iterator[Flag]:
    if not _LETTER.search(pair.target):
        yield flag("empty")
        return
    names_only = not any(word.text[0].islower() for word in pair.source_words) and len(pair.source_words) > 0
    if " ".join(pair.source.split()).casefold() == " ".join(pair.target.split()).casefold():
        if not names_only or len(pair.source_words) >= _WORDS_OF_PROSE:
            yield flag("echo", (0, len(pair.source)), (0, len(pair.target)))
        return
    if names_only and len(pair.source_words) < _WORDS_OF_PROSE:
        return
    english = any(len(word.text) > 1 and word.lower in function_words() for word in pair.latin_words)
    yield flag("echo" if english else "wrong_language", (0, len(pair.source)), (0, len(pair.target)))


def _foreign_letters(pair: Pair) -> Iterator[Flag]:
    for match in FOREIGN_LETTERS.finditer(pair.target):
        if match[0] in NAME_LETTERS:
            continue
        word = next((w for w in words(pair.target) if w.start <= match.start() < w.end), None)
        span = (word.start, word.end) if word else match.span()
        yield flag("foreign_letters", None, span, what=pair.target[slice(*span)])
        return
