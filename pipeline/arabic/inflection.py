"""Whether given words stand in a text, in whatever form a sentence gives them.

Conjunctions, prepositions and the article are written together with the word that follows, pronouns and the endings
of number, gender and origin with the one before, and some last letters change then: «حكومة» stands in «وحكومتهم»,
«مشفى» in «مشفاه», «وزراء» in «وزرائها». Broken plurals are other words.
"""

import re
from functools import lru_cache

from pipeline.arabic.digits import to_western
from pipeline.arabic.letters import fold

_WORD = re.compile(r"[^\W_]+(?:[.,'’-][^\W_]+)*")
# A hamza is written as its neighbours have it: «وزراء» «وزراؤه» «وزرائه», «مسؤول» «مسئول».
_HAMZA = str.maketrans("ئؤ", "ءء")
_ARTICLE = re.compile(r"^ال(?=\w{2})")
# «و» «ف», then «ب» «ك» «ل» or «س», with the article or without: «وبالاتحاد», «للاتحاد», «فلغزة»
_PREFIX = "[وف]?(?:[بك]ال|لل|ال|[بكلس])?"
_PRONOUN = "ه|ها|هم|هما|هن|ك|كم|كما|نا|ي|ني"
_NUMBER = "ا|ان|ين|ون|ات|وا|اته|اتها|اتهم|اتهن|اتنا"
_ORIGIN = "ي|يه|يا|يان|يين|يون|يات"
# Shorter words are other words with most endings: «أب», «يد».
_SHORTEST = 3


def stands_in(text: str, phrase: str) -> bool:
    """Tell whether the words of `phrase` stand in `text` side by side, with whatever prefixes and endings."""
    words = [_folded(match[0]) for match in _WORD.finditer(text)]
    wanted = [_forms(match[0]) for match in _WORD.finditer(phrase)]
    return bool(wanted) and any(
        all(form.fullmatch(word) for form, word in zip(wanted, words[first:], strict=False))
        for first in range(len(words) - len(wanted) + 1)
    )


@lru_cache(maxsize=10_000)
def _forms(word: str) -> re.Pattern[str]:
    """Return what matches a folded word that is `word` with something joined to it."""
    base = _ARTICLE.sub("", _folded(word))
    stem = base[:-1]
    endings = f"{re.escape(base)}(?:{_PRONOUN}|{_NUMBER}|{_ORIGIN})?"
    if len(base) < _SHORTEST:
        endings = re.escape(base)
    elif word.endswith("ة"):
        # «ناشطة»: «ناشطات», «ناشطتان», «ناشطتها»
        endings += f"|{re.escape(stem)}(?:{_NUMBER}|{_ORIGIN}|ت(?:{_PRONOUN}|ان|ين)|ه)"
    elif word.endswith(("ى", "ا")):
        endings += f"|{re.escape(stem)}(?:ا(?:{_PRONOUN})|ي(?:ان|ين|ات))"
    elif word.endswith("ي"):
        endings += f"|{re.escape(stem)}(?:ون|ين)"
    return re.compile(f"{_PREFIX}(?:{endings})")


def _folded(word: str) -> str:
    return fold(to_western(word).translate(_HAMZA)).lower()
