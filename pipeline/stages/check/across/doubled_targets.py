"""The same Arabic for different English: an engine answered one text with the translation of another."""

from collections.abc import Iterator, Sequence

from pipeline.arabic.letters import fold
from pipeline.model import Flag
from pipeline.stages.check.findings import flag
from pipeline.stages.check.pair import Pair

# Shorter texts may well be the same in Arabic: "Yes." and "Yeah.", "Read more" and "More".
_SHORTEST = 25


def find(pairs: Sequence[Pair]) -> Iterator[Flag]:
    """Yield a flag for each text whose Arabic an earlier, different text has already."""
    first: dict[str, int] = {}
    for index, pair in enumerate(pairs):
        target = " ".join(fold(pair.target).split())
        if len(target) < _SHORTEST:
            continue
        earlier = first.setdefault(target, index)
        if earlier != index and not _alike(pairs[earlier].source, pair.source):
            yield flag("same_target", None, (0, len(pair.target))).model_copy(update={"segment": index})


def _alike(one: str, other: str) -> bool:
    return "".join(filter(str.isalnum, one)).casefold() == "".join(filter(str.isalnum, other)).casefold()
