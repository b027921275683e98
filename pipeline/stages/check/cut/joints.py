"""Where, in one Arabic sentence for two of the English, the second begins; and the signs that the first was cut there.

Translators join sentences with «و» and commas; a sentence that breaks off is followed by the next without either.
"""

import re
from itertools import accumulate
from typing import NamedTuple

from pipeline.stages.check.alignment.anchors import Anchor
from pipeline.stages.check.cut.endings import CONNECTIVES, DANGLING
from pipeline.stages.check.cut.tokens import Token

# What may stand where one sentence of the Arabic ends and the next begins, if not a full stop. A colon before a
# quotation begins no sentence: «وقال: "…».
_PAUSE = re.compile(r"""[.!?؟؛–—]|:(?!\s*["“”«»])""")
_COMMA = re.compile("[،,]")
_QUOTE = re.compile('["“”«»]')
_AND = re.compile("و..")
_SO = re.compile("ف(?!ي$|وق$|قط$)..")
_ARTICLE = re.compile("ال")
# By how many anchors more the second sentence must be told first to be believed to be.
_REVERSED = 1


class Joint(NamedTuple):
    """How many tokens tell of the first sentence: at least `least`, at most `most`, and likeliest `at`."""

    least: int
    at: int
    most: int


def joint_of(first: list[Anchor], second: list[Anchor], tokens: list[Token], text: str) -> Joint | None:
    """Return where the second of two sentences begins; None if nothing tells, or if the second is told first."""
    totals = _in_place(first, second, tokens)
    best = max(totals)
    if max(_in_place(second, first, tokens)) > best + _REVERSED:
        return None
    places = [i for i, total in enumerate(totals[:-1]) if total == best and i]
    if not places:
        return None
    least, most = places[0], places[-1]
    at = max(range(least, most + 1), key=lambda i: (_opens(tokens, i, text), i))
    return Joint(least, at, most)


def _in_place(first: list[Anchor], second: list[Anchor], tokens: list[Token]) -> list[int]:
    """Return for each number of tokens how many anchors are on their side if so many tell of the first sentence."""
    gains = [0] * (len(tokens) + 1)
    for anchors, sign in ((first, 1), (second, -1)):
        for anchor in anchors:
            places = [i for i, token in enumerate(tokens) if not anchor.keys.isdisjoint(token.keys)]
            if places:
                gains[places[0] + 1 if sign > 0 else places[-1] + 1] += sign
                gains[0] += sign < 0
    return list(accumulate(gains))


def _opens(tokens: list[Token], at: int, text: str) -> float:
    """Return how much token `at` looks like the first of a sentence."""
    gap, word = text[tokens[at - 1].end : tokens[at].start], tokens[at].folded
    return (
        3.0 * bool(_PAUSE.search(gap))
        + 1.5 * bool(_COMMA.search(gap))
        + 1.0 * (bool(_AND.match(word)) or word in CONNECTIVES)
        + 0.5 * (bool(_SO.match(word)) or bool(_ARTICLE.match(word)))
        - 1.0 * (tokens[at - 1].folded in DANGLING)
    )


def pauses(joint: Joint, tokens: list[Token], text: str) -> bool:
    """Tell whether a mark that may end a sentence stands where the second begins."""
    around = range(joint.least, min(joint.most + 1, len(tokens) - 1) + 1)
    return any(_PAUSE.search(text[tokens[i - 1].end : tokens[i].start]) for i in around)


def cues(joint: Joint, tokens: list[Token], text: str) -> dict[str, float]:
    """Return the signs of how two sentences are joined, around where the second begins."""
    around = range(max(1, joint.least - 1), min(len(tokens) - 1, joint.most + 1) + 1)
    gaps = [text[tokens[i - 1].end : tokens[i].start] for i in around]
    words = [tokens[i].folded for i in around]
    comma = any(map(_COMMA.search, gaps))
    linked = any(_AND.match(word) or _SO.match(word) or word in CONNECTIVES for word in words)
    return {
        "comma": float(comma),
        "linked": float(linked),
        "comma_and_linked": float(comma and linked),
        "connective": float(any(word in CONNECTIVES for word in words)),
        "quotation_mark": float(any(map(_QUOTE.search, gaps))),
        "opening": _opens(tokens, joint.at, text),
        "unsure": float(joint.most - joint.least),
    }
