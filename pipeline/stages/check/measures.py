"""Measured numbers: a quantity with its unit, in English and in Arabic, and what one unit is in another.

Factors are those of the International System and of the international yard and pound (1959).
"""

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from pipeline.arabic.letters import fold_with_positions
from pipeline.arabic.quantities import Quantity


class Unit(NamedTuple):
    """A unit: what it measures, how many base units it is, and how English and Arabic write it, as patterns."""

    dimension: str
    factor: float
    english: str
    arabic: str


class Measure(NamedTuple):
    """A number with its unit, and where both stand in code points."""

    quantity: Quantity
    unit: Unit
    start: int
    end: int


# Arabic: stems of folded words, with plural, dual and adverbial endings; «م» and «كم» stand alone.
UNITS = (
    Unit("length", 1609.344, r"miles?|mi", "ميل|اميال|ميلا|ميلين"),
    Unit("length", 1000.0, r"kilomet(?:er|re)s?|kms?", "كيلو ?متر|كيلومترات|كم|كلم|كيلومترا|كيلومترين"),
    Unit("length", 1.0, r"met(?:er|re)s?|m", "متر|مترا|امتار|مترين|م"),
    Unit("length", 0.01, r"centimet(?:er|re)s?|cm", "سنتيمتر|سنتيمترا|سنتيمترات|سنتمتر|سم"),
    Unit("length", 0.001, r"millimet(?:er|re)s?|mm", "مليمتر|مليمترا|مليمترات|ملليمتر|ملم|مم"),
    Unit("length", 0.3048, r"feet|foot|ft", "قدم|قدما|اقدام|قدمين"),
    Unit("length", 0.0254, r"inch(?:es)?", "بوصه|بوصات|بوصتين|انش|انشا|انشات"),
    Unit("length", 0.9144, r"yards?|yds?", "يارده|ياردات|ياردتين"),
    Unit("weight", 1000.0, r"kilograms?|kilos?|kgs?", "كيلو ?[غج]رام(?:ا|ات|ين)?|كغ|كجم|كلغ|كيلو"),
    Unit("weight", 1.0, r"grams?|g", "غرام|غراما|غرامات|جرام|جراما|جرامات|غ|جم"),
    Unit("weight", 453.59237, r"pounds?|lbs?", "رطل|رطلا|ارطال|رطلين|باوند"),
    Unit("weight", 28.349523, r"ounces?|oz", "اونصه|اونصات|اوقيه|اوقيات"),
    Unit("weight", 1_000_000.0, r"tons?|tonnes?", "طن|طنا|اطنان|طنين"),
    Unit("area", 4046.8564, r"acres?", "فدان|فدانا|افدنه|اكر|اكرا|اكرات"),
    Unit("area", 10_000.0, r"hectares?|ha", "هكتار|هكتارا|هكتارات|هكتارين"),
    Unit("volume", 3.785411784, r"gallons?", "غالون|غالونا|غالونات|جالون|جالونا|جالونات"),
    Unit("volume", 1.0, r"lit(?:er|re)s?", "لتر|لترا|لترات|ليتر|ليترا|ليترات|لترين"),
    Unit("volume", 158.987294928, r"barrels?", "برميل|برميلا|براميل|برميلين"),
    Unit("temperature", 1.0, r"°\s?C|degrees Celsius|Celsius|C", "(?:درجه|درجات)? ?ميويه"),
    Unit("temperature", 1.8, r"°\s?F|degrees Fahrenheit|Fahrenheit|F", "(?:درجه|درجات)? ?(?:فهرنهايت|فهرنهيت)"),
    Unit("time", 31_557_600.0, r"years?(?:-olds?)?", "عام|عاما|اعوام|عامين|سنه|سنوات|سنين|سنتين|ربيعا"),
    Unit("time", 2_629_800.0, r"months?(?:-olds?)?", "شهر|شهرا|اشهر|شهور|شهرين"),
    Unit("time", 604_800.0, r"weeks?(?:-olds?)?", "اسبوع|اسبوعا|اسابيع|اسبوعين"),
    Unit("time", 86_400.0, r"days?(?:-olds?)?", "يوم|يوما|ايام|يومين"),
    Unit("time", 3600.0, r"hours?|hrs?", "ساعه|ساعات|ساعتين"),
    Unit("time", 60.0, r"minutes?|mins?", "دقيقه|دقايق|دقيقتين"),
    Unit("time", 1.0, r"seconds?|secs?", "ثانيه|ثواني|ثوان|ثانيتين"),
)  # fmt: skip
# Every unit stands right after its number: signs that mean something else too are safe there.
_ENGLISH = re.compile(
    rf"[\s\u00a0-]{{0,2}}(?:{'|'.join(f'(?P<u{n}>{unit.english})' for n, unit in enumerate(UNITS))})(?![\w°])"
)
_ARABIC = re.compile(
    r"[\s\u00a0]{0,2}"
    rf"(?:{'|'.join(f'(?P<u{n}>{unit.arabic})' for n, unit in enumerate(UNITS))})(?![\u0621-\u064a])"
)
_LONGEST = 30
# How far a converted number may be rounded.
_ROUNDED = 0.06
_CONVERTED = frozenset({"length", "weight", "area", "volume", "temperature"})
_FREEZING = 32.0


def measures_in_english(text: str, quantities: Iterable[Quantity]) -> list[Measure]:
    """Return the numbers of the English `text` that a unit follows, in order."""
    found = []
    for quantity in quantities:
        match = _ENGLISH.match(text, quantity.end)
        if match:
            found.append(Measure(quantity, _unit(match), quantity.start, match.end()))
    return found


def measures_in_arabic(text: str, quantities: Iterable[Quantity]) -> list[Measure]:
    """Return the numbers of the Arabic `text` that a unit follows, in order."""
    found = []
    for quantity in quantities:
        folded, places = fold_with_positions(text[quantity.end : quantity.end + _LONGEST])
        match = _ARABIC.match(folded)
        if match:
            found.append(Measure(quantity, _unit(match), quantity.start, quantity.end + places[match.end() - 1] + 1))
    return found


def _unit(match: re.Match[str]) -> Unit:
    return UNITS[int((match.lastgroup or "u0")[1:])]


def is_converted(ours: Measure, theirs: Measure) -> bool:
    """Tell whether `theirs` is `ours` in another unit of what it measures, rounded or not: 60 miles, «97 كيلومترا»."""
    if ours.unit is theirs.unit or ours.unit.dimension != theirs.unit.dimension:
        return False
    if ours.unit.dimension not in _CONVERTED:
        return False
    return any(
        _is_near(_in(a, ours.unit, theirs.unit), b) for a in ours.quantity.values for b in theirs.quantity.values
    )


def _in(value: Fraction, unit: Unit, other: Unit) -> float:
    if unit.dimension != "temperature":
        return float(value) * unit.factor / other.factor
    return float(value) * 1.8 + _FREEZING if other.factor > unit.factor else (float(value) - _FREEZING) / 1.8


def _is_near(value: float, other: Fraction) -> bool:
    return abs(value - float(other)) <= _ROUNDED * max(1.0, abs(value))
