"""Names across scripts: whether an Arabic word may be how a Latin name sounds.

Both are reduced to classes of consonants that transcription mixes up: «غوتيريش», «جوتيريس» and "Guterres" are
all `ktrs`. Vowels are left out, as Arabic writes them or not.
"""

import re
import unicodedata
from functools import lru_cache

# English spellings of more than one letter, longest first, each as its consonant classes.
_DIGRAPHS = (
    ("tion", "sn"), ("sch", "s"), ("tch", "s"), ("chr", "kr"), ("tsch", "s"), ("ght", "t"),
    ("sh", "s"), ("ch", "s"), ("ph", "f"), ("th", "t"),
    ("ck", "k"), ("wr", "r"), ("gh", ""), ("ce", "s"), ("ci", "s"), ("cy", "s"), ("zz", "ts"),
)  # fmt: skip
_LATIN = {
    "b": "b", "p": "b", "t": "t", "d": "d", "k": "k", "c": "k", "q": "k", "g": "k", "j": "k",
    "s": "s", "z": "s", "x": "ks", "f": "f", "v": "f", "r": "r", "l": "l", "m": "m", "n": "n",
}  # fmt: skip
_CLASSES = {**_LATIN, **dict(_DIGRAPHS)}
_SPELLING = re.compile("|".join([*(spelling for spelling, _ in _DIGRAPHS), "."]))
_ARABIC = {
    "ب": "b", "ت": "t", "ط": "t", "ث": "t", "د": "d", "ض": "d", "ذ": "d", "ك": "k", "ق": "k", "خ": "k", "ج": "k",
    "غ": "k", "س": "s", "ص": "s", "ز": "s", "ش": "s", "ظ": "s", "ف": "f", "ر": "r", "ل": "l", "م": "m", "ن": "n",
}  # fmt: skip
# Letters that Latin names write and that fall away with their accents: ø, ł, ß …
_SPECIAL = str.maketrans({"ø": "o", "ł": "l", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "æ": "e", "œ": "e", "ı": "i"})
_DOUBLED = re.compile(r"(.)\1+")
# What may stand before a name in Arabic: و ب ل ك ف and the article.
_PREFIX = re.compile("^(?:[وف]?(?:بال|كال|ال|لل|[بلك])?)")
_LONGEST = 30
_LONG = 4


@lru_cache(maxsize=50_000)
def latin_sounds(name: str) -> frozenset[str]:
    """Return the consonant classes of a Latin name, in each way it may be said."""
    plain = unicodedata.normalize("NFKD", name[:_LONGEST].lower().translate(_SPECIAL))
    plain = "".join(c for c in plain if c.isalpha() and c.isascii())
    variants = {plain}
    if "ch" in plain:
        variants.add(plain.replace("ch", "k"))
    if "gh" in plain:
        variants.add(plain.replace("gh", "g"))
    if plain.startswith("kn"):
        variants.add(plain[1:])
    if plain.endswith(("t", "s", "x", "d")):
        variants.add(plain[:-1])
    if plain.startswith("x"):  # Xu, Xavier
        variants.add(f"s{plain[1:]}")
    if plain.endswith("c"):
        variants.add(f"{plain}h")
    if "w" in plain:
        variants.add(plain.replace("w", "v"))
    return frozenset(_DOUBLED.sub(r"\1", _sounds(variant)) for variant in variants)


def _sounds(plain: str) -> str:
    return _SPELLING.sub(lambda spelling: _CLASSES.get(spelling[0], ""), plain)


def sounds_of(folded: str) -> str:
    """Return the consonant classes of a folded Arabic word as it stands: «ترامب» gives `trmb`."""
    word = folded[:_LONGEST].replace("تش", "ش").replace("دج", "ج")
    return _DOUBLED.sub(r"\1", "".join(_ARABIC.get(c, "") for c in word))


@lru_cache(maxsize=100_000)
def arabic_sounds(folded: str) -> frozenset[str]:
    """Return the consonant classes of a folded Arabic word, with and without what may be a prefix."""
    word = folded[:_LONGEST].replace("تش", "ش").replace("دج", "ج")
    cut = _PREFIX.match(word)
    starts = {0, cut.end() if cut else 0, 1 if word[:1] in "وفبلك" else 0}
    return frozenset(
        _DOUBLED.sub(r"\1", "".join(_ARABIC.get(c, "") for c in word[start:])) for start in starts if len(word) > start
    )


@lru_cache(maxsize=50_000)
def latin_keys(name: str) -> frozenset[str]:
    """Return the keys of a Latin name; it may be written as an Arabic word with which it shares one.

    Names of four consonants and more may differ in one of them, shorter ones must agree.
    """
    return _with_neighbours(latin_sounds(name))


@lru_cache(maxsize=100_000)
def arabic_keys(folded: str) -> frozenset[str]:
    """Return the keys of a folded Arabic word; see `latin_keys`."""
    return _with_neighbours(arabic_sounds(folded))


def _with_neighbours(sounds: frozenset[str]) -> frozenset[str]:
    """Return `sounds` and, of the long ones, what is left when one consonant is taken out.

    Two strings that differ in one character have one of these in common (Garbe's symmetric deletion).
    """
    near = {
        sound[:index] + sound[index + 1 :] for sound in sounds if len(sound) >= _LONG for index in range(len(sound))
    }
    return frozenset(f"#{sound}" for sound in sounds | near if sound)
