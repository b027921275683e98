"""The numbers of an English text: digits with their suffixes, spelled-out numbers, scale words, fractions.

>>> [str(q.values[0]) for q in quantities("two hundred and fifty thousand people, $3.2bn and 76,000 hectares")]
['250000', '3200000000', '76000']
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from pipeline.arabic.digits import digit_numbers
from pipeline.arabic.quantities import Part, PartRole, Quantity, compose

_UNITS = "zero one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
# Glued to digits: $5m, 3bn, 20k. A bare "m" may also be metres, so both readings are given.
_SUFFIX = re.compile(r"(?:k|m|mn|bn|b|tn|tr)\b", re.IGNORECASE)
_SUFFIX_VALUE = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12, "tr": 10**12}

# word → (values, role, loose). Fractions that are ordinals too have both values.
_WORDS: dict[str, tuple[tuple[Fraction, ...], PartRole, bool]] = {}
_WORDS |= {word: ((Fraction(n),), "unit", n in {1, 2}) for n, word in enumerate(_UNITS)}
_WORDS |= {word: ((Fraction(n),), "teen", False) for n, word in enumerate(_TEENS, 10)}
_WORDS |= {word: ((Fraction(n * 10),), "ten", False) for n, word in enumerate(_TENS, 2)}
_WORDS |= {word: ((Fraction(n), Fraction(1, n)), "single", n in {1, 2}) for n, word in enumerate(_ORDINALS, 1)}
_WORDS |= {f"{word}s": ((Fraction(1, n),), "single", True) for n, word in enumerate(_ORDINALS[2:], 3)}
_WORDS |= {word: ((Fraction(value),), "scale", False) for word, value in _SCALES.items()}
_WORDS |= {f"{word}s": ((Fraction(value),), "mass", True) for word, value in _SCALES.items()}
_WORDS |= {
    "hundred": ((Fraction(100),), "hundred", False),
    "hundreds": ((Fraction(100),), "mass", True),
    "dozens": ((Fraction(10), Fraction(12)), "mass", True),
    "tens": ((Fraction(10),), "mass", True),
    "dozen": ((Fraction(12),), "hundred", True),
    "half": ((Fraction(1, 2),), "fraction", True),
    "halves": ((Fraction(1, 2),), "fraction", True),
    "quarter": ((Fraction(1, 4),), "single", True),
    "quarters": ((Fraction(1, 4), Fraction(3, 4)), "single", True),
    "once": ((Fraction(1),), "single", True),
    "twice": ((Fraction(2),), "single", True),
    "double": ((Fraction(2),), "single", True),
    "doubles": ((Fraction(2),), "single", True),
    "doubled": ((Fraction(2),), "single", True),
    "twin": ((Fraction(2),), "single", True),
    "pair": ((Fraction(2),), "single", True),
    "couple": ((Fraction(2),), "single", True),
    "both": ((Fraction(2),), "single", True),
    "either": ((Fraction(2),), "single", True),
    "triple": ((Fraction(3),), "single", True),
    "tripled": ((Fraction(3),), "single", True),
    "trio": ((Fraction(3),), "single", True),
    "thrice": ((Fraction(3),), "single", True),
    "decade": ((Fraction(10),), "single", True),
    "decades": ((Fraction(10),), "single", True),
    "century": ((Fraction(100),), "single", True),
    "centuries": ((Fraction(100),), "single", True),
    "noon": ((Fraction(12),), "single", True),
    "midnight": ((Fraction(12),), "single", True),
    "fortnight": ((Fraction(2),), "single", True),
    "teens": ((Fraction(10),), "single", True),
    "twenties": ((Fraction(20),), "single", True),
    "thirties": ((Fraction(30),), "single", True),
    "forties": ((Fraction(40),), "single", True),
    "fifties": ((Fraction(50),), "single", True),
    "sixties": ((Fraction(60),), "single", True),
    "seventies": ((Fraction(70),), "single", True),
    "eighties": ((Fraction(80),), "single", True),
    "nineties": ((Fraction(90),), "single", True),
}
# Twentieth, thirtieth …: ordinals of the tens, and hundredth.
_WORDS |= {
    f"{word[:-1]}ieth": ((Fraction(n * 10), Fraction(1, n * 10)), "ten", False) for n, word in enumerate(_TENS, 2)
}

# Roman numerals after a capitalised word: World War II, Henry VIII.
_ROMAN = {"II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12}
_ROMAN |= {"XIII": 13, "XIV": 14, "XV": 15, "XVI": 16, "XVII": 17, "XVIII": 18, "XIX": 19, "XX": 20}

_TOKEN = re.compile(r"[A-Za-z]+")
_GAP = re.compile(
    r"[\s\u00a0]{0,2}-?(?:and[\s\u00a0])?(?:a[\s\u00a0])?|[\s\u00a0]?of an?[\s\u00a0]|[\s\u00a0]a[\s\u00a0]"
)
_CLOCK_PM = re.compile(r"(?::[0-5]\d|\.[0-5]\d)?\s*p\.?m\b", re.IGNORECASE)
_MINUTES = {
    Fraction(30): Fraction(1, 2),
    Fraction(15): Fraction(1, 4),
    Fraction(45): Fraction(1, 4),
    Fraction(20): Fraction(1, 3),
}
_DECADE = re.compile(r"['’]?s\b")
# The exponent of a unit, which is no number: 2.2 million km2, 5 m3.
_UNIT = re.compile(r"(?:\b|\d)(?:[kcm]?m|ft)$")
# The second year of a span: 1950-53, 2018/19.
_SPAN_OF_YEARS = re.compile(r"\b([12]\d)\d\d[-–/]$")


def quantities(text: str) -> list[Quantity]:
    """Return the numbers in `text`, in order."""
    return list(compose(_parts(text)))


def _parts(text: str) -> Iterator[Part]:
    previous: Part | None = None
    for part in sorted([*_digit_parts(text), *_word_parts(text)], key=lambda part: part.start):
        if previous is not None and part.start < previous.end:
            continue
        gap = text[previous.end : part.start] if previous is not None else None
        adjacent = gap is not None and len(gap) < 8 and _GAP.fullmatch(gap) is not None  # noqa: PLR2004
        previous = part._replace(adjacent=adjacent, joined=adjacent and gap is not None and "and" in gap)
        yield previous


def _digit_parts(text: str) -> Iterator[Part]:
    for number in digit_numbers(text):
        values, end = number.values, number.end
        before = text[max(0, number.start - 6) : number.start]
        if text[number.start : end] in {"2", "3"} and _UNIT.search(before):
            continue
        suffix = _SUFFIX.match(text, end)
        if suffix:
            scaled = values[0] * _SUFFIX_VALUE[suffix[0].lower()]
            values = (scaled, *values) if suffix[0].lower() == "m" else (scaled,)
            yield Part(values, "digits", number.start, suffix.end())
            continue
        loose = before[-1:].isalpha()
        if _DECADE.match(text, end) and values[0].denominator == 1:
            values = (*values, values[0] % 100)
            loose = values[0] % 100 == 0
        elif _CLOCK_PM.match(text, end) and values[0] < 12:  # noqa: PLR2004
            values = (*values, values[0] + 12)
        elif before.endswith(":") and values[0] in _MINUTES:
            values = (*values, _MINUTES[values[0]])
        elif (years := _SPAN_OF_YEARS.search(before)) and end - number.start == 2:  # noqa: PLR2004
            values = (*values, int(years[1]) * 100 + values[0])
        yield Part(values, "digits", number.start, end, loose=loose)


def _word_parts(text: str) -> Iterator[Part]:
    for match in _TOKEN.finditer(text):
        word = match[0]
        found = _WORDS.get(word.lower())
        if found is not None:
            values, role, loose = found
            yield Part(values, role, match.start(), match.end(), loose=loose)
        elif word in _ROMAN and text[: match.start()].rstrip()[-1:].isalpha():
            yield Part((Fraction(_ROMAN[word]),), "single", match.start(), match.end(), loose=True)
