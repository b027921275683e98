"""Arabic script: which characters it is made of, and the folding under which two spellings are the same word.

Code points and their properties: The Unicode Standard 16, block Arabic (U+0600 to U+06FF).
"""

import re
from functools import lru_cache
from typing import NamedTuple

LETTERS = "\u0621-\u063a\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06fa-\u06fc"
DIACRITICS = "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
TATWEEL = "\u0640"

TEXTS = 512
"""Of how many texts what was read in them is kept: of some articles, each of whose texts is read for many purposes."""

# A word: letters with whatever diacritics and tatweel stand among them, e.g. «مُحَمَّد», «العـــرب».
WORD = re.compile(f"[{LETTERS}][{LETTERS}{DIACRITICS}{TATWEEL}]*")
ARABIC_LETTER = re.compile(f"[{LETTERS}]")
_MARKS = re.compile(f"[{DIACRITICS}{TATWEEL}]+")

# Letters of Persian, Urdu and Kurdish that Modern Standard Arabic does not have. پ چ ڤ گ are left out:
# Arabic newsrooms use them to write foreign names, e.g. «ڤيتنام».
FOREIGN_LETTERS = re.compile("[\u0679\u067a\u067e\u0686\u0688\u0691\u0698\u06a9\u06be\u06c0\u06c1\u06cc\u06d2]")
NAME_LETTERS = frozenset("پچڤگ")

# Spellings that writers do not keep apart: أ إ آ ٱ and ا, ى and ي, ة and ه, ؤ and و, ئ and ي; Persian ی ک.
_FOLDED = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ک": "ك",
        "گ": "ك", "پ": "ب", "چ": "ج", "ڤ": "ف", "ڨ": "ق",
    }
)  # fmt: skip


class Word(NamedTuple):
    """A word in a text: as folded, and where it stands in code points."""

    folded: str
    start: int
    end: int


def fold(text: str) -> str:
    """Return `text` without diacritics and tatweel, and with the letters that writers mix up made one."""
    return _MARKS.sub("", text).translate(_FOLDED)


def fold_with_positions(text: str) -> tuple[str, list[int]]:
    """Return `text` folded, and for each of its characters the position in `text` that it comes from."""
    positions = [i for i, character in enumerate(text) if not _MARKS.match(character)] if _MARKS.search(text) else None
    return fold(text), positions or list(range(len(text)))


@lru_cache(maxsize=TEXTS)
def words(text: str) -> tuple[Word, ...]:
    """Return the Arabic words of `text`, each folded, in order; «لإعادة» gives «لاعاده»."""
    return tuple([Word(_fold_word(match[0]), *match.span()) for match in WORD.finditer(text)])


@lru_cache(maxsize=50_000)
def _fold_word(word: str) -> str:
    """Return `word` folded; Arabic repeats its words far more often than its texts."""
    return fold(word)
