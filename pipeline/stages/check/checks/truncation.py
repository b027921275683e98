"""Truncation: an Arabic text that breaks off before the English is told to its end.

The sign is a missing full stop where the English has one. As one human translation in a hundred lacks it too, the
words at the end must agree: those of the English are not found, or the Arabic ends in a word that cannot be the last.
"""

import re
from collections.abc import Iterator

from pipeline.arabic import stems, transliteration
from pipeline.arabic.letters import fold
from pipeline.model import Flag
from pipeline.stages.check.findings import flag
from pipeline.stages.check.pair import Pair

# A mark that ends a sentence, with the quotation marks and brackets after it.
_END = re.compile(r"(?:[.!?؟…:;؛][\"'”“’»)\]\s]*|[\"”’»)\]]\s*)$")
# Words that call for another after them: prepositions, relatives, auxiliaries, particles.
_DANGLING = frozenset(
    fold(word)
    for word in """
    من في على إلى أو أن إن التي الذي الذين اللذين اللتين مع بعد حتى ما عن هو هي أثناء قد بين خلال يمكن أكثر أقل والتي
    والذي عدم مثل بينما لم لن لا حيث قبل منذ نحو كما وهو وهي كان كانت يكون تكون كل غير هذا هذه ذلك تلك أي بعض عند لكن ولكن إذا
    دون ضد وفي ومن وعلى وإلى لدى هناك ليس عبر حول تحت فوق لكي كي سوف ثم بل لو لأن بأن فإن وأن وإن
    """.split()
)
# Logistic regression on human translations, whole and cut to 85 %; the logarithm of the odds that one is cut.
_BIAS = 5.8
_TAIL_FOUND = -0.25
_TAIL_MISSED = 1.15
_END_REACHED = -1.35
_NEARLY_REACHED = -0.75
_NOWHERE = -1.1
_DANGLES = 2.65
_LENGTH = -6.9
_THRESHOLD = -0.6
# The English words to be found again are those after this share of the text; the Arabic ends in this many words.
_TAIL = 0.82
_LAST_WORDS = 4
_REACHED = 0.92
_NEARLY = 0.8


def find(pair: Pair) -> Iterator[Flag]:
    """Yield a flag where the Arabic breaks off."""
    if not _END.search(pair.source) or _END.search(pair.target) or not pair.target_words:
        return
    if _odds(pair) > _THRESHOLD:
        last = pair.target_words[-1]
        yield flag("truncated", None, (last.start, len(pair.target.rstrip())))


def _odds(pair: Pair) -> float:
    length = len(pair.source.rstrip())
    hits = [not anchor.keys.isdisjoint(pair.target_keys) for anchor in pair.anchors if anchor.start >= _TAIL * length]
    reached = _reached(pair) / length
    odds = _BIAS + _TAIL_FOUND * sum(hits) + _TAIL_MISSED * (len(hits) - sum(hits))
    odds += _LENGTH * len(pair.target.rstrip()) / length
    odds += _END_REACHED * (reached > _REACHED) + _NEARLY_REACHED * (reached > _NEARLY) + _NOWHERE * (reached == 0)
    return odds + _DANGLES * _dangles(pair)


def _reached(pair: Pair) -> int:
    """Return where the last of the English ends that the last words of the Arabic translate; 0 if nowhere."""
    keys: set[str] = set()
    for word in pair.target_words[-_LAST_WORDS:]:
        keys |= stems.keys(word.folded)
        keys |= transliteration.arabic_keys(word.folded)
    keys |= {f"@{word.lower}" for word in pair.latin_words if word.start >= pair.target_words[-1].start}
    return max((anchor.end for anchor in pair.anchors if not anchor.keys.isdisjoint(keys)), default=0)


def _dangles(pair: Pair) -> bool:
    last = pair.target_words[-1]
    return last.folded in _DANGLING and not any(c.isalnum() for c in pair.target[last.end :])
