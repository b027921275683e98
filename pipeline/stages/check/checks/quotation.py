"""Quotation marks and brackets: opened and closed as in the English."""

import re
from collections.abc import Iterator

from pipeline.model import Flag
from pipeline.stages.check.findings import flag
from pipeline.stages.check.pair import Pair

# One pair of marks is one quotation: "…" “…” «…» ”…“ ''…''. Single marks are apostrophes too often to count,
# except where they open or close a word: 'muppets'.
_DOUBLE = re.compile("[\"“”„«»]|''|``")
_SINGLE = re.compile(r"(?<![\w'’])['‘](?=\w)|(?<=[^\Ws])['’](?![\w'’])|(?<=[.,!?])['’](?!\w)")
_BRACKETS = "()[]{}"
# (1) and a) number a list; :-) is a face.
_NUMBERING = re.compile(r"(?:^|\s)\w{1,2}\)|[:;]-?[()]")


def find(pair: Pair) -> Iterator[Flag]:
    """Yield a flag where a quotation or a bracket is open at one end, and is not so in the English."""
    source, target = list(_DOUBLE.finditer(pair.source)), list(_DOUBLE.finditer(pair.target))
    if len(source) % 2 == 0:
        lost = len(target) % 2 == 1 and not _single_marks_explain(pair)
    elif len(target) % 2 == 0:
        # A quotation that goes on in the text before or after; the Arabic may complete it.
        lost = len(target) < len(source)
    else:
        lost = len(target) == 1 == len(source) and _opens(pair.source, source[0]) != _opens(pair.target, target[0])
    if lost:
        yield flag("quotation_mark", None, target[-1].span() if target else None)
    if _unbalanced(pair.target) and not _unbalanced(pair.source):
        yield flag("bracket", None, _last_bracket(pair.target))


def _single_marks_explain(pair: Pair) -> bool:
    """Tell whether the odd mark out is a single one of the English made double in Arabic."""
    return len(_SINGLE.findall(pair.source)) % 2 == 1


def _opens(text: str, mark: re.Match[str]) -> bool:
    """Tell whether `mark` opens a quotation: a letter follows it at once, and none stands before it."""
    if mark[0] in "«“„»”":
        return mark[0] in "«“„"
    return text[mark.end() : mark.end() + 1].isalnum() and not text[: mark.start()][-1:].isalnum()


def _unbalanced(text: str) -> bool:
    plain = _NUMBERING.sub("", text)
    return any(plain.count(_BRACKETS[i]) != plain.count(_BRACKETS[i + 1]) for i in (0, 2, 4))


def _last_bracket(text: str) -> tuple[int, int] | None:
    at = max(text.rfind(bracket) for bracket in _BRACKETS)
    return None if at < 0 else (at, at + 1)
