"""Headlines: one line of news, without the full stop that a sentence has."""

import re
from collections.abc import Iterator

from pipeline.model import Flag
from pipeline.stages.check.findings import flag
from pipeline.stages.check.pair import Pair

_STOP = re.compile(r"(?<![.…])\.[\s”»\"]*$")


def find(pair: Pair) -> Iterator[Flag]:
    """Yield a flag where the Arabic headline ends in a full stop, or is several sentences, and the English is not."""
    stop = _STOP.search(pair.target)
    if stop and not _STOP.search(pair.source):
        yield flag("headline_stop", None, (stop.start(), stop.start() + 1))
    if len(pair.target_sentences) > max(1, len(pair.source_sentences)):
        second = pair.target_sentences[1]
        yield flag("headline_sentences", None, (second.start, second.end))
