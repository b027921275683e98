"""Truncation: an Arabic text that breaks off before the English is told to its end.

The sign is a missing full stop where the English has one. As one human translation in a hundred lacks it too, the
words at the end must agree; `cut` weighs what they tell.
"""

import re
from collections.abc import Iterator

from pipeline.model import Flag
from pipeline.stages.check.alignment.aligner import Bead
from pipeline.stages.check.cut.joints import cues, joint_of, pauses
from pipeline.stages.check.cut.model import MODEL, odds
from pipeline.stages.check.cut.signs import Piece, length_signs, signs_of
from pipeline.stages.check.cut.tokens import tokens_in
from pipeline.stages.check.english.speech import SPEECH
from pipeline.stages.check.findings import flag
from pipeline.stages.check.pair import Pair
from pipeline.stages.check.places import standing_in

# A mark that ends a sentence, with the quotation marks and brackets after it. A quotation mark or a colon alone ends
# the Arabic where one ends the English.
_STOP = re.compile(r"[.!?؟…][\"'”“’»)\]\s]*$")
_CLOSED = re.compile(r"[\"”’»)\]][.\s]*$")
_COLON = re.compile(r"[:;؛]\s*$")
# Who said it, after a quotation, at the end of an English sentence, which Arabic tells first: …!” he told reporters.
# …,’” West said last year, discussing his album. …, reported KTUU.
_QUOTED = re.compile(rf"""["”’'](?=\s)(?:[^"“”]{{0,70}}|[^"“”]{{0,30}}\b(?:{SPEECH})\b[^"“”]*)$""")
_ATTRIBUTION = re.compile(
    rf"""[,?!]["”’'](?=\s)(?:[^"“”]{{0,70}}|[^"“”]{{0,30}}\b(?:{SPEECH})\b[^"“”]*)$"""
    r"""|,(?=\s[^,"“”]{0,50}\b(?:said|says|added|told|reported|reports|wrote)\b[^,"“”]{0,30}$)"""
)
# A sentence about what the one before was about, which Arabic makes one with it: «دين … نشأ في …».
_GOES_ON_ABOUT = re.compile(
    r"[\"“‘']?(?:It|He|She|They|This|These|That|Those|Its|His|Her|Their|One of|Some|Both|There|The (?:main|first))\b"
)
# A text is called cut where the odds are above 0, which is where the weights' bias puts the share that is to be found.
# What needs no full stop, as headlines, must be surer.
_ODDS_OF_A_HEADLINE = 3.0
# Of a translator who leaves out full stops elsewhere in the article too, a missing one tells less.
_CARELESS = -1.2
# Of sentences about the same, translators make one far oftener than of those that the weights were fitted on.
_MADE_ONE = -1.5


def find(pair: Pair) -> Iterator[Flag]:
    """Yield a flag where the Arabic breaks off, at its end or before one of its sentences."""
    if not pair.target_words or not pair.source.strip():
        return
    wanted = _odds_wanted(pair)
    if wanted is not None and odds(MODEL.at_the_end, signs_at_the_end(pair)) > wanted:
        yield flag("truncated", None, (pair.target_words[-1].start, len(pair.target.rstrip())))
        return
    for bead in pair.beads:
        for told in range(1, len(bead.source)) if len(bead.target) == 1 else ():
            signs = signs_between(pair, bead, told)
            prior = _CARELESS * pair.unstopped + _MADE_ONE * bool(signs and _goes_on(pair, bead.source[told]))
            if signs and odds(MODEL.between, signs) + prior > 0:
                first, last = pair.source_sentences[bead.source[0]], pair.source_sentences[bead.source[told - 1]]
                yield flag("truncated", (first.start, last.end), pair.target_span_of(bead))


def lacks_its_end(pair: Pair) -> bool:
    """Tell whether the English of `pair` ends as a sentence does, and the Arabic does not."""
    source, target = pair.source, pair.target
    if not (_STOP.search(source) or _COLON.search(source) or _CLOSED.search(source)) or _STOP.search(target):
        return False
    if _CLOSED.search(target):
        return not (_CLOSED.search(source) or _QUOTED.search(source))
    return not (_COLON.search(source) and _COLON.search(target))


def _odds_wanted(pair: Pair) -> float | None:
    """Return the odds above which the end of `pair` is cut; None if it ends as the English does."""
    if lacks_its_end(pair):
        return -_CARELESS * pair.unstopped
    source, target = pair.source, pair.target
    if _STOP.search(source) or _COLON.search(source) or _STOP.search(target) or _CLOSED.search(source):
        return None
    return _ODDS_OF_A_HEADLINE


def signs_at_the_end(pair: Pair) -> dict[str, float]:
    """Return the signs that the last sentence of `pair` is cut; the target must have Arabic words."""
    bead = pair.beads[-1]
    start, end = 0, len(pair.source)
    target_start, target_end = 0, len(pair.target.rstrip())
    if len(pair.beads) > 1 and bead.source and bead.target:
        start, end = pair.source_span_of(bead)
        target_start, target_end = pair.target_span_of(bead)
    told = start + _end_of_tale(pair.source[start:end])
    tokens = tokens_in(pair, target_start, target_end) or tokens_in(pair, 0, target_end)
    piece = Piece(start, told, end, list(standing_in(pair.anchors, start, end)), tokens, target_start, target_end)
    return {**signs_of(pair, piece), "attributed": float(end - told > 1)}


def signs_between(pair: Pair, bead: Bead, told: int) -> dict[str, float] | None:
    """Return the signs that of the sentences of `bead`, which are one in Arabic, the first `told` are cut.

    None means that they are not: they end with a full stop or the like, or are told after the others.
    """
    first, last = pair.source_sentences[bead.source[0]], pair.source_sentences[bead.source[told - 1]]
    following, end = pair.source_sentences[bead.source[told]], pair.source_span_of(bead)[1]
    target_start, target_end = pair.target_span_of(bead)
    tokens = tokens_in(pair, target_start, target_end)
    if not tokens or not _STOP.search(pair.source[last.start : last.end]):
        return None
    ours, theirs = (
        list(standing_in(pair.anchors, *span)) for span in ((first.start, last.end), (following.start, end))
    )
    joint = joint_of(ours, theirs, tokens, pair.target)
    if joint is None or pauses(joint, tokens, pair.target):
        return None
    ending = tokens[joint.at - 1].end
    tale = last.start + _end_of_tale(pair.source[last.start : last.end])
    piece = Piece(first.start, tale, last.end, ours, tokens[: joint.at], target_start, ending)
    signs = signs_of(pair, piece) | cues(joint, tokens, pair.target)
    in_all = length_signs(pair, (first.start, end), target_end - target_start)
    signs |= {f"{name}_in_all": value for name, value in in_all.items()}
    signs["longer_after"] = length_signs(pair, (following.start, end), target_end - tokens[joint.at].start)["longer"]
    return signs


def _goes_on(pair: Pair, following: int) -> bool:
    return bool(_GOES_ON_ABOUT.match(pair.source, pair.source_sentences[following].start))


def _end_of_tale(source: str) -> int:
    """Return where `source` ends but for who said it: Arabic tells that first."""
    match = _ATTRIBUTION.search(source)
    return match.start() + 1 if match else len(source.rstrip())
