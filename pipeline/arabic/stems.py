"""Light stemming: the forms under which an Arabic word can be looked up, without a dictionary of Arabic.

Conjunctions, prepositions, the article, verbal prefixes and the commonest suffixes are taken off in every way they
may be there, and of what remains the consonants are kept: «والحكومات», «حكومتهم» and «حكومي» all have «~حكم».
After the light stemmers of Larkey, Ballesteros and Connell (2002), with every reading kept in place of one.
"""

import re
from functools import lru_cache

# One of each may stand before the stem, in this order: a conjunction; the article, a preposition or the future;
# what begins an imperfect, a participle or a verbal noun.
_CONJUNCTIONS = frozenset({"و", "ف"})
_PARTICLES = frozenset({"ال", "بال", "كال", "لل", "ب", "ك", "ل", "س"})
_VERBAL = frozenset({"ي", "ت", "ن", "ا", "م", "ان", "مت", "است", "مست", "يست", "تست", "ين", "ات", "يت"})
_SUFFIXES = frozenset({
    "ه", "ها", "هم", "هن", "هما", "كم", "نا", "ني",
    "ي", "ين", "ون", "ان", "ات", "ت", "ا", "وا", "تين", "تان", "يه", "يا", "يين",
    "يون", "ته", "تها", "تهم", "اته", "اتها", "اتهم", "يات", "ن", "و", "ك", "تك", "تي", "تنا",
})  # fmt: skip
_LONGEST_AFFIX = max(map(len, _PARTICLES | _VERBAL | _SUFFIXES))
_WEAK = re.compile("[اويء]")
_SHORTEST = 2
_LONG_SKELETON = 3
# A longer word is several whose spaces were lost: «مجلسالأمنالتابع». Then any part of it may be a word.
_LONGEST = 14
_PART = 7
_LONGEST_LOST = 120


def skeleton(folded: str) -> str:
    """Return the consonants of a folded word: «حكومه» gives «حكم»."""
    return _WEAK.sub("", folded.removesuffix("ه"))


def key(folded: str) -> str:
    """Return what a word in its dictionary form is looked up by: its consonants, or the word itself if they are few.

    Two consonants are shared by too many words to say much: «دوله» is looked up as «دول».
    """
    consonants = skeleton(folded)
    return f"~{consonants}" if len(consonants) >= _LONG_SKELETON else folded.removesuffix("ه")


@lru_cache(maxsize=100_000)
def keys(folded: str) -> frozenset[str]:
    """Return every key that the folded word `folded` may be found by."""
    if len(folded) > _LONGEST:
        return _keys_of_parts(folded[:_LONGEST_LOST])
    found = set()
    ends = _ends(folded)
    for start in _starts(folded):
        for end in ends:
            stem = folded[start:end]
            if end < len(folded) and len(stem) < _SHORTEST:
                continue
            found.add(stem)
            consonants = skeleton(stem)
            if len(consonants) >= _LONG_SKELETON:
                found.add(f"~{consonants}")
    return frozenset(found)


def is_several(folded: str) -> bool:
    """Tell whether a word is so long that it must be several whose spaces were lost."""
    return len(folded) > _LONGEST


def _keys_of_parts(folded: str) -> frozenset[str]:
    parts = (folded[start : start + size] for size in range(3, _PART + 1) for start in range(len(folded) - size + 1))
    return frozenset(form for part in parts for form in (part, key(part)))


def _starts(word: str) -> set[int]:
    starts = {0}
    for prefixes in (_CONJUNCTIONS, _PARTICLES, _VERBAL):
        for start in tuple(starts):
            longest = min(_LONGEST_AFFIX, len(word) - start - _SHORTEST)
            starts.update(start + n for n in range(1, longest + 1) if word[start : start + n] in prefixes)
    return starts


def _ends(word: str) -> list[int]:
    longest = min(_LONGEST_AFFIX, len(word) - _SHORTEST)
    return [len(word), *(len(word) - n for n in range(1, longest + 1) if word[-n:] in _SUFFIXES)]
