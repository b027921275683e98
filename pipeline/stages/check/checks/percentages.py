"""Percentages: a per cent of the English is a per cent of the Arabic, and percentage points are no per cent."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.arabic.numerals import per_cents
from pipeline.model import Flag
from pipeline.stages.check.findings import flag
from pipeline.stages.check.pair import Pair

# 5%  five percent  5 per cent  5pc
_PER_CENT = re.compile(r"%|\bper\s?cent\b|(?<=\d)\s?pc\b", re.IGNORECASE)
_POINTS = re.compile(r"\bpercentage\s+points?\b", re.IGNORECASE)
_ARABIC_POINTS = re.compile("نقط|نقاط")
_ARABIC_PERCENTAGE_POINTS = re.compile(r"(?:نقط(?:ة|تان|تين)|نقاط)\s+مئوي")
# «نسبة», «النسبة المئوية»: says of a bare number that it is a share.
_SHARE = re.compile("نسبة|نسبه|مئوي|مائوي|بالمي|المئة|المائة|المئه")
_NUMBERED = re.compile(r"[\d٠-٩](?:[\s\u00a0]|-)*$")


def find(pair: Pair) -> Iterator[Flag]:
    """Yield flags where per cent is missing or added, or points and per cent are mixed up."""
    source = [match.span() for match in _PER_CENT.finditer(pair.source)]
    points = [match.span() for match in _POINTS.finditer(pair.source)]
    target = per_cents(pair.target)
    if points and not _ARABIC_POINTS.search(pair.target):
        yield flag("percentage_points", points[0])
    elif source and not points and _ARABIC_PERCENTAGE_POINTS.search(pair.target):
        yield flag("percentage_points", source[0])
    if len(target) < _expected(pair.source, source) and not points:
        start, end = source[len(target)] if len(target) < len(source) else source[-1]
        before = pair.source[:start].split()[-1:] or [""]
        yield flag("percentage_missing", (start, end), what=f"{before[0]}{pair.source[start:end]}")
    if target and not source and not points:
        numbered = [span for span in target if _NUMBERED.search(pair.target, max(0, span[0] - 8), span[0])]
        if numbered:
            yield flag("percentage_added", None, numbered[0])


def _expected(source: str, spans: list[tuple[int, int]]) -> int:
    """Return how many per cents the Arabic must have at least; the ends of a range may share one."""
    shared = sum(
        1
        for (_, end), (start, _) in pairwise(spans)
        if re.fullmatch(r"\s*(?:-|–|to|and|or|,)?\s*[\d.,]+\s*", source[end:start])
    )
    return len(spans) - shared
