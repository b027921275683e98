"""Text as it should be: one Unicode form, nothing invisible, single spaces."""

import re
import unicodedata

# Soft hyphen, combining grapheme joiner, zero-width characters, bidi marks, embeddings, overrides and
# isolates, invisible operators, the byte-order mark, and what stands in for an object or an undecodable byte.
INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff\ufffc\ufffd"
)
_WHITE = "\t\n\v\f\r\x85"
_CONTROLS = "".join(char for char in map(chr, [*range(0x20), *range(0x7F, 0xA0)]) if char not in _WHITE)
# Nearly no text has any of them: to look for one takes a tenth of the time that str.translate takes beyond ASCII.
_ANY_REMOVED = re.compile(f"[{re.escape(INVISIBLE + _CONTROLS)}]")
_NOT_WORD = re.compile(r"[\W_]+")
_TYPOGRAPHY = "’‘“”–—…\u00a0"
"""What most texts have beyond ASCII. Without it they are ASCII, of which str.translate takes the rest out at once."""
_NOT_WORD_IN_ASCII = {number: None for number in range(0x80) if _NOT_WORD.match(chr(number))}


def without_invisible(text: str) -> str:
    """Return `text` without controls and zero-width characters; line ends are spaces, no space is taken out."""
    if _ANY_REMOVED.search(text):
        text = _ANY_REMOVED.sub("", text)
    for char in _WHITE:
        text = text.replace(char, " ")
    return text


def cleaned(text: str) -> str:
    """Return `text` in NFC, without invisible characters, each run of white space one space, none at the ends."""
    if _ANY_REMOVED.search(text):
        text = _ANY_REMOVED.sub("", text)
    return unicodedata.normalize("NFC", " ".join(text.split()))


def collapsed(text: str) -> str:
    """Return `text` without invisible characters, each run of white space one space, also at the ends."""
    inner = without_invisible(text)
    if not inner or inner.isspace():
        return inner[:1] and " "
    before, after = " " * inner[0].isspace(), " " * inner[-1].isspace()
    return f"{before}{' '.join(inner.split())}{after}"


def compact(text: str) -> str:
    """Return the letters and digits of `text` alone, in lower case: what stays equal however a text is set."""
    text = text.lower()
    if not text.isascii():
        for char in _TYPOGRAPHY:
            text = text.replace(char, "")
    return text.translate(_NOT_WORD_IN_ASCII) if text.isascii() else _NOT_WORD.sub("", text)
