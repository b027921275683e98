"""Runs of left-to-right text within Arabic: names, addresses and numbers that must keep their own direction.

Without isolation the bidirectional algorithm (UAX #9) moves the signs at the edges of such a run to its wrong side.
"""

import re
from collections.abc import Iterator

_LETTER = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u052f\u1e00-\u1eff"  # Latin, Greek, Cyrillic
_WORD = rf"[@#]?[{_LETTER}\d]+"
_JOINT = (
    rf"(?:[-–—'’./:&+@#_%=?~,]{{1,3}}(?=[{_LETTER}\d])"  # "x-ray", "desipresident.com", "https://a.example/b?c=1"
    rf"|[.,:!] (?=[{_LETTER}])"  # "St. Louis", "Dallas, Texas", but not a full stop before Arabic or a number
    rf"| [-–—&/+] (?=[{_LETTER}\d])"  # "Two Spirit + Friends"
    rf"| (?=[@#{_LETTER}\d]))"  # "Win With Black Men", "iPhone 15"
)
LTR_RUN = re.compile(
    # … "9to5Mac", "C++", "a.example/"
    rf"(?<![{_LETTER}\d@#])[@#]?\d*[{_LETTER}][{_LETTER}\d]*(?:{_JOINT}{_WORD})*(?:\+{{1,2}}|/)?"
    r"|\+\d[\d -]{5,}\d"  # "+1 212-555-0100"
)

LRI, PDI = "\u2066", "\u2069"  # left-to-right isolate, pop directional isolate


def ltr_runs(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end (code points) of every left-to-right run in `text`."""
    for match in LTR_RUN.finditer(text):
        yield match.span()


def isolated(text: str) -> str:
    """Return `text` for plain-text formats: each left-to-right run between isolate controls."""
    return LTR_RUN.sub(rf"{LRI}\g<0>{PDI}", text)
