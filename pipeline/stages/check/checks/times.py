"""Times of day: a time before noon is before noon in Arabic too, and GMT is GMT."""

import re
from collections.abc import Iterator

from pipeline.model import Flag
from pipeline.stages.check.findings import flag
from pipeline.stages.check.pair import Pair

# 9 am · 9:30 a.m. · 9.30pm
_TIME = re.compile(r"\b(\d{1,2})(?:[:.][0-5]\d)?\s*(?:([ap])\.?m\b\.?)", re.IGNORECASE)
# «9:30 صباحا», «التاسعة مساء», «9 ص»; noon and night may be said of either half of the day.
_MORNING = re.compile(r"(?<![\u0621-\u064a])(?:صباح|ص(?![\u0621-\u064a])|(?:ال)?فجر|قبل الظهر|ضحي)")
_EVENING = re.compile(r"(?<![\u0621-\u064a])(?:مساء|م(?![\u0621-\u064a])|بعد الظهر|عصر|(?:ال)?ظهر|بعد ظهر)")
_NIGHT = re.compile(r"ليل|فجر|ظهيره|ظهر|منتصف|سحر")
_CLOCK = re.compile(r"(?<![\d:.])(?:1[3-9]|2[0-3]|0?0)[:.][0-5]\d")
# What may stand between the hour and its half of the day.
_NEAR = 45
# Zones that readers know by name; the Arabic may keep the letters.
_ZONES = (
    (re.compile(r"\b(?:GMT|UTC|Z(?=\b)|Greenwich Mean Time)\b"), "[غجق]رين(?:ي|)[تطد]ش|عالمي|UTC|GMT"),
    (re.compile(r"\blocal time\b", re.IGNORECASE), "محلي"),
    (re.compile(r"\b(?:BST|British Summer Time)\b"), "بريطان|BST|[غجق]رين(?:ي|)[تطد]ش|صيفي"),
    (re.compile(r"\b(?:EDT|EST|ET|Eastern [Tt]ime)\b"), "شرقي|EDT|EST|ET|نيويورك|واشنطن"),
    (re.compile(r"\b(?:CET|CEST)\b"), "وسط اوروبا|اوروبا الوسطي|CET|CEST"),
    (re.compile(r"\b(?:PDT|PST|Pacific [Tt]ime)\b"), "المحيط|الهادي|PDT|PST"),
)


def find(pair: Pair) -> Iterator[Flag]:
    """Yield a flag for each time that moved to the other half of the day, and for a time zone that is not named."""
    for bead in pair.beads:
        if bead.source and bead.target:
            yield from _moved(pair, pair.source_span_of(bead), pair.target_span_of(bead))
    times = [*_TIME.finditer(pair.source), *re.finditer(r"\b\d{1,2}[:.]?[0-5]\d\b", pair.source)]
    if not times:
        return
    for zone, arabic in _ZONES:
        match = zone.search(pair.source)
        if match and not re.search(arabic, pair.folded_target):
            yield flag("time_zone", match.span(), what=match[0])


def _moved(pair: Pair, source: tuple[int, int], target: tuple[int, int]) -> Iterator[Flag]:
    times = list(_TIME.finditer(pair.source, *source))
    halves = {match[2].lower() for match in times}
    if len(halves) != 1:
        return
    folded = pair.folded_target
    wrong, right = (_EVENING, _MORNING) if halves == {"a"} else (_MORNING, _EVENING)
    found = wrong.search(folded)
    if found is None or right.search(folded) or _NIGHT.search(folded) or _CLOCK.search(folded):
        return
    span = pair.target_span(*found.span())
    if target[0] <= span[0] < target[1]:
        yield flag("time_changed", times[0].span(), span, what=times[0][0], other=pair.target[slice(*span)])
