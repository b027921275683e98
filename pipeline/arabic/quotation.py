"""Quotation marks of one kind, nested as the house has it: «… “…” …», or “… «…» …”.

What opens and what closes is told by what stands beside a mark, as engines write "…", ”…“ and »…« alike. Where the
marks of a text do not come in pairs, the English tells whether one was lost, or one is too many; where it does not,
nothing is changed, and the check of quotation marks says so.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple

from pipeline.arabic.letters import ARABIC_LETTER
from pipeline.arabic.rewriting import Edit

QuotationMarks = Literal["guillemets", "curly"]
_LEVELS: Mapping[QuotationMarks, tuple[str, str]] = MappingProxyType(
    {"guillemets": ("«»", "“”"), "curly": ("“”", "«»")}
)

# "…"  “…”  „…“  «…»  ''…''  ``…''
DOUBLE = re.compile("[\"“”„‟«»\uff02]|''|``")
# 'نعم' ‘نعم’: single marks at the edges of words; within a word they are apostrophes.
_SINGLE = re.compile(r"(?P<opens>(?<![\w'’‘])['‘](?=\w))|(?<=[\w.,!?؟…])['’](?![\w'’‘])")
_ALL = "\"“”„‟«»\uff02'`‘’"
_OPENING = "«“„"
_SPACE = " \u00a0"
# What stands before a mark that opens, and what after one that closes, besides spaces.
_BEFORE_OPENING = "([{"
_AFTER_CLOSING = ".,،؛;:!?؟…)]}"
_FINAL = ".!?؟…"
# 6'2" and 55": feet, inches and minutes.
_MEASURE = re.compile("[0-9٠-٩]$")


class _Mark(NamedTuple):
    start: int
    end: int
    opens: bool


def edits(text: str, kind: QuotationMarks, source: str = "") -> list[Edit]:
    """Return what is to be changed in `text` so that its quotations are of `kind`; `source` is its English."""
    marks = _marks(text)
    surplus = _surplus(marks)
    if surplus == (0, 0):
        return list(_levelled(text, marks, kind))
    if len(DOUBLE.findall(source)) % 2:
        # A quotation that goes on in the text before or after, as in the English.
        return list(_levelled(text, marks, kind)) if sum(surplus) == 1 else []
    return _mended(text, marks, surplus, source)


def _marks(text: str) -> list[_Mark]:
    """Return the marks of `text` in order, each as opening or closing a quotation."""
    found: list[_Mark] = []
    depth = 0
    singles = _singles(text)
    known = {mark.start: mark.opens for mark in singles}
    places = [match.span() for match in DOUBLE.finditer(text)] + [(mark.start, mark.end) for mark in singles]
    for start, end in sorted(places):
        opens = known[start] if start in known else _opens(text, start, end, depth)
        found.append(_Mark(start, end, opens))
        depth = depth + 1 if opens else max(0, depth - 1)
    return found


def _singles(text: str) -> list[_Mark]:
    """Return the single marks where they come in pairs around Arabic, else none."""
    marks = [_Mark(*match.span(), bool(match["opens"])) for match in _SINGLE.finditer(text)]
    pairs = list(zip(marks[::2], marks[1::2], strict=False))
    paired = len(marks) % 2 == 0 and all(
        opening.opens and not closing.opens and ARABIC_LETTER.search(text, opening.end, closing.start)
        and len(DOUBLE.findall(text, opening.end, closing.start)) % 2 == 0
        for opening, closing in pairs
    )  # fmt: skip
    return marks if paired else []


def _opens(text: str, start: int, end: int, depth: int) -> bool:
    before, after = _neighbour(text, start, -1), _neighbour(text, end, 1)
    may_open = bool(after) and after not in _SPACE + _AFTER_CLOSING
    may_close = bool(before) and before not in _SPACE + _BEFORE_OPENING
    if may_open != may_close:
        return may_open
    if depth == 0:  # «بـ"القاعدة"»: what is joined before a word stands before its mark
        return True
    return text[start] in _OPENING


def _neighbour(text: str, at: int, step: Literal[-1, 1]) -> str:
    """Return the character before (-1) or from (1) `at` on that is no mark itself; empty at the text's end."""
    beside = text[at:].lstrip(_ALL)[:1] if step == 1 else text[:at].rstrip(_ALL)[-1:]
    return " " if beside.isspace() else beside


def _surplus(marks: Sequence[_Mark]) -> tuple[int, int]:
    """Return how many marks open what is not closed, and how many close what was not opened."""
    depth = unopened = 0
    for mark in marks:
        if mark.opens:
            depth += 1
        elif depth:
            depth -= 1
        else:
            unopened += 1
    return depth, unopened


def _levelled(text: str, marks: Sequence[_Mark], kind: QuotationMarks) -> Iterator[Edit]:
    """Yield each mark as its depth has it, without spaces on its inner side."""
    depth, reached = 0, 0
    for mark in marks:
        depth = depth if mark.opens else max(0, depth - 1)
        pair = _LEVELS[kind][depth % 2]
        depth = depth + 1 if mark.opens else depth
        start, end = mark.start, mark.end
        if mark.opens:
            end += len(text[end:]) - len(text[end:].lstrip(_SPACE))
        else:
            start = max(reached, len(text[:start].rstrip(_SPACE)))
        yield Edit(start, end, pair[0] if mark.opens else pair[1])
        reached = end


def _mended(text: str, marks: Sequence[_Mark], surplus: tuple[int, int], source: str) -> list[Edit]:
    """Return what sets right a text with one mark too many or too few, where the English leaves no doubt."""
    expected = len(DOUBLE.findall(source))
    if not expected:
        stray = len(marks) == 1 and bool(source) and not _SINGLE.search(source)
        start, end, _ = marks[0]
        return [Edit(start, end, "")] if stray and not _MEASURE.search(text[:start]) else []
    if len(marks) != expected - 1:
        return []
    words = source.strip()
    if surplus == (1, 0) and DOUBLE.match(words.rstrip(_FINAL)[-1:]):
        at = len(text.rstrip()) if DOUBLE.match(words[-1:]) else len(text.rstrip().rstrip(_FINAL))
        return [Edit(at, at, '"')]
    if surplus == (0, 1) and DOUBLE.match(words[:1]):
        return [Edit(0, 0, '"')]
    return []
