"""Names across scripts: the consonants that an English name and its Arabic transcription have in common.

Vowels, h, w and y come and go in transcription, and several English letters become one of several Arabic ones;
what is left is a skeleton: «Clinton» and «كلينتون» are both "klntn".
"""

import re
from functools import lru_cache

from pipeline.arabic.letters import words

# Letters that are written together and sound as one, longest first.
_DIGRAPHS = (
    ("tch", "ts"), ("sch", "s"), ("sh", "s"), ("ch", "ts"), ("th", "t"), ("ph", "f"), ("gh", "k"), ("kh", "k"),
    ("ck", "k"), ("qu", "k"), ("wr", "r"), ("kn", "n"),
)  # fmt: skip
_SOFT_C = re.compile("c(?=[eiy])")
_LATIN = {
    "b": "b", "p": "b", "f": "f", "v": "f", "t": "t", "d": "t", "s": "s", "z": "s", "k": "k", "g": "k", "q": "k",
    "j": "k", "c": "k", "x": "ks", "l": "l", "r": "r", "m": "m", "n": "n",
}  # fmt: skip
# As pipeline.arabic.letters.fold leaves them.
_SOUNDS = {"b": "ب", "f": "ف", "t": "تطدضثذظ", "s": "سصزش", "k": "كقخغج", "l": "ل", "r": "ر", "m": "م", "n": "ن"}
_ARABIC = {letter: sound for sound, letters in _SOUNDS.items() for letter in letters}
_DOUBLED = re.compile(r"(.)\1+")
# What Arabic writes together with a word: «وبواشنطن», «للبنتاغون»
_PREFIX = re.compile("^[وف]?(?:بال|كال|لل|ال|[بكل])?")
# Words remembered, of the few thousands that news repeats.
_KEPT = 20_000
# A word with a capital: a name, or the first of a sentence.
_CAPITALISED = re.compile(r"\b[A-Z][a-z]{2,}")


def names(text: str) -> list[str]:
    """Return the skeletons of the capitalised words of an English `text`, those of one consonant left out."""
    skeletons = (_latin(word) for word in _CAPITALISED.findall(text))
    return [skeleton for skeleton in skeletons if len(skeleton) > 1]


def transcriptions(text: str) -> frozenset[str]:
    """Return the skeletons of all words of an Arabic `text`, each with and without what may be a prefix."""
    return frozenset().union(*(_transcriptions_of(word.folded) for word in words(text)))


@lru_cache(_KEPT)
def _transcriptions_of(word: str) -> frozenset[str]:
    one_less = word[1:] if word[0] in "وفبلك" else word
    return frozenset({_arabic(word), _arabic(_PREFIX.sub("", word)), _arabic(one_less)})


@lru_cache(_KEPT)
def _latin(word: str) -> str:
    lower = _SOFT_C.sub("s", word.lower())
    for letters, sound in _DIGRAPHS:
        lower = lower.replace(letters, sound)
    return _DOUBLED.sub(r"\1", "".join(_LATIN.get(letter, "") for letter in lower))


def _arabic(word: str) -> str:
    return _DOUBLED.sub(r"\1", "".join(_ARABIC.get(letter, "") for letter in word))
