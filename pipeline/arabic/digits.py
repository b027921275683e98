"""Digits: Western 0-9, Arabic-Indic ٠-٩ and the Persian ۰-۹, and numbers written with any of them."""

import re
from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, NamedTuple

from pipeline.arabic.direction import NAME, TELEPHONE
from pipeline.arabic.rewriting import Edit, rewritten

WESTERN = "0123456789"
ARABIC_INDIC = "٠١٢٣٤٥٦٧٨٩"
PERSIAN = "۰۱۲۳۴۵۶۷۸۹"

# Each character to one character, so that code points keep their places. U+066B is the Arabic decimal
# separator, U+066C the Arabic thousands separator, U+066A the Arabic per cent sign.
_TO_WESTERN = str.maketrans(ARABIC_INDIC + PERSIAN + "٫٬٪", WESTERN + WESTERN + ".,%")
_NOT_WESTERN = re.compile(f"[{ARABIC_INDIC}{PERSIAN}٫٬٪]")

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
DigitStyle = Literal["western", "arabic-indic"]
_ANY = f"0-9{ARABIC_INDIC}{PERSIAN}"
# 1,234.5  ١٬٢٣٤٫٥  40 %  13:00  29/7/2024: the digits of a text with what stands between them.
_FIGURES = f"(?P<figures>[{_ANY}]+(?:[.,٫٬:/-][{_ANY}]+)*(?:[ \u00a0]?[%٪])?)"
# What keeps its digits in either style: addresses, handles, and hashtags, which may be Arabic.
_KEPT = r"https?://\S+|www\.\S+|\S+@\S+|[@#]\w+"
_IN_STYLE: Mapping[DigitStyle, re.Pattern[str]] = MappingProxyType(
    {
        "western": re.compile(f"{_KEPT}|{_FIGURES}"),
        # iPhone 15, COVID-19; and telephone numbers, whose groups change places when written in Arabic digits
        "arabic-indic": re.compile(f"{_KEPT}|{NAME}|{TELEPHONE}|{_FIGURES}"),
    }
)
_DIGITS = str.maketrans(ARABIC_INDIC + PERSIAN, WESTERN + WESTERN)
_TO_ARABIC_INDIC = str.maketrans(WESTERN + "%", ARABIC_INDIC + "٪")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
# A point before three digits may part thousands or a fraction, and one of several points a date or a version.
_FRACTION = re.compile(r"(?<![\d.])(\d[\d٬]*)\.(\d{1,2}|\d{4,})(?![\d.])")
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
    return text.translate(_TO_WESTERN) if _NOT_WESTERN.search(text) else text


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


def styled(text: str, style: DigitStyle) -> list[Edit]:
    """Return what is to be changed in `text` so that its figures are in `style`, each character in its place.

    Addresses, handles and hashtags stay as they are, and so do Western digits in Latin names.
    """
    return [
        Edit(*match.span(), new)
        for match in _IN_STYLE[style].finditer(text)
        if (figures := match["figures"]) and (new := _written(figures, style)) != figures
    ]


def in_style(text: str, style: DigitStyle) -> str:
    """Return `text` with its figures in `style`."""
    return rewritten(text, styled(text, style)).text


def _written(figures: str, style: DigitStyle) -> str:
    if style == "western":
        return to_western(figures)
    grouped = _THOUSANDS.sub("٬", figures.translate(_DIGITS))
    return _FRACTION.sub(r"\1٫\2", grouped).translate(_TO_ARABIC_INDIC)
