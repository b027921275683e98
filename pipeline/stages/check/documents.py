"""All checks on the texts of one article: each by itself, and all together."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from pipeline.model import Flag
from pipeline.stages.check.across import doubled_targets, name_variants, names_left, neighbours
from pipeline.stages.check.checks.truncation import lacks_its_end
from pipeline.stages.check.pair import Pair, Texts
from pipeline.stages.check.pairwise import flags_of

_CHECKS = (doubled_targets.find, name_variants.find, names_left.find)


def check_document(pairs: Sequence[Texts], clean: Collection[Texts] = ()) -> list[Flag]:
    """Return what is wrong with the translations of one article, given as (English, Arabic) in its order.

    Of the pairs in `clean` it is known that `check_pair` finds nothing, and that each was compared with other pairs as
    `across.neighbours` does.

    Each flag's `segment` is the index of its pair, or null where the finding is about the whole article.
    Flags are in the order of the segments.
    """
    read = _read(pairs)
    open_ones = ((i, pair) for i, pair in enumerate(read) if pair.unstopped or pair.texts not in clean)
    flags = [flag.model_copy(update={"segment": i}) for i, pair in open_ones for flag in flags_of(pair)]
    flags.extend(neighbours.find(read, clean))
    for find in _CHECKS:
        flags.extend(find(read))
    return sorted(flags, key=lambda flag: -1 if flag.segment is None else flag.segment)


def _read(pairs: Sequence[Texts]) -> list[Pair]:
    read = [Pair(source, target) for source, target in pairs]
    unstopped = [lacks_its_end(pair) for pair in read]
    if sum(unstopped) > 1:
        return [replace(pair, unstopped=True) for pair in read]
    return read
