"""Scores of matches: 3-1 is 3-1, in figures or in words; in Arabic the two are easily set the wrong way round."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.arabic.digits import to_western
from pipeline.model import Flag
from pipeline.stages.check.findings import flag
from pipeline.stages.check.pair import Pair

# 2-1, 3–0, 6-4: near a word that tells of a match; 1939-45 is a span of years, 5-10 people is a range.
_SCORE = re.compile(r"(?<![\d.,:/–-])(\d{1,3})\s?[-–]\s?(\d{1,3})(?![\d.,:]*\d|[/–-])")
_MATCH = re.compile(
    r"\b(?:w[io]n|wins|winning|beat|beats|beating|beaten|los[et]|loses|loss|losing|draw|drew|drawn|defeat\w*|victor\w+"
    r"|score\w*|scoring|goal\w*|lead|leads|led|level\w*|equali[sz]\w+|thrash\w*|edged|seal\w*|final|semi-?final|match"
    r"|game|set|aggregate|half-?time|penalt\w+|shoot-?out|clash|league|cup)\b",
    re.IGNORECASE,
)
_NEAR = 60


class Score(NamedTuple):
    """A score, as it is written, and where it stands in code points."""

    first: int
    second: int
    start: int
    end: int


def scores(text: str) -> list[Score]:
    """Return what may be the scores of matches in `text`, in either language."""
    western = to_western(text)
    return [Score(int(match[1]), int(match[2]), *match.span()) for match in _SCORE.finditer(western)]


def find(pair: Pair) -> Iterator[Flag]:
    """Yield a flag for each score that stands the other way round, and nowhere as in the English."""
    ours = [score for score in scores(pair.source) if score.first != score.second and _tells_of_a_match(pair, score)]
    theirs = scores(pair.target) if ours else []
    written = {(score.first, score.second) for score in theirs}
    for score in ours:
        reversed_ = next((s for s in theirs if (s.second, s.first) == (score.first, score.second)), None)
        if reversed_ is not None and (score.first, score.second) not in written:
            span, other = (score.start, score.end), (reversed_.start, reversed_.end)
            yield flag("score_reversed", span, other, what=pair.source[slice(*span)], other=pair.target[slice(*other)])


def _tells_of_a_match(pair: Pair, score: Score) -> bool:
    return bool(_MATCH.search(pair.source, max(0, score.start - _NEAR), score.end + _NEAR))
