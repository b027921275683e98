"""The signs that a piece of Arabic ends before the English that it translates: each a number, most of them 0 or 1."""

import re
from bisect import bisect_left
from math import log, sqrt
from statistics import fmean, median
from typing import NamedTuple

from pipeline.arabic.function_words import FUNCTION_WORDS
from pipeline.stages.check.alignment.anchors import Anchor
from pipeline.stages.check.cut.endings import CLOSING, DANGLING, HEADS
from pipeline.stages.check.cut.expectation import expected_length, lengths_to
from pipeline.stages.check.cut.tokens import Token, all_keys
from pipeline.stages.check.pair import Pair

# Where, as shares of the English, its last words begin, and those before them.
_LAST, _LATE = 0.88, 0.75
# The Arabic reaches the end of the English if its last words translate what stands here.
_REACHED = 0.92
_WORDS_REACHING, _WORDS_NEAR, _WORDS_STRANGE = 2, 5, 3
# The evidence, in nats, that a single anchor may give by not being found.
_MOST_EVIDENCE = 3.0
_SHORTEST_WORD = 3
# Characters by which the length of a few words is less sure than that of many, and how many words are the last.
_UNSURE = 10.0
_LAST_FOUND = 3
_ARTICLE = ("ال", "وال", "بال", "لل", "كال", "فال")
# The accusative without article: adverbs and objects end many a sentence, «مجددا», «كثيرًا».
_ACCUSATIVE = re.compile("ا[\u064b]?$|\u064bا$")
_CLOSED = re.compile(r"[\"”’»)\]]")
_GOES_ON = re.compile(r"[،,:–-]\s*$")


class Piece(NamedTuple):
    """Part of the English with its anchors, and the part of the Arabic that should translate it.

    `told` is where the English has told all but who said it, which Arabic tells first; `tokens` are those of
    `target_start`:`target_end`.
    """

    start: int
    told: int
    end: int
    anchors: list[Anchor]
    tokens: list[Token]
    target_start: int
    target_end: int


def signs_of(pair: Pair, piece: Piece) -> dict[str, float]:
    """Return the signs that `piece` is cut; it must have tokens."""
    length = length_signs(pair, (piece.start, piece.end), piece.target_end - piece.target_start)
    return {**length, **_told(piece), **_room(pair, piece), **_ending(pair, piece)}


def length_signs(pair: Pair, span: tuple[int, int], length: int) -> dict[str, float]:
    """Return by how much `length` is more than the Arabic of `span`, as a logarithm, and how much that means."""
    expected = expected_length(pair, *span)
    longer = log(max(1, length) / expected)
    return {"longer": longer, "surely_longer": longer * sqrt(expected) / 10}


def _told(piece: Piece) -> dict[str, float]:
    """Return which parts of the English are found in the Arabic, and what of it the last words translate."""
    length = max(1, piece.told - piece.start)
    anchors = [anchor for anchor in piece.anchors if anchor.start < piece.told]
    keys = all_keys(piece.tokens)
    found = [anchor for anchor in anchors if not anchor.keys.isdisjoint(keys)]
    missed = [anchor for anchor in anchors if anchor.keys.isdisjoint(keys)]

    def at(anchor: Anchor) -> float:
        return ((anchor.start + anchor.end) / 2 - piece.start) / length

    second_half = all_keys(piece.tokens[len(piece.tokens) // 2 :])
    signs = {
        "missed_last": sum(_evidence(a) for a in missed if at(a) >= _LAST),
        "missed_late": sum(_evidence(a) for a in missed if _LATE <= at(a) < _LAST),
        "missed_before": sum(_evidence(a) for a in missed if at(a) < _LATE)
        / max(1, sum(at(a) < _LATE for a in anchors)),
        "found_last": float(sum(at(a) >= _LAST for a in found)),
        "found_late": float(sum(_LATE <= at(a) < _LAST for a in found)),
        "told_in_second_half": float(sum(at(a) >= _LATE and not a.keys.isdisjoint(second_half) for a in anchors)),
        "untold": (piece.told - max((a.end for a in found), default=piece.start)) / 10,
    }
    for name, words in (("reached", _WORDS_REACHING), ("nearly_reached", _WORDS_NEAR)):
        last = all_keys(piece.tokens[-words:])
        ends = [a.end for a in anchors if not a.keys.isdisjoint(last)]
        signs[name] = float(bool(ends) and (max(ends) - piece.start) / length > _REACHED)
        signs[f"not_{name}"] = float(not ends)
    return signs


def _room(pair: Pair, piece: Piece) -> dict[str, float]:
    """Return by how much what follows the found words in Arabic is longer than what follows them in English calls for.

    A text that is cut is short after each of them; one in another order is long after some.
    """
    places: dict[str, list[int]] = {}
    for number, token in enumerate(piece.tokens):
        for key in token.keys:
            places.setdefault(key, []).append(number)
    anchors = [a for a in piece.anchors if a.start < piece.told and not a.keys.isdisjoint(places)]
    if not anchors:
        return {"room": 0.0, "most_room": 0.0, "room_at_last": 0.0}
    rooms = []
    share = len(piece.tokens) / max(1, piece.told - piece.start)
    for anchor, called_for in zip(anchors, lengths_to(pair, [a.end for a in anchors], piece.end), strict=True):
        expected = ((anchor.start + anchor.end) / 2 - piece.start) * share
        token = piece.tokens[_nearest(places, anchor.keys, expected)]
        rooms.append((piece.target_end - token.end - called_for) / sqrt(_UNSURE + max(0.0, called_for)))
    return {"room": median(rooms), "most_room": max(rooms), "room_at_last": fmean(rooms[-_LAST_FOUND:])}


def _nearest(places: dict[str, list[int]], keys: frozenset[str], expected: float) -> int:
    """Return which place of any of `keys` is nearest to the `expected` one; at least one of them has a place."""
    near: list[int] = []
    for key in keys:
        numbers = places.get(key, [])
        at = bisect_left(numbers, expected)
        near += numbers[max(0, at - 1) : at + 1]
    return min(near, key=lambda number: (abs(number - expected), number))


def _evidence(anchor: Anchor) -> float:
    return min(_MOST_EVIDENCE, -log(1 - anchor.found))


def _ending(pair: Pair, piece: Piece) -> dict[str, float]:
    """Return what kind of word is the last, and how the one before it goes with it."""
    last, before = piece.tokens[-1], piece.tokens[-2] if len(piece.tokens) > 1 else None
    after_article = bool(before and before.folded.startswith(_ARTICLE))
    defined = last.folded.startswith(_ARTICLE)
    expected = frozenset[str]().union(*(anchor.keys for anchor in piece.anchors))
    strange = [t for t in piece.tokens[-_WORDS_STRANGE:] if _says_something(t) and expected.isdisjoint(t.keys)]
    brackets = pair.target[piece.target_start : piece.target_end]
    return {
        "dangling": float(last.folded in DANGLING),
        "head": float(last.folded in HEADS and last.folded not in DANGLING),
        "function_word": float(last.folded in FUNCTION_WORDS),
        "closing": float(last.folded in CLOSING),
        "accusative": float(bool(_ACCUSATIVE.search(pair.target[last.start : last.end]))),
        "defined": float(defined),
        "undefined_after_defined": float(after_article and not defined),
        "strange": float(len(strange)),
        "closed": float(bool(_CLOSED.search(pair.target[last.end : piece.target_end]))),
        "left_open": float(bool(_GOES_ON.search(pair.target[last.end : piece.target_end]))),
        "bracket_open": float(brackets.count("(") > brackets.count(")")),
    }


def _says_something(token: Token) -> bool:
    return len(token.folded) >= _SHORTEST_WORD and token.folded not in FUNCTION_WORDS and token.folded not in DANGLING
