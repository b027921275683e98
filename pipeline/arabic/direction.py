"""Runs of left-to-right text within Arabic: names, addresses and numbers that must keep their own direction.

Without isolation the bidirectional algorithm (UAX #9) moves the signs at the edges of such a run to its wrong side.
After Arabic letters it takes European digits for Arabic ones, and a hyphen beside them for a neutral sign: a negative
number gets its sign on the right, and the parts of a telephone number change places.
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
NAME = (
    # … "9to5Mac", "C++", "a.example/", "@_harbor_", "x_1_"
    rf"(?<![{_LETTER}\d@#])(?:[@#]?\d*[{_LETTER}]|[@#]_+[{_LETTER}\d])[{_LETTER}\d]*(?:{_JOINT}{_WORD})*(?:\+{{1,2}}|/|_+)?"
)
# What stands before a number of its own: nothing, or the conjunction و, as in «و-5»; not a name, as in «إف-16».
_ALONE = r"(?:(?<![^\s(\[«“\"'])|(?<=[\s(]و))"
_APART = rf"(?<![{_LETTER}\d_.,-])"  # of Arabic, any letter: «و2019-2020»
TELEPHONE = "|".join(
    (
        rf"{_ALONE}[+-]?\d{{1,4}}[ -]\(\d{{1,5}}\)[ -]\d[\d -]{{3,}}\d",  # "1 (212) 555-0100"
        rf"{_ALONE}\(\d{{2,5}}\) ?\d[\d -]{{3,}}\d",  # "(212) 555-0100"
        r"\+\d[\d -]{5,}\d",  # "+1 212-555-0100"
        rf"{_APART}(?:\d{{3}}-)?\d{{3}}-\d{{4}}(?![\w-])",  # "555-0100", "212-555-0100"
    )
)
_NUMBERS = (
    TELEPHONE,
    rf"{_APART}\d+(?:-\d+){{2,}}(?![\w-])",  # "2024-07-29", "4-3-3"
    rf"{_ALONE}[-+−±]\d+(?:[.,٫٬]\d+)*(?: ?[%٪°])?",  # "-5", "+3.2%", "−40°"
    # "2019-2020", "3-2": each number by itself, so that the first stands on the right wherever the range stands.
    rf"{_APART}\d+(?:[.,٫٬]\d+)*(?=[-−]\d+(?:[.,٫٬]\d+)*(?![\w-]))",
    r"(?<=\d[-−])\d+(?:[.,٫٬]\d+)*(?![\w-])",
)
# What a run begins with; looked for first, as most places of an Arabic text begin none.
_FIRST = rf"(?=[{_LETTER}\d@#(+\-−±])"
LTR_RUN = re.compile(f"{_FIRST}(?:{'|'.join((NAME, *_NUMBERS))})")


def ltr_runs(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end (code points) of every left-to-right run in `text`."""
    for match in LTR_RUN.finditer(text):
        yield match.span()
