"""All checks on one text and its translation, in one go."""

from collections.abc import Callable, Iterable

from pipeline.model import Flag
from pipeline.stages.check.checks import (
    addresses,
    calendar,
    completeness,
    currencies,
    gender,
    leftover,
    length,
    names,
    negation,
    numbers,
    percentages,
    presence,
    quotation,
    repetition,
    scores,
    times,
    truncation,
    units,
)
from pipeline.stages.check.pair import Pair

# What tells that there is no translation to look into further.
_FATAL = frozenset({"empty", "echo", "wrong_language"})
CHECKS: tuple[Callable[[Pair], Iterable[Flag]], ...] = (
    addresses.find,
    length.find,
    completeness.find,
    truncation.find,
    repetition.find,
    leftover.find,
    numbers.find,
    percentages.find,
    currencies.find,
    calendar.find,
    times.find,
    units.find,
    scores.find,
    quotation.find,
    negation.find,
    gender.find,
    names.find,
)


def check_pair(source: str, target: str) -> list[Flag]:
    """Return what is wrong with `target` as the Arabic translation of the English `source`.

    Any text is accepted, and nothing is raised. Spans are code points of the texts as given; the flags are
    in the order of the checks, and `segment` is null.
    """
    return flags_of(Pair(source, target))


def flags_of(pair: Pair) -> list[Flag]:
    """Return the flags of all checks on `pair`."""
    flags = list(presence.find(pair))
    if any(flag.code in _FATAL for flag in flags):
        return flags
    for find in CHECKS:
        flags.extend(find(pair))
    return flags
