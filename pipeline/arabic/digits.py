"""Digits: Western 0-9, Arabic-Indic ٠-٩ and the Persian ۰-۹, and numbers written with any of them."""

import re
from fractions import Fraction
from typing import NamedTuple

WESTERN = "0123456789"
ARABIC_INDIC = "٠١٢٣٤٥٦٧٨٩"
PERSIAN = "۰۱۲۳۴۵۶۷۸۹"

# Each character to one character, so that code points keep their places. U+066B is the Arabic decimal
# separator, U+066C the Arabic thousands separator, U+066A the Arabic per cent sign.
_TO_WESTERN = str.maketrans(ARABIC_INDIC + PERSIAN + "٫٬٪", WESTERN + WESTERN + ".,%")

# Groups of three after a comma, a point, an apostrophe, or a no-break or thin space, and perhaps a fraction:
# 1,234,567  76.000  10 000  1.234,5  3.2
NUMBER = re.compile(
    r"""
    (?P<grouped>(?<![0-9])[0-9]{1,3}(?P<separator>[.,'’،\u00a0\u2009\u202f])[0-9]{3}(?:(?P=separator)[0-9]{3})*(?![0-9]))
    (?:[.,](?P<rest>[0-9]+))?
    | (?P<whole>[0-9]+)(?:[.,](?P<fraction>[0-9]+))?
    """,
    re.VERBOSE,
)
# Longer runs of digits are no quantity, and conversion to a number would cost the square of their length.
_LONGEST = 30


class DigitNumber(NamedTuple):
    """A number written in digits: its possible values, likeliest first, and where it stands in code points.

    «76.000» is 76000 to most Arabic writers and 76 to others; both values are given.
    """

    values: tuple[Fraction, ...]
    start: int
    end: int


def to_western(text: str) -> str:
    """Return `text` with every digit, separator and per cent sign Western, each in its place."""
    return text.translate(_TO_WESTERN)


def digit_numbers(text: str) -> list[DigitNumber]:
    """Return the numbers that `text` writes in digits of any script, in order."""
    western = to_western(text)
    return [DigitNumber(_values(match), *match.span()) for match in NUMBER.finditer(western)]


def _values(match: re.Match[str]) -> tuple[Fraction, ...]:
    grouped, rest = match["grouped"], match["rest"]
    if grouped is None:
        return (_number(match["whole"], match["fraction"]),)
    digits = "".join(filter(str.isdigit, grouped))
    values: tuple[Fraction, ...] = (_number(digits, rest),)
    head, _, tail = grouped.partition(match["separator"])
    if rest is None and len(tail) == 3 and match["separator"] in ".,":  # noqa: PLR2004 - a group of three digits
        values += (_number(head, tail),)
    return values


def _number(whole: str, fraction: str | None) -> Fraction:
    fraction = (fraction or "")[:_LONGEST]
    return Fraction(int(whole[:_LONGEST] + fraction), 10 ** len(fraction))
