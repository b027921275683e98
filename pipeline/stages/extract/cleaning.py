"""Text as it should be: one Unicode form, nothing invisible, single spaces."""

import re
import unicodedata

# Soft hyphen, combining grapheme joiner, zero-width characters, bidi marks, embeddings, overrides and
# isolates, invisible operators, the byte-order mark, and what stands in for an object or an undecodable byte.
INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff\ufffc\ufffd"
)
_C0_AND_C1 = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0)]))
_WHITE = "\t\n\v\f\r\x85"
_REMOVED = str.maketrans({**dict.fromkeys(INVISIBLE), **dict.fromkeys(_C0_AND_C1)} | dict.fromkeys(_WHITE, " "))
_SPACES = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[\W_]+")


def without_invisible(text: str) -> str:
    """Return `text` without controls and zero-width characters; line ends are spaces, no space is taken out."""
    return text.translate(_REMOVED)


def cleaned(text: str) -> str:
    """Return `text` in NFC, without invisible characters, each run of white space one space, none at the ends."""
    return unicodedata.normalize("NFC", _SPACES.sub(" ", without_invisible(text)).strip())


def collapsed(text: str) -> str:
    """Return `text` without invisible characters, each run of white space one space, also at the ends."""
    return _SPACES.sub(" ", without_invisible(text))


def compact(text: str) -> str:
    """Return the letters and digits of `text` alone, in lower case: what stays equal however a text is set."""
    return _NOT_WORD.sub("", text.lower())
