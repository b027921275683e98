"""Months and weekdays: each that the English names, the Arabic names, and no other in its place."""

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Literal

from pipeline.arabic.letters import fold
from pipeline.model import Flag
from pipeline.stages.check.findings import flag
from pipeline.stages.check.pair import Pair

Named = tuple[int, int, int]  # number of the month or day, start, end

_MONTHS = (
    "January February March April May June July August September October November December".split(),
    "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec".split(),
)
_WEEKDAYS = (
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "Mon Tues Wed Thurs Fri Sat Sun".split(),
)
# Egypt, the Gulf; the Levant and Iraq; the Maghreb; with the spellings newsrooms use.
_ARABIC_MONTHS = (
    "يناير|كانون الثاني|جانفي", "فبراير|شباط|فيفري", "مارس|آذار", "أبريل|إبريل|ابريل|نيسان|أفريل",
    "مايو|أيار|ماي|أيّار|نوار", "يونيو|حزيران|جوان|يونية|يونيه", "يوليو|تموز|جويلية|يوليوز|يولية|يوليه",
    "أغسطس|آب|أوت|غشت|اغسطس", "سبتمبر|أيلول|شتنبر", "أكتوبر|تشرين الأول|تشرين أول|اكتوبر",
    "نوفمبر|تشرين الثاني|تشرين ثاني|نونبر", "ديسمبر|كانون الأول|كانون أول|دجنبر",
)  # fmt: skip
# «أول خميس من الشهر» has no article; «اثنين» and «أحد» without one are numbers.
_ARABIC_WEEKDAYS = (
    "الاثنين|الإثنين", "ثلاثاء", "أربعاء", "الخميس|خميس", "الجمعة|جمعة", "السبت|سبت", "الأحد",
)  # fmt: skip
# Months whose Arabic name is another word too; they count where an English month was lost, or after «في», «شهر».
_AMBIGUOUS = frozenset(fold(word) for word in "مارس آب ماي نوار جوان".split())
_ARABIC_CONTEXT = re.compile("(?:في|شهر|نهايه|بدايه|اواخر|اوايل|مطلع|منتصف) $")
_PREFIX = "[وف]?[بلك]?"


# «الأحد» is within «الأحداث»; longer names are found also where the space before or after them is missing.
_SHORT_NAMES = frozenset(fold(name) for name in _ARABIC_WEEKDAYS[6].split("|"))
_SHORT = 4


def _english(names: tuple[list[str], list[str]], after_short: str) -> re.Pattern[str]:
    full, short = names
    alternatives = "|".join(
        rf"(?P<n{number}>{a}s?\b|{b}\b{after_short})" for number, (a, b) in enumerate(zip(full, short, strict=True))
    )
    return re.compile(rf"\b(?:{alternatives})")


def _arabic(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for `names`."""
    groups = "|".join(
        f"(?P<n{number}>{'|'.join(map(_bounded, words.split('|')))})" for number, words in enumerate(names)
    )
    return re.compile(groups)


def _bounded(name: str) -> str:
    folded = fold(name)
    return folded if len(folded) > _SHORT and folded not in _SHORT_NAMES else rf"\b{_PREFIX}(?:ال)?{folded}\b"


# Sept. 5 · Sept. (at the end of a sentence that was cut there) · Sun., Oct. 3
_ENGLISH = {
    "month": _english(_MONTHS, r"(?:\.|(?=\s+\d))"),
    "weekday": _english(_WEEKDAYS, r"\.?,?(?=\s+(?:\d|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"),
}
_ARABIC = {"month": _arabic(_ARABIC_MONTHS), "weekday": _arabic(_ARABIC_WEEKDAYS)}
# May and March open a sentence as verbs; as months they follow a preposition or stand by a number.
_MONTH_CONTEXT = re.compile(
    r"(?:\b(?:in|of|on|by|since|until|till|from|to|through|before|after|during|between|and|last|next|this|early|late"
    r"|mid|every|each|since)[\s-]+|\d(?:st|nd|rd|th)?[\s,]+(?:of\s+)?)$",
    re.IGNORECASE,
)

# What follows a weekday within a name: Saturday Night Live, Friday Prayers; months may follow a weekday.
_TITLE = re.compile(
    r"\s(?!January|February|March|April|May|June|July|August|September|October|November|December|I\b)[A-Z]"
)


def find(pair: Pair) -> Iterator[Flag]:
    """Yield flags for months and weekdays that are missing or became others."""
    yield from _compared(pair, "month")
    yield from _compared(pair, "weekday")


def _compared(pair: Pair, kind: Literal["month", "weekday"]) -> Iterator[Flag]:
    source = list(_named(_ENGLISH[kind], pair.source))
    if kind == "month":
        source = [found for found in source if _is_month(pair.source, *found)]
    else:
        source = [found for found in source if not _TITLE.match(pair.source, found[2])]
    if not source:
        return
    target = list(_named(_ARABIC[kind], pair.folded_target))
    theirs, ours = {n for n, *_ in target}, {n for n, *_ in source}
    lost = [found for found in source if found[0] not in theirs]
    new = [found for found in target if found[0] not in ours and (lost or _is_certain(pair.folded_target, *found[1:]))]
    for missing, other in zip_longest(lost, new):
        span = (missing or source[0])[1:]
        what = pair.source[slice(*span)]
        if other is None:
            yield flag(f"{kind}_missing", span, what=what)
        else:
            other_span = pair.target_span(*other[1:])
            yield flag(f"{kind}_changed", span, other_span, what=what, other=pair.target[slice(*other_span)])


def _is_certain(folded: str, start: int, end: int) -> bool:
    return folded[start:end] not in _AMBIGUOUS or bool(_ARABIC_CONTEXT.search(folded, max(0, start - 8), start))


def _named(pattern: re.Pattern[str], text: str) -> Iterator[Named]:
    for match in pattern.finditer(text):
        yield int((match.lastgroup or "n0")[1:]), match.start(), match.end()


def _is_month(text: str, number: int, start: int, end: int) -> bool:
    word = text[start:end].rstrip(".s")
    if word not in {"May", "March", "Mar", "Jan"}:
        return True
    del number
    return bool(_MONTH_CONTEXT.search(text, max(0, start - 14), start) or re.match(r"\s+\d", text[end:]))
