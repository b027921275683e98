"""Truncation: an Arabic text that breaks off before the English is told to its end.

The sign is a missing full stop where the English has one. As one human translation in a hundred lacks it too, the
words at the end must agree: those of the English are not found, or the Arabic ends in a word that cannot be the last.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from math import log

from pipeline.arabic.letters import Word, fold
from pipeline.model import Flag
from pipeline.stages.check.alignment.aligner import Bead
from pipeline.stages.check.alignment.anchors import Anchor, number_keys
from pipeline.stages.check.breaking_off import (
    AT_THE_END,
    BETWEEN,
    DANGLING,
    HEADS,
    LAST_WORDS,
    Piece,
    end_of_tale,
    keys_of,
    odds_of,
)
from pipeline.stages.check.findings import flag
from pipeline.stages.check.pair import Pair
from pipeline.stages.check.places import standing_in

# A mark that ends a sentence, with the quotation marks and brackets after it. A quotation mark or a colon alone ends
# the Arabic where one ends the English.
_STOP = re.compile(r"[.!?؟…][\"'”“’»)\]\s]*$")
_CLOSED = re.compile(r"[\"”’»)\]][.\s]*$")
_COLON = re.compile(r"[:;؛]\s*$")
# A sentence about what the one before was about, which Arabic makes one with it: «دين … نشأ في …».
_GOES_ON_ABOUT = re.compile(
    r"[\"“‘']?(?:It|He|She|They|This|These|That|Those|Its|His|Her|Their|One of|Some|Both|There)\b"
)
# What may stand where one sentence of the Arabic ends and the next begins, if not a full stop.
_PAUSE = re.compile("[:.!?؟؛–—]")
_COMMA = re.compile("[،,]")
# An Arabic text that ends in one of these goes on: «وهما:», «تراجعت الأسعار،».
_GOES_ON = re.compile(r"[،,:–-]\s*$")
# A quotation before that, which may end the Arabic: …!” he told reporters.
_QUOTED = re.compile(r"""["”’'](?=\s)[^"“”]{0,70}$""")
# Further signs, in the same regression: the length of two sentences together; a bracket left open; a last word that
# wants another; a comma at the end.
_WHOLE_LENGTH = -2.8
_BRACKET_OPEN = 2.0
_WANTS_MORE = 3.0
_LEFT_OPEN = 3.4
# The odds above which a text is called cut. Between sentences a missing full stop is a sign by itself: of the best
# engines' output none has it, of 700 human translations 14. With «و» or a comma it may be one sentence made of two.
_ODDS_AT_THE_END = -1.0
_ODDS_BETWEEN = -0.6
_JOINED = -1.0
_JOINED_BY_COMMA = -2.5
# Words that open the second of two sentences made one: «…، بل …», «…، فيما …». After a comma nothing was cut there.
_CONNECTIVES = frozenset(fold(word) for word in "بل لكن ولكن وإنما إذ حيث فيما بينما كما ثم مما لأن".split())
# Such a word is looked for this many words around the place where the second sentence seems to begin.
_AROUND = 2
# A comma joins two sentences if what follows it is at least this share of the second in length.
_LEAST_AFTER_COMMA = 0.65
# Of a translator who leaves out full stops elsewhere in the article too, a missing one tells less.
_CARELESS = -1.2


def find(pair: Pair) -> Iterator[Flag]:
    """Yield a flag where the Arabic breaks off, at its end or before one of its sentences."""
    if not pair.target_words or not pair.source.strip():
        return
    careless = _CARELESS * pair.unstopped
    if lacks_its_end(pair) and careless + _odds_at_the_end(pair) > _ODDS_AT_THE_END:
        yield flag("truncated", None, (pair.target_words[-1].start, len(pair.target.rstrip())))
        return
    for bead in pair.beads:
        if len(bead.target) == 1:
            for told in range(1, len(bead.source)):
                yield from _run_together(pair, bead, told)


def lacks_its_end(pair: Pair) -> bool:
    """Tell whether the English of `pair` ends as a sentence does, and the Arabic does not."""
    source, target = pair.source, pair.target
    if not (_STOP.search(source) or _COLON.search(source) or _CLOSED.search(source)) or _STOP.search(target):
        return False
    if _CLOSED.search(target):
        return not (_CLOSED.search(source) or _QUOTED.search(source))
    return not (_COLON.search(source) and _COLON.search(target))


def _odds_at_the_end(pair: Pair) -> float:
    """Return the logarithm of the odds that the last sentence is cut."""
    bead = pair.beads[-1]
    source, target = (0, len(pair.source)), (0, len(pair.target.rstrip()))
    anchors, keys = pair.anchors, pair.target_keys
    if len(pair.beads) > 1 and bead.source and bead.target:
        source, target = pair.source_span_of(bead), pair.target_span_of(bead)
        anchors = list(standing_in(anchors, *source))
        keys = frozenset[str]().union(*(pair.target_parts[j].keys for j in bead.target))
    end = source[0] + end_of_tale(pair.source[slice(*source)])
    words = pair.target_words[-LAST_WORDS:]
    odds = odds_of(Piece(source[0], end, anchors, words, keys, target[1] - target[0]), AT_THE_END)
    odds += AT_THE_END.dangles * _dangles(pair, words[-1])
    odds += _WANTS_MORE * (words[-1].folded in HEADS and words[-1].folded not in DANGLING)
    odds += _BRACKET_OPEN * (pair.target.count("(") > pair.target.count(")"))
    return odds + _LEFT_OPEN * bool(_GOES_ON.search(pair.target))


def _run_together(pair: Pair, bead: Bead, told: int) -> Iterator[Flag]:
    """Yield a flag where the first `told` sentences of `bead` break off and the next follows without a full stop."""
    first, last = pair.source_sentences[bead.source[0]], pair.source_sentences[bead.source[told - 1]]
    start, end = pair.target_span_of(bead)
    words = list(standing_in(pair.target_words, start, end))
    if not words or not _STOP.search(pair.source[last.start : last.end]):
        return
    ours, theirs = ([a for i in part for a in pair.source_parts[i].anchors] for part in _cut(bead.source, told))
    joints = [i for i in _joints(ours, theirs, words) if 0 < i < len(words)]
    if not joints:
        return
    before, joint = joints[0], joints[-1]
    if _is_joined(pair, words[max(1, before - _AROUND) - 1 : joint + _AROUND + 1]):
        return
    if _PAUSE.search(pair.target, words[before - 1].start, words[min(joint + 1, len(words) - 1)].start):
        return
    source_end = pair.source_span_of(bead)[1]
    odds = _WHOLE_LENGTH * log((end - start) / (source_end - first.start))
    odds += _JOINED * any(words[i].folded.startswith("و") for i in joints)
    following = pair.source_sentences[bead.source[told]]
    odds += _JOINED * bool(_GOES_ON_ABOUT.match(pair.source, following.start))
    pauses = [i for i in joints if _COMMA.search(pair.target, words[i - 1].end, words[i].start)]
    wanted = _LEAST_AFTER_COMMA * (source_end - last.end)
    if pauses and end - words[pauses[-1]].start > wanted:
        before, joint = pauses[0], pauses[-1]
        odds += _JOINED_BY_COMMA
    ending = words[joint - 1]
    numbers = [number_keys(q) for q in standing_in(pair.target_quantities, start, ending.end)]
    latin = {f"@{word.lower}" for word in standing_in(pair.latin_words, start, ending.end)}
    found = latin.union(*numbers, *map(keys_of, words[:joint]))
    tale = last.start + end_of_tale(pair.source[last.start : last.end])
    last_words = words[max(0, before - LAST_WORDS) : before]
    piece = Piece(first.start, tale, ours, last_words, frozenset(found), ending.end - start)
    odds += odds_of(piece, BETWEEN) + BETWEEN.dangles * (ending.folded in DANGLING)
    if odds + _CARELESS * pair.unstopped > _ODDS_BETWEEN:
        yield flag("truncated", (first.start, last.end), (ending.start, ending.end))


def _is_joined(pair: Pair, words: Sequence[Word]) -> bool:
    """Tell whether one of `words` after the first opens a sentence that a comma joins to the one before."""
    return any(
        _COMMA.search(pair.target, word.end, other.start)
        and other.folded in _CONNECTIVES
        and word.folded not in DANGLING
        for word, other in pairwise(words)
    )


def _cut(sentences: range, at: int) -> tuple[range, range]:
    return sentences[:at], sentences[at:]


def _joints(first: list[Anchor], second: list[Anchor], words: list[Word]) -> list[int]:
    """Return how many of `words` translate the first of two parts: each number as likely as the others."""
    gains = [0] * (len(words) + 1)
    keys = [keys_of(word) for word in words]
    for anchors, sign in ((first, 1), (second, -1)):
        for anchor in anchors:
            places = [i for i, found in enumerate(keys) if not anchor.keys.isdisjoint(found)]
            if places:
                gains[places[0] + 1 if sign > 0 else places[-1] + 1] += sign
    totals = list(accumulate(gains))
    best = max(totals)
    return [i for i, total in enumerate(totals[:-1]) if total == best] or [0]


def _dangles(pair: Pair, last: Word) -> bool:
    return last.folded in DANGLING and not any(c.isalnum() for c in pair.target[last.end :])
