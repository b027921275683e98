"""Whether two Arabic words are one, whatever is written together with them: «وتقاريرها» and «التقرير»."""

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from pipeline.arabic import stems
from pipeline.arabic.digits import to_western
from pipeline.arabic.function_words import FUNCTION_WORDS
from pipeline.arabic.letters import DIACRITICS, TATWEEL, fold
from pipeline.stages.check.lexicon import arabic_forms

_LETTER = rf"(?:[^\W_]|[{DIACRITICS}{TATWEEL}])"
# A word of any script, with its diacritics: «سيُنشر», «كوفيد-19»; or a number, without what is joined to it: 2,500 in
# «و2,500»
WORD = re.compile(rf"(?![وفبلك]?{TATWEEL}?\d){_LETTER}+(?:[.,'’-]{_LETTER}+)*|\d{_LETTER}*(?:[.,'’-]{_LETTER}+)*")
# What is written together with a word, once folded: و ف, then ب ك ل with or without ال; e.g. «وبالتقرير»
_PREFIX = re.compile(r"^(?:[وف](?=\w{3}))?(?:(?:[بك]ال|لل|ال|[بكل])(?=\w{3}))?")
_FIRST_LETTER = re.compile(r"^[وفبكل](?=\w{3})")
# Pronouns and endings of number and gender, once folded; e.g. «تقريرها», «التقارير», «مسؤولين»
_SUFFIX = re.compile(r"(?<=\w{3})(?:ها|هم|هن|هما|نا|كم|ات|ين|ون|ان|يه|ت|ه|ا)$")
# Two words are alike when this much of their letters is the same (difflib's ratio), from this many letters on.
_ALIKE, _SHORTEST = 0.75, 4
# Words of one stem, and words that are only alike, count this much.
_STEM_COUNTS, _ALIKE_COUNTS = 0.9, 0.85
# Shorter stems, and skeletons of fewer consonants, are shared by too many words.
_LONG_STEM = 4
# Shorter words name nothing: «أن», «لم»
_SHORTEST_NAMING = 3
# Words that are one in another gender, number or wording, and that no stem tells. Folded.
_SAME = tuple(
    frozenset(fold(group).split())
    for group in (
        "هذا هذه هذان هذين هاتان هاتين هؤلاء",
        "ذلك تلك أولئك ذاك",
        "الذي التي اللذان اللذين اللتان اللتين الذين اللواتي اللاتي",
        "هو هي هم هن هما",
        "أول أولى أولا الأول الأولى",
        "نحو حوالي قرابة زهاء تقريبا يقرب يقارب",
        "وفقا بحسب حسب حسبما طبقا",
        "كل كلا كلي كلاهما كليهما كلتا كلتاهما كلتيهما",
    )
)


class Word(NamedTuple):
    """A word of a text, folded, and where it stands in code points."""

    folded: str
    start: int
    end: int

    @property
    def is_content(self) -> bool:
        """Tell whether it names something."""
        return self.folded not in FUNCTION_WORDS and (len(self.folded) >= _SHORTEST_NAMING or self.folded.isdigit())

    @property
    def begins_with_and(self) -> bool:
        """Tell whether «و» is joined to it, as far as the dictionary knows: «والحكومة», and not «وزير»."""
        if not self.folded.startswith("و") or len(self.folded) < _SHORTEST:
            return False
        return arabic_forms().isdisjoint({self.folded, _SUFFIX.sub("", self.folded)})


def words(text: str) -> list[Word]:
    """Return the words of `text`, in order."""
    western = to_western(text)
    return [Word(fold(match[0]).lower(), match.start(), match.end()) for match in WORD.finditer(western)]


def likeness(one: Word, other: Word) -> float:
    """Return how surely two words are one, from 0.0 to 1.0."""
    return _likeness(one.folded, other.folded) if one.folded <= other.folded else _likeness(other.folded, one.folded)


@lru_cache(maxsize=100_000)
def _likeness(one: str, other: str) -> float:
    if _forms(one) & _forms(other) or any(_forms(one) & group and _forms(other) & group for group in _SAME):
        return 1.0
    if any(len(stem) >= _LONG_STEM for stem in stems.keys(one) & stems.keys(other)):
        return _STEM_COUNTS
    a, b = min(_forms(one), key=len), min(_forms(other), key=len)
    if min(len(a), len(b)) < _SHORTEST:
        return 0.0
    return _ALIKE_COUNTS if SequenceMatcher(None, a, b, autojunk=False).ratio() >= _ALIKE else 0.0


@lru_cache(maxsize=100_000)
def _forms(folded: str) -> frozenset[str]:
    """Return a folded word, and what is left of it without what may be a prefix or a suffix."""
    heads = {folded, _PREFIX.sub("", folded), _FIRST_LETTER.sub("", folded)}
    if folded[0] in "وف" and folded[1:] in FUNCTION_WORDS:  # «وفي»
        heads.add(folded[1:])
    return frozenset(heads | {_SUFFIX.sub("", head) for head in heads})
