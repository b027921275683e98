"""Months and weekdays: each that the English names, the Arabic names, and no other in its place."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import Literal, NamedTuple

from pipeline.arabic.letters import Word, fold
from pipeline.model import Flag
from pipeline.stages.check.findings import flag
from pipeline.stages.check.pair import Pair
from pipeline.stages.check.places import standing_in


class Named(NamedTuple):
    """A month or a day of the week: its number from 0, and where it stands; `certain` if it can mean nothing else."""

    number: int
    start: int
    end: int
    certain: bool = True


_MONTHS = (
    "January February March April May June July August September October November December".split(),
    "Jan Feb Mar Apr May Jun Jul Aug Sept? Oct Nov Dec".split(),
)
_WEEKDAYS = (
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "Mon Tues Wed Thurs Fri Sat Sun".split(),
)
# Egypt, the Gulf; the Levant and Iraq; the Maghreb; with the spellings newsrooms use.
_ARABIC_MONTHS = (
    "يناير|كانون الثاني|جانفي", "فبراير|شباط|فيفري", "مارس|آذار", "أبريل|نيسان|أفريل", "مايو|أيار|ماي|نوار",
    "يونيو|حزيران|جوان|يونية", "يوليو|تموز|جويلية|يوليوز|يولية", "أغسطس|آب|أوت|غشت", "سبتمبر|أيلول|شتنبر",
    "أكتوبر|تشرين الأول|تشرين أول", "نوفمبر|تشرين الثاني|تشرين ثاني|نونبر", "ديسمبر|كانون الأول|كانون أول|دجنبر",
)  # fmt: skip
# «أول خميس من الشهر» has no article; «اثنين» and «أحد» without one are numbers.
_ARABIC_WEEKDAYS = (
    "الاثنين", "ثلاثاء", "أربعاء", "خميس", "جمعة", "سبت", "الأحد",
)  # fmt: skip
# Months whose Arabic name is another word too; they count where an English month was lost, or after one of these.
_AMBIGUOUS = frozenset(fold(word) for word in "مارس آب ماي نوار جوان".split())
_BEFORE_A_MONTH = frozenset(fold("في شهر نهاية بداية أواخر أوائل مطلع منتصف").split())
_PREFIX = re.compile("[وف]?[بلك]?")


def _english(names: tuple[list[str], list[str]], after_short: str) -> re.Pattern[str]:
    full, short = names
    alternatives = "|".join(
        rf"(?P<n{number}>{a}s?\b|{b}\b{after_short})" for number, (a, b) in enumerate(zip(full, short, strict=True))
    )
    return re.compile(rf"\b(?:{alternatives})")


def _numbered(names: tuple[str, ...]) -> dict[str, int]:
    """Return the number of each of `names`."""
    return {fold(name): number for number, written in enumerate(names) for name in written.split("|")}


# Sept. 5 · Sept. (at the end of a sentence that was cut there) · Sun., Oct. 3
_ENGLISH = {
    "month": _english(_MONTHS, r"(?:\.|(?=\s+\d)|(?<=Feb|Sep|Oct|Nov|Dec)(?!\w)|(?<=Sept)(?!\w))"),
    "weekday": _english(_WEEKDAYS, r"\.?,?(?=\s+(?:\d|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"),
}
_ARABIC = {"month": _numbered(_ARABIC_MONTHS), "weekday": _numbered(_ARABIC_WEEKDAYS)}
# The words that they begin with, which few words are: «كانون», «يناير».
_BEGINNINGS = {kind: frozenset(name.partition(" ")[0] for name in names) for kind, names in _ARABIC.items()}
# Names that are found also where the spaces around them are missing: shorter ones are within other words, and so are
# «تلفزيونية», «الأحداث».
_LONG = 5
_WITHIN_OTHERS = frozenset(fold("يونية يولية الأحد").split())
# May and March open a sentence as verbs; as months they follow a preposition or stand by a number.
_MONTH_CONTEXT = re.compile(
    r"(?:\b(?:in|of|on|by|since|until|till|from|to|through|before|after|during|between|and|last|next|this|early|late"
    r"|mid|every|each|since)[\s-]+|\d(?:st|nd|rd|th)?[\s,]+(?:of\s+)?)$",
    re.IGNORECASE,
)

# A date in digits, whose month Arabic may name: 12/10/2018, 9/11, 2018-10-12.
_DATE_IN_DIGITS = re.compile(r"\b\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{1,4})?\b")
# What follows a weekday within a name: Saturday Night Live, Friday Prayers; months may follow a weekday.
_TITLE = re.compile(
    r"\s(?!January|February|March|April|May|June|July|August|September|October|November|December|I\b)[A-Z]"
)


def find(pair: Pair) -> Iterator[Flag]:
    """Yield flags for months and weekdays that are missing or became others."""
    yield from _compared(pair, "month")
    yield from _compared(pair, "weekday")


def _compared(pair: Pair, kind: Literal["month", "weekday"]) -> Iterator[Flag]:
    source = [
        found._replace(certain=_names_a_date(kind, pair.source, found)) for found in _named(_ENGLISH[kind], pair.source)
    ]
    target = list(_named_in_arabic(pair.target_words, kind))
    if not source and not target:
        return
    lost, new = _unmatched(pair, source, target)
    lost = [found for found in lost if not _is_run_into_others(found.number, _ARABIC[kind], pair)]
    if not source and _DATE_IN_DIGITS.search(pair.source):
        return
    for missing, other in zip_longest(lost, new):
        span = (missing.start, missing.end) if missing else None
        if other is None and missing is not None and missing.certain:
            yield flag(f"{kind}_missing", span, what=pair.source[missing.start : missing.end])
        elif other is not None and (missing or (other.certain and not _may_be_meant(pair, other))):
            yield _changed(pair, kind, missing or next(iter(source), None), other)


def _changed(pair: Pair, kind: str, ours: Named | None, theirs: Named) -> Flag:
    span = (theirs.start, theirs.end)
    other = pair.target[slice(*span)]
    if ours is None:
        return flag(f"{kind}_added", None, span, what=other)
    return flag(f"{kind}_changed", (ours.start, ours.end), span, what=pair.source[ours.start : ours.end], other=other)


def _names_a_date(kind: str, text: str, found: Named) -> bool:
    """Tell whether what reads like a month or a day is one, and no verb and no part of a name."""
    return _is_month(text, found.start, found.end) if kind == "month" else not _TITLE.match(text, found.end)


def _unmatched(pair: Pair, source: list[Named], target: list[Named]) -> tuple[list[Named], list[Named]]:
    """Return what of `source` is lost and what of `target` is new; sentences that translate one another go first."""
    lost: list[Named] = []
    new: list[Named] = []
    for bead in pair.beads:
        ours = standing_in(source, *pair.source_span_of(bead)) if bead.source else []
        theirs = standing_in(target, *pair.target_span_of(bead)) if bead.target else []
        lost += [found for found in ours if all(found.number != other.number for other in theirs)]
        new += [found for found in theirs if all(found.number != other.number for other in ours)]
    moved = {found.number for found in lost} & {found.number for found in new}
    lost = [found for found in lost if found.number not in moved]
    return lost, [found for found in new if found.number not in moved]


def _named_in_arabic(words: Sequence[Word], kind: str) -> Iterator[Named]:
    names, beginnings = _ARABIC[kind], _BEGINNINGS[kind]
    for before, word, after in zip([None, *words], words, [*words[1:], None], strict=False):
        for form in _bare(word.folded):
            if form not in beginnings:
                continue
            two = f"{form} {after.folded}" if after else ""
            number = names.get(two, names.get(form))
            if number is not None:
                end = after.end if after and two in names else word.end
                certain = form not in _AMBIGUOUS or bool(before and before.folded in _BEFORE_A_MONTH)
                yield Named(number, word.start, end, certain=certain)
                break


@lru_cache(maxsize=20_000)
def _bare(folded: str) -> tuple[str, ...]:
    """Return a word and what is left of it without a conjunction, a preposition and the article."""
    cut = _PREFIX.match(folded)
    rest = folded[cut.end() :] if cut else folded
    if folded[: -len(rest) or None].endswith("ل") and rest.startswith("ل"):
        rest = f"ا{rest}"
    return folded, rest, rest.removeprefix("ال"), folded.removeprefix("ال")


def _is_run_into_others(number: int, names: dict[str, int], pair: Pair) -> bool:
    """Tell whether the name with `number` stands in the Arabic without spaces around it: «يومالاثنين»."""
    written = (name for name, named in names.items() if named == number and name not in _WITHIN_OTHERS)
    return any(len(form) >= _LONG and form in pair.folded_target for name in written for form in (name, f"ال{name}"))


def _may_be_meant(pair: Pair, theirs: Named) -> bool:
    """Tell whether a word of the English begins as the month does: “Novemeber”, or Augustus, who is «أغسطس» too."""
    return any(word.text.startswith(_MONTHS[0][theirs.number][:3]) for word in pair.source_words)


def _named(pattern: re.Pattern[str], text: str) -> Iterator[Named]:
    for match in pattern.finditer(text):
        yield Named(int((match.lastgroup or "n0")[1:]), match.start(), match.end())


def _is_month(text: str, start: int, end: int) -> bool:
    word = text[start:end].rstrip(".s")
    if word not in {"May", "March", "Mar", "Jan"}:
        return True
    return bool(_MONTH_CONTEXT.search(text, max(0, start - 14), start) or re.match(r"\s+\d", text[end:]))
