"""Numbers and scale words: what the English counts, the Arabic counts.

Digits must be found again in digits or in words. Spelled-out numbers may vanish into a turn of phrase, so one
that is not found is grave only where another stands in its place.
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from pipeline.arabic import stems
from pipeline.arabic.number_words import NUMBER_WORDS
from pipeline.arabic.quantities import Quantity
from pipeline.model import Flag
from pipeline.stages.check.checks.scores import scores
from pipeline.stages.check.findings import flag
from pipeline.stages.check.lexicon import arabic_keys
from pipeline.stages.check.measures import is_converted, measures_in_arabic, measures_in_english
from pipeline.stages.check.pair import Pair
from pipeline.stages.check.places import standing_in

_HALF = Fraction(1, 2)
_DUAL = 2
_MILLION = 10**6
# Scores in words, folded: 3-0 is «بثلاثية نظيفة», 1-0 «بهدف دون رد».
_TO_NIL = re.compile("نظيف|دون رد|بلا رد|دون مقابل|بلا مقابل|لا شي|للا شي|لاشي|صفر")
_BY_ONE = re.compile(r"(?<![\u0621-\u064a])[وبل]*(?:ال)?(?:هدف|نقطه|شوط|مجموعه|واحد)(?![\u0621-\u064a])")
_DUAL_ENDINGS = ("ين", "ان")
# What follows a number that is part of a name: Six Flags, Three Mile Island.
_IN_A_NAME = re.compile(r"\s+[A-Z]")


def find(pair: Pair) -> Iterator[Flag]:
    """Yield a flag for each number that is missing, added or changed."""
    missing, added = _unmatched_by_sentence(pair)
    added = [q for q in added if not q.loose and not _is_full_hour(q, pair.target)]
    missing, added = _without_converted(pair, missing, added)
    missing = [
        q
        for q in missing
        if not q.loose and not _is_full_hour(q, pair.source) and not _is_explained(q, pair, named=not added)
    ]
    if not _written_apart(missing, added, pair):
        yield from _described(missing, added, pair)
    yield from _scales(pair)


def _unmatched_by_sentence(pair: Pair) -> tuple[list[Quantity], list[Quantity]]:
    """Return the quantities without a counterpart; sentences that translate one another are compared first."""
    missing: list[Quantity] = []
    added: list[Quantity] = []
    for bead in pair.beads:
        source = pair.source_span_of(bead) if bead.source else (0, 0)
        target = pair.target_span_of(bead) if bead.target else (0, 0)
        lost, new = unmatched(
            list(standing_in(pair.source_quantities, *source)),
            list(standing_in(pair.target_quantities, *target)),
        )
        missing += lost
        added += new
    lost, new = unmatched(missing, added)
    return lost, [q for q in new if not any(q.same_as(other) for other in pair.source_quantities)]


def unmatched(source: list[Quantity], target: list[Quantity]) -> tuple[list[Quantity], list[Quantity]]:
    """Return the quantities of `source` and of `target` that have no counterpart, in order.

    A number above two that the English says twice in digits, the Arabic says twice; it may say it oftener.
    """
    free = dict.fromkeys(range(len(target)))
    missing = []
    for quantity in sorted(source, key=lambda q: (q.loose, q.writing == "words")):
        index = next((i for i in free if target[i].same_as(quantity) and target[i].writing == quantity.writing), None)
        if index is None:
            index = next((i for i in free if target[i].same_as(quantity)), None)
        if index is not None:
            del free[index]
        elif (quantity.writing == "digits" and quantity.values[0] > _DUAL) or not any(
            other.same_as(quantity) for other in target
        ):
            missing.append(quantity)
    added = [target[i] for i in free if not any(target[i].same_as(other) for other in source)]
    return sorted(missing, key=lambda q: q.start), added


def _is_full_hour(quantity: Quantity, text: str) -> bool:
    """Tell whether `quantity` is the minutes of 15:00, which say nothing."""
    return quantity.values[0] == 0 and quantity.writing == "digits" and text[quantity.start - 1 : quantity.start] == ":"


def _without_converted(
    pair: Pair, missing: list[Quantity], added: list[Quantity]
) -> tuple[list[Quantity], list[Quantity]]:
    """Return `missing` and `added` less what is one measure in two units: 60 miles and «97 كيلومترا»."""
    if not missing or not added:
        return missing, added
    theirs = {measure.quantity: measure for measure in measures_in_arabic(pair.target, added)}
    for ours in measures_in_english(pair.source, missing):
        found = next((quantity for quantity, measure in theirs.items() if is_converted(ours, measure)), None)
        if found is not None:
            del theirs[found]
            missing = [q for q in missing if q != ours.quantity]
            added = [q for q in added if q != found]
    return missing, added


def _is_explained(quantity: Quantity, pair: Pair, *, named: bool) -> bool:
    """Tell whether the Arabic says `quantity` in another way.

    1.5 hours is «ساعة ونصف», 2 passengers «مسافرين», and Six Flags, where `named`, may be a name.
    """
    if _is_full_hour(quantity, pair.source) or _is_score_in_words(quantity, pair):
        return True
    if _is_run_into_another(quantity, pair):
        return True
    if quantity.values[0] == _DUAL:
        return _is_dual(quantity, pair)
    if quantity.values[0] % 1 == _HALF:
        return any(q.values[0] == _HALF for q in pair.target_quantities)
    if quantity.writing == "digits" or not named or not pair.source[quantity.start].isupper():
        return False
    return bool(_IN_A_NAME.match(pair.source, quantity.end))


def _is_score_in_words(quantity: Quantity, pair: Pair) -> bool:
    """Tell whether a 0 or 1 of a score is said without a number: «بهدف نظيف», «بثلاثية دون رد»."""
    words = {0: _TO_NIL, 1: _BY_ONE}.get(int(quantity.values[0]) if quantity.values[0] <= 1 else -1)
    if words is None or quantity.writing != "digits" or not words.search(pair.folded_target):
        return False
    return any(score.start <= quantity.start < score.end for score in scores(pair.source))


def _is_run_into_another(quantity: Quantity, pair: Pair) -> bool:
    """Tell whether the number is part of a word that is several without the spaces between.

    «مقتلثمانيةأشخاص» has eight, and «الثانيالذي» a second: the article within a word begins another.
    """
    names = [name for name, word in NUMBER_WORDS.items() if word.value in quantity.values]
    if quantity.writing == "words":
        several = [word.folded for word in pair.target_words if stems.is_several(word.folded)]
        return any(name in word for name in names for word in several)
    beginnings = tuple(f"{article}{name}ال" for name in names for article in ("", "ال"))
    return any(word.folded.startswith(beginnings) for word in pair.target_words)


def _is_dual(quantity: Quantity, pair: Pair) -> bool:
    counted = next((word.lower for word in pair.source_words if word.start >= quantity.end), "")
    keys = arabic_keys(counted)
    return any(
        word.folded.endswith(_DUAL_ENDINGS) and not keys.isdisjoint(stems.keys(word.folded))
        for word in pair.target_words
    )


def _written_apart(missing: list[Quantity], added: list[Quantity], pair: Pair) -> bool:
    """Tell whether one side writes the other's number in groups: 116 123 and 116123."""
    if len(missing) == len(added) or any(q.scale != 1 or q.writing != "digits" for q in (*missing, *added)):
        return False
    ours = "".join(c for q in missing for c in pair.source[q.start : q.end] if c.isdecimal())
    theirs = "".join(str(int(c)) for q in added for c in pair.target[q.start : q.end] if c.isdecimal())
    return ours == theirs


def _described(missing: list[Quantity], added: list[Quantity], pair: Pair) -> Iterator[Flag]:
    count = min(len(missing), len(added))
    for lost, new in zip(missing[:count], added[:count], strict=True):
        span, other = (lost.start, lost.end), (new.start, new.end)
        yield flag("number_changed", span, other, what=pair.source[slice(*span)], other=pair.target[slice(*other)])
    for lost in missing[count:]:
        code = "number_missing" if lost.writing == "digits" else "number_word_missing"
        yield flag(code, (lost.start, lost.end), what=pair.source[lost.start : lost.end])
    for new in added[count:]:
        if new.writing == "digits" or new.scale >= _MILLION:
            yield flag("number_added", None, (new.start, new.end), what=pair.target[new.start : new.end])


def _scales(pair: Pair) -> Iterator[Flag]:
    """Compare the scale words that stand without a number: “millions of people”."""
    source = [q for q in pair.source_quantities if q.writing == "mass"]
    target = [q for q in pair.target_quantities if q.writing == "mass"]
    lost = [q for q in source if not any(q.same_as(other) for other in target)]
    new = [q for q in target if not any(q.same_as(other) for other in pair.source_quantities)]
    for old, other in zip(lost or source[:1], new, strict=False):
        yield flag(
            "scale_changed",
            (old.start, old.end),
            (other.start, other.end),
            what=pair.source[old.start : old.end],
            other=pair.target[other.start : other.end],
        )
