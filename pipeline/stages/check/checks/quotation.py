"""Quotation marks and brackets: opened and closed as in the English."""

import re
from collections.abc import Iterator

from pipeline.model import Flag
from pipeline.stages.check.findings import flag
from pipeline.stages.check.pair import Pair

# One pair of marks is one quotation: "…" “…” «…» ”…“ ''…''. Single marks are apostrophes too often to count,
# except where they open or close a word: 'muppets'.
_DOUBLE = re.compile("[\"“”„«»]|''|``")
_SINGLE = re.compile(r"(?<![\w'’])['‘](?=\w)|(?<=[\w.,!?])['’](?![\w'’])")
_BRACKETS = "()[]{}"
# (1) and a) number a list; :-) is a face.
_NUMBERING = re.compile(r"(?:^|\s)\w{1,2}\)|[:;]-?[()]")


def find(pair: Pair) -> Iterator[Flag]:
    """Yield a flag where a quotation or a bracket is open at one end, and is not so in the English."""
    source, target = len(_DOUBLE.findall(pair.source)), len(_DOUBLE.findall(pair.target))
    if source % 2 == 0:
        lost = target % 2 == 1 and not _single_marks_explain(pair)
    else:
        # A quotation that goes on in the text before or after; the Arabic may complete it.
        lost = target % 2 == 0 and target < source
    if lost:
        yield flag("quotation_mark", None, _last(pair.target))
    if _unbalanced(pair.target) and not _unbalanced(pair.source):
        yield flag("bracket", None, _last_bracket(pair.target))


def _single_marks_explain(pair: Pair) -> bool:
    """Tell whether the odd mark out is a single one of the English made double in Arabic."""
    return len(_SINGLE.findall(pair.source)) % 2 == 1


def _last(text: str) -> tuple[int, int] | None:
    spans = [match.span() for match in _DOUBLE.finditer(text)]
    return spans[-1] if spans else None


def _unbalanced(text: str) -> bool:
    plain = _NUMBERING.sub("", text)
    return any(plain.count(_BRACKETS[i]) != plain.count(_BRACKETS[i + 1]) for i in (0, 2, 4))


def _last_bracket(text: str) -> tuple[int, int] | None:
    at = max(text.rfind(bracket) for bracket in _BRACKETS)
    return None if at < 0 else (at, at + 1)
