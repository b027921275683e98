"""Faults to inject into translations: each takes a sentence, its translation and chance, and returns it broken.

A fault that there is no room for, such as a changed digit where there is none, is None.
"""

import random
import re
from collections.abc import Callable

Fault = Callable[[str, str, random.Random], str | None]

_SPELLED = (
    "ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة".split(),
    "ثلاث أربع خمس ست سبع ثماني تسع عشر".split(),
    "عشرين ثلاثين أربعين خمسين ستين سبعين ثمانين".split(),
    "الثالث الرابع الخامس السادس السابع الثامن".split(),
)
_SCALES = (("ألف", "مليون", "مليار"), ("آلاف", "ملايين", "مليارات"))
_CURRENCIES = ("دولار", "يورو", "جنيه", "روبية")
_MONTHS = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()
_WEEKDAYS = "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد".split()
_NAMES = "ترامب جون ديفيد مايكل أوباما كلينتون بوتين جيمس روبرت ماري سميث جورج واشنطن لندن باريس توماس".split()
_NAMES += "كافانو فورد وليام هاري بيتر بومبيو كيم ماركوس نادال ميسي تشيلسي ليفربول بيونغيانغ".split()
_FLIPPED = {"قالت": "قال", "قال": "قالت", "أضافت": "أضاف", "أضاف": "أضافت", "صرحت": "صرح", "صرح": "صرحت"}
_FLIPPED |= {"ذكرت": "ذكر", "ذكر": "ذكرت", "أخبرت": "أخبر", "أخبر": "أخبرت", "أكدت": "أكد", "أكد": "أكدت"}
_FLIPPED |= {"أوضحت": "أوضح", "أوضح": "أوضحت", "تابعت": "تابع", "تابع": "تابعت", "السيدة": "السيد", "السيد": "السيدة"}
_NEGATIONS = "لم لن لا ليس ليست ليسوا غير عدم دون بدون".split()
_NEGATED = re.compile(r"\bnot\b|n['’]t\b|\bnever\b|\bno\b|\bwithout\b|\bnone\b|\bcannot\b", re.IGNORECASE)
_SPOKE = re.compile(r"\b(?:s?he (?:said|says|added|told)|said s?he|M(?:r|rs|s)\b\.?)", re.IGNORECASE)


def _swapped(words: tuple[str, ...] | list[str]) -> Fault:
    """Return a fault that puts one of `words` for another, with whatever prefix it has."""
    pattern = re.compile(
        rf"(?<![\u0621-\u064a])([وفبلك]?(?:ال)?)({'|'.join(sorted(words, key=len, reverse=True))})(?![\u0621-\u064a])"
    )

    def fault(source: str, target: str, rng: random.Random) -> str | None:
        del source
        found = list(pattern.finditer(target))
        if not found:
            return None
        match = rng.choice(found)
        other = rng.choice([word for word in words if word != match[2]])
        return f"{target[: match.start(2)]}{other}{target[match.end(2) :]}"

    return fault


def _either(*faults: Fault) -> Fault:
    """Return the first of `faults` that there is room for."""

    def fault(source: str, target: str, rng: random.Random) -> str | None:
        return next((broken for each in faults if (broken := each(source, target, rng)) is not None), None)

    return fault


def _digit_changed(source: str, target: str, rng: random.Random) -> str | None:
    del source
    found = [match.start() for match in re.finditer(r"\d", target)]
    if not found:
        return None
    at = rng.choice(found)
    digit = rng.choice([d for d in "123456789" if d != str(int(target[at]))])
    return target[:at] + digit + target[at + 1 :]


def _number_deleted(source: str, target: str, rng: random.Random) -> str | None:
    del source
    found = list(re.finditer(r"(?<!\S)[وبل]?\d[\d.,:]*(?!\S)", target))
    if not found:
        return None
    match = rng.choice(found)
    return " ".join((target[: match.start()] + target[match.end() :]).split())


def _percentage(source: str, target: str, rng: random.Random) -> str | None:
    del rng
    if not re.search(r"%|per\s?cent", source):
        return None
    changed = re.sub(r"\s?[%٪]|\s?(?:بالمئة|بالمائة|في المئة|في المائة)", "", target, count=1)
    return changed if changed != target else None


def _truncated(source: str, target: str, rng: random.Random) -> str | None:
    del source, rng
    words = target.split()
    return " ".join(words[: int(len(words) * 0.85)]) if len(words) > 7 else None


def _duplicated(source: str, target: str, rng: random.Random) -> str | None:
    del source, rng
    return f"{target} {target}"


def _english(count: int) -> Fault:
    def fault(source: str, target: str, rng: random.Random) -> str | None:
        words = target.split()
        ours = source.split()
        starts = [
            i for i in range(len(ours) - count + 1) if all(re.fullmatch(r"[a-z]{3,},?", w) for w in ours[i : i + count])
        ]
        if not starts or len(words) < count + 2:
            return None
        at = rng.randrange(1, len(words) - count)
        start = rng.choice(starts)
        return " ".join([*words[:at], *(w.strip(",") for w in ours[start : start + count]), *words[at + count :]])

    return fault


def _quotation(source: str, target: str, rng: random.Random) -> str | None:
    del source
    found = [match.start() for match in re.finditer('["«»“”]', target)]
    if not found:
        return None
    at = rng.choice(found)
    return target[:at] + target[at + 1 :]


def _gender(source: str, target: str, rng: random.Random) -> str | None:
    if not _SPOKE.search(source):
        return None
    pattern = re.compile(rf"(?<![\u0621-\u064a])([وف]?)({'|'.join(_FLIPPED)})(?![\u0621-\u064a])")
    found = list(pattern.finditer(target))
    if not found:
        return None
    match = rng.choice(found)
    return f"{target[: match.start(2)]}{_FLIPPED[match[2]]}{target[match.end(2) :]}"


def _negation(source: str, target: str, rng: random.Random) -> str | None:
    if not _NEGATED.search(source):
        return None
    found = list(re.finditer(rf"(?<![\u0621-\u064a])[وف]?(?:{'|'.join(_NEGATIONS)})(?![\u0621-\u064a])\s*", target))
    if not found:
        return None
    match = rng.choice(found)
    return target[: match.start()] + target[match.end() :]


# Each with the share of it that the checks are to find; of those marked * a note is enough.
FAULTS: dict[str, tuple[Fault, float]] = {
    "digit changed": (_digit_changed, 0.99),
    "number deleted": (_number_deleted, 0.99),
    "scale": (_either(*map(_swapped, _SCALES)), 0.99),
    "currency": (_swapped(_CURRENCIES), 0.99),
    "percentage": (_percentage, 0.95),
    "month": (_swapped(_MONTHS), 0.95),
    "weekday": (_swapped(_WEEKDAYS), 0.95),
    "truncated": (_truncated, 0.90),
    "duplicated": (_duplicated, 0.95),
    "english 2": (_english(2), 0.95),
    "english 1*": (_english(1), 0.80),
    "quotation mark*": (_quotation, 0.95),
    "spelled number": (_either(*map(_swapped, _SPELLED)), 0.80),
    "name*": (_swapped(_NAMES), 0.60),
    "gender*": (_gender, 0.50),
    "negation*": (_negation, 0.40),
}
