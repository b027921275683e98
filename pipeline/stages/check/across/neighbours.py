"""Exchanged neighbours: two texts in a row, each with the translation of the other."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from pipeline.model import Flag
from pipeline.stages.check.alignment.aligner import crossing
from pipeline.stages.check.findings import flag
from pipeline.stages.check.pair import Pair, Texts

# Evidence, in nats, by which the exchanged order must be the better one.
_MARGIN = 4.0


def find(pairs: Sequence[Pair], clean: Collection[Texts] = ()) -> Iterator[Flag]:
    """Yield a flag for each of two neighbours whose translations were exchanged.

    Two that are `clean` were compared when their translations came, with all that came with them.
    """
    for index, (one, other) in enumerate(pairwise(pairs)):
        if one.texts in clean and other.texts in clean:
            continue
        if crossing(one.as_source, other.as_source, one.as_target, other.as_target) > _MARGIN:
            for segment, pair in ((index, one), (index + 1, other)):
                found = flag("exchanged", (0, len(pair.source)), (0, len(pair.target)))
                yield found.model_copy(update={"segment": segment})
