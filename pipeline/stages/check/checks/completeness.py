"""Completeness: each sentence of the English is translated, nothing is added, and what is there belongs to it."""

from collections.abc import Iterator

from pipeline.model import Flag
from pipeline.stages.check.alignment.aligner import Bead
from pipeline.stages.check.cut.expectation import expected_length
from pipeline.stages.check.findings import flag
from pipeline.stages.check.pair import Pair
from pipeline.stages.check.places import standing_in

# Evidence, in nats, below which a text is no translation. Of human translations of news one sentence in a thousand
# has less, of unrelated ones nine in ten.
_UNRELATED = -6.0
# A sentence of fewer words may be a title or an abbreviation that the splitter took for a sentence.
_FEWEST_WORDS = 3
# A sentence with so few anchors is missing only if the text as a whole is too short by a good part of it.
_FEW_ANCHORS = 3
_RATIO = 0.92
_SHARE = 0.3
# Of several sentences that are one in Arabic, one is left out if at most this share of its anchors is found, which
# others may have too, and if the Arabic has room for at most this share of it beside the others.
_FOUND = 0.6
_ROOM = 0.3


def find(pair: Pair) -> Iterator[Flag]:
    """Yield a flag for each sentence that is missing, added or unrelated."""
    beads = pair.beads
    if pair.evidence < _UNRELATED:
        yield flag("unrelated", (0, len(pair.source)), (0, len(pair.target)))
        return
    for bead in beads:
        if not bead.target:
            yield from _missing(pair, bead)
        elif not bead.source:
            yield from _added(pair, bead)
        elif len(bead.source) == len(bead.target) == 2:  # noqa: PLR2004 - two that were exchanged
            yield flag("exchanged", pair.source_span_of(bead), pair.target_span_of(bead))
        elif left_out := _left_out(pair, bead):
            yield flag("sentence_missing", left_out, what=pair.source[slice(*left_out)])
        elif bead.evidence < _UNRELATED and len(beads) > 1:
            yield flag("unrelated", pair.source_span_of(bead), pair.target_span_of(bead))


def _missing(pair: Pair, bead: Bead) -> Iterator[Flag]:
    start, end = pair.source_span_of(bead)
    anchors = sum(len(pair.source_parts[i].anchors) for i in bead.source)
    if anchors < _FEW_ANCHORS and not _is_short(pair, end - start):
        return
    if len(standing_in(pair.source_words, start, end)) >= _FEWEST_WORDS:
        yield flag("sentence_missing", (start, end), what=pair.source[start:end])


def _left_out(pair: Pair, bead: Bead) -> tuple[int, int] | None:
    """Return where the first of several sentences stands that the Arabic of `bead` says nothing of."""
    if len(bead.source) == 1:
        return None
    keys = frozenset[str]().union(*(pair.target_parts[j].keys for j in bead.target))
    spans = [pair.source_sentences[i] for i in bead.source]
    wanted = [expected_length(pair, *span) for span in spans]
    too_long = sum(wanted) - sum(pair.target_parts[j].length for j in bead.target)
    for part, span, length in zip(bead.source, spans, wanted, strict=True):
        anchors = pair.source_parts[part].anchors
        found = sum(not anchor.keys.isdisjoint(keys) for anchor in anchors)
        if anchors and found <= _FOUND * len(anchors) and too_long >= (1 - _ROOM) * length:
            return span if len(standing_in(pair.source_words, *span)) >= _FEWEST_WORDS else None
    return None


def _is_short(pair: Pair, missing: int) -> bool:
    """Tell whether the target is as short as it must be without a sentence of `missing` characters."""
    return len(pair.target) < _RATIO * (len(pair.source) - _SHARE * missing)


def _added(pair: Pair, bead: Bead) -> Iterator[Flag]:
    start, end = pair.target_span_of(bead)
    if len(standing_in(pair.target_words, start, end)) >= _FEWEST_WORDS:
        yield flag("sentence_added", None, (start, end), what=pair.target[start:end])
