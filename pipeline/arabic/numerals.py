"""The numbers of an Arabic text: digits of any script, spelled-out numbers, duals, scale words, fractions.

>>> [str(q.values[0]) for q in quantities("ثلاثة ملايين ومئتا ألف دولار، و٧٦ ألف هكتار")]
['3200000', '76000']
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from pipeline.arabic.digits import DigitNumber, digit_numbers, to_western
from pipeline.arabic.letters import Word, words
from pipeline.arabic.number_words import NUMBER_WORDS, PLURAL_SCALES, TEN_OF_TEENS, NumberWord
from pipeline.arabic.quantities import Part, PartRole, Quantity, compose

# «بالمئة», «في المائة», «في المئة»: per cent, no hundred.
PER_CENT = re.compile(r"(?:\bب|\bفي\s+)ال(?:مئة|مائة|مئه|مائه|ميه)\b|[%٪]|\bمئوية\b")
_PREFIX = re.compile("(?:[وف]?(?:بال|كال|ال|لل|[بكل])?)")
# «خمسهم», «ثلاثتهم»: a number with a possessive.
_POSSESSIVE = re.compile("(?:تهم|تهن|هم|ها|هن|هما)$")
# The exponent of a unit, which is no number: «مم2», «كم3».
_UNIT = re.compile("(?:كم|مم|سم|(?<![\u0621-\u064a])م)$")
# «كمية» is a quantity and no «ك» before «مئة», which writers also spell «مية».
_NO_NUMBER = re.compile("[وف]?(?:بال|ال|لل|[بل])?كميه")
_TEN_WORD = NumberWord(Fraction(10), "teen", loose=False)


def quantities(text: str) -> list[Quantity]:
    """Return the numbers in `text`, in order."""
    return list(compose(_parts(text)))


def per_cents(text: str) -> list[tuple[int, int]]:
    """Return where `text` says per cent, as spans in code points."""
    return [match.span() for match in PER_CENT.finditer(text)]


def _parts(text: str) -> Iterator[Part]:
    covered = [span for span in per_cents(text) if text[span[0]] not in "%٪"]
    numbers = [n for n in digit_numbers(text) if not _is_exponent(n, text)]
    tokens: list[Word | DigitNumber] = [*(word for word in words(text) if _read(word.folded)), *numbers]
    tokens.sort(key=lambda token: token.start)
    previous: Part | None = None
    for token in tokens:
        if any(start <= token.start < end for start, end in covered):
            continue
        part = _part(token, previous, text)
        if part is not None:
            yield part
            previous = part


def _is_exponent(number: DigitNumber, text: str) -> bool:
    written = to_western(text[number.start : number.end])
    return written in {"2", "3"} and bool(_UNIT.search(text, max(0, number.start - 3), number.start))


def _part(token: Word | DigitNumber, previous: Part | None, text: str) -> Part | None:
    adjacent = previous is not None and _is_gap(text[previous.end : token.start])
    if isinstance(token, DigitNumber):
        joined = adjacent and previous is not None and text[previous.end : token.start].strip() in {"و", "وال"}
        return Part(token.values, "digits", token.start, token.end, joined=joined, adjacent=adjacent)
    found = _read(token.folded)
    if found is None:
        return None
    word, stem, joined = found
    after_unit = previous is not None and previous.role in {"unit", "single"} and previous.values[0] < _TEN_WORD.value
    if stem in TEN_OF_TEENS and after_unit and adjacent and not joined:
        return Part((_TEN_WORD.value,), "plus_ten", token.start, token.end, adjacent=True)
    role: PartRole = word.role
    bare = previous is None or not adjacent or previous.role in {"single", "mass"}
    if stem in PLURAL_SCALES and (bare or joined):
        role = "mass"
    return Part((word.value,), role, token.start, token.end, joined=joined, adjacent=adjacent, loose=word.loose)


def _is_gap(between: str) -> bool:
    return len(between) <= 4 and between.strip() in {"", "و", "وال"}  # noqa: PLR2004 - a space or two and «و»


@lru_cache(maxsize=50_000)
def _read(folded: str) -> tuple[NumberWord, str, bool] | None:
    """Return the number word that `folded` is, without its prefixes, and whether it begins with و."""
    if folded in NUMBER_WORDS:
        return NUMBER_WORDS[folded], folded, False
    if folded in TEN_OF_TEENS:
        return _TEN_WORD, folded, False
    if _NO_NUMBER.fullmatch(folded):
        return None
    match = _PREFIX.match(folded)
    for cut in range(match.end() if match else 0, -1, -1):
        rest = folded[cut:]
        if rest in TEN_OF_TEENS:
            return _TEN_WORD, rest, folded[0] == "و"
        bare = rest if rest in NUMBER_WORDS else _POSSESSIVE.sub("", rest)
        if bare in NUMBER_WORDS:
            return NUMBER_WORDS[bare], bare, folded[0] == "و"
    return None
