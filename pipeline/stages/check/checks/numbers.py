"""Numbers and scale words: what the English counts, the Arabic counts.

Digits must be found again in digits or in words. Spelled-out numbers may vanish into a turn of phrase, so one
that is not found is grave only where another stands in its place.
"""

from collections.abc import Iterator
from fractions import Fraction

from pipeline.arabic.quantities import Quantity
from pipeline.model import Flag
from pipeline.stages.check.findings import flag
from pipeline.stages.check.pair import Pair

_HALF = Fraction(1, 2)


def find(pair: Pair) -> Iterator[Flag]:
    """Yield a flag for each number that is missing, added or changed."""
    missing, added = unmatched(pair.source_quantities, pair.target_quantities)
    missing, added = _rejoined(missing, added, pair)
    missing = [q for q in missing if not q.loose]
    added = [q for q in added if not q.loose]
    yield from _described(missing, added, pair)
    yield from _scales(pair)


def unmatched(source: list[Quantity], target: list[Quantity]) -> tuple[list[Quantity], list[Quantity]]:
    """Return the quantities of `source` and of `target` that have no counterpart, in order.

    A number said twice in one language and once in the other has its counterpart.
    """
    free = dict.fromkeys(range(len(target)))
    missing = []
    for quantity in sorted(source, key=lambda q: q.loose):
        index = next((i for i in free if target[i].same_as(quantity) and target[i].writing == quantity.writing), None)
        if index is None:
            index = next((i for i in free if target[i].same_as(quantity)), None)
        if index is not None:
            del free[index]
        elif not any(other.same_as(quantity) for other in target):
            missing.append(quantity)
    added = [target[i] for i in free if not any(target[i].same_as(other) for other in source)]
    return sorted(missing, key=lambda q: q.start), added


def _rejoined(missing: list[Quantity], added: list[Quantity], pair: Pair) -> tuple[list[Quantity], list[Quantity]]:
    """Drop what the other side writes in another way: 116 123 and 116123; 1.5 hours and «ساعة ونصف»."""
    source_digits = "".join(c for q in missing for c in pair.source[q.start : q.end] if c.isdecimal())
    target_digits = "".join(str(int(c)) for q in added for c in pair.target[q.start : q.end] if c.isdecimal())
    if source_digits and source_digits == target_digits and len(missing) != len(added):
        return [], []
    if any(q.values[0] == _HALF for q in pair.target_quantities):
        missing = [q for q in missing if q.values[0] % 1 != _HALF]
    return missing, added


def _described(missing: list[Quantity], added: list[Quantity], pair: Pair) -> Iterator[Flag]:
    count = min(len(missing), len(added))
    for lost, new in zip(missing[:count], added[:count], strict=True):
        span, other = (lost.start, lost.end), (new.start, new.end)
        yield flag("number_changed", span, other, what=pair.source[slice(*span)], other=pair.target[slice(*other)])
    for lost in missing[count:]:
        code = "number_missing" if lost.writing == "digits" else "number_word_missing"
        yield flag(code, (lost.start, lost.end), what=pair.source[lost.start : lost.end])
    for new in added[count:]:
        if new.writing == "digits":
            yield flag("number_added", None, (new.start, new.end), what=pair.target[new.start : new.end])


def _scales(pair: Pair) -> Iterator[Flag]:
    """Compare the scale words that stand without a number: “millions of people”."""
    source = [q for q in pair.source_quantities if q.writing == "mass"]
    target = [q for q in pair.target_quantities if q.writing == "mass"]
    lost = [q for q in source if not any(q.same_as(other) for other in target)]
    new = [q for q in target if not any(q.same_as(other) for other in pair.source_quantities)]
    for old, other in zip(lost, new, strict=False):
        yield flag(
            "scale_changed",
            (old.start, old.end),
            (other.start, other.end),
            what=pair.source[old.start : old.end],
            other=pair.target[other.start : other.end],
        )
