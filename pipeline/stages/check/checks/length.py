"""Length: an Arabic text far shorter or longer than any translator makes it."""

from collections.abc import Iterator

from pipeline.model import Flag
from pipeline.stages.check.findings import flag
from pipeline.stages.check.pair import Pair

# Characters of Arabic for one of English: 0.92 on average, 0.17 the standard deviation over news sentences
# translated by people; short texts stray further, so that some characters are allowed either way.
_LEAST = 0.45
_MOST = 1.7
_SLACK_BELOW = 20
_SLACK_ABOVE = 35


def find(pair: Pair) -> Iterator[Flag]:
    """Yield a flag where the length alone says that much is missing or added."""
    source, target = len(pair.source.strip()), len(pair.target.strip())
    if not source or not target:
        return
    if target < _LEAST * source - _SLACK_BELOW:
        yield flag("too_short", (0, len(pair.source)), (0, len(pair.target)))
    elif target > _MOST * source + _SLACK_ABOVE:
        yield flag("too_long", (0, len(pair.source)), (0, len(pair.target)))
