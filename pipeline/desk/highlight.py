"""A text with its flags on the very words, as safe HTML."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from markupsafe import Markup, escape

from pipeline.arabic.direction import ltr_runs
from pipeline.model import Flag, MarkedText

Side = Literal["source", "target"]


class _Piece(NamedTuple):
    start: int
    end: int


def highlighted(text: MarkedText, flags: Sequence[Flag], side: Side, span: tuple[int, int] | None = None) -> Markup:
    """Return `text`, or a span of it, with a <mark> on what each flag is about; links and emphases have their class.

    A flag on the whole text marks nothing: it would hide what the others are about. Left-to-right runs of an Arabic
    text are isolated, so that the signs at their edges stay in their place.
    """
    flags = [flag for flag in flags if _span(flag, side) not in (None, (0, len(text.text)))]
    runs = list(ltr_runs(text.text)) if side == "target" else []
    parts: list[Markup] = []
    position, last = span or (0, len(text.text))
    for start, end in _within(runs, (position, last)):
        parts += [_marked(text, flags, side, _Piece(position, start)), Markup('<bdi dir="ltr">')]
        parts += [_marked(text, flags, side, _Piece(start, end)), Markup("</bdi>")]
        position = end
    parts.append(_marked(text, flags, side, _Piece(position, last)))
    return Markup("").join(parts)


def _within(runs: Sequence[tuple[int, int]], span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    for run in runs:
        start, end = max(run[0], span[0]), min(run[1], span[1])
        if start < end:
            yield start, end


def _marked(text: MarkedText, flags: Sequence[Flag], side: Side, whole: _Piece) -> Markup:
    if not (flags or text.marks):
        return escape(text.text[whole.start : whole.end])
    pieces = []
    for piece in _pieces(text, flags, side, whole):
        html = escape(text.text[piece.start : piece.end])
        for mark in text.marks:
            if mark.start <= piece.start and piece.end <= mark.end:
                html = Markup('<span class="{}" title="{}">{}</span>').format(mark.kind, mark.href or "", html)
        about = [flag for flag in flags if _covers(flag, side, piece)]
        if about:
            severity = "hold" if any(flag.severity == "hold" for flag in about) else "note"
            details = "\n".join(flag.detail for flag in about)
            html = Markup('<mark class="{}" title="{}">{}</mark>').format(severity, details, html)
        pieces.append(html)
    return Markup("").join(pieces)


def _pieces(text: MarkedText, flags: Sequence[Flag], side: Side, whole: _Piece) -> Iterator[_Piece]:
    """Cut `whole` wherever a mark or a flag begins or ends, so that nothing overlaps within a piece."""
    cuts = {whole.start, whole.end}
    for span in (*((mark.start, mark.end) for mark in text.marks), *(_span(flag, side) for flag in flags)):
        cuts |= {cut for cut in span or () if whole.start < cut < whole.end}
    return (_Piece(start, end) for start, end in pairwise(sorted(cuts)))


def _covers(flag: Flag, side: Side, piece: _Piece) -> bool:
    span = _span(flag, side)
    return span is not None and span[0] <= piece.start and piece.end <= span[1]


def _span(flag: Flag, side: Side) -> tuple[int, int] | None:
    return flag.source_span if side == "source" else flag.target_span
