"""Pieces of inline text to one plain string with marks: offsets in code points of the cleaned text."""

import unicodedata
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from pipeline.model import Mark, MarkedText
from pipeline.stages.extract.cleaning import collapsed
from pipeline.stages.extract.runs import OpenMark, Piece


def marked_text(pieces: Iterable[Piece], *, base: str) -> MarkedText:
    """Return the text of `pieces` with its marks; hrefs are made absolute from `base`.

    A link that leads nowhere else (`#notes`, `javascript:`) leaves its words and no mark.
    """
    text, spans = _joined(pieces)
    marks = [mark for opened, (start, end) in spans.items() if (mark := _mark(opened, start, end, base))]
    return MarkedText(text=text, marks=tuple(_in_order(marks))) if text.isascii() else _composed(text, marks)


def verbatim_words(pieces: Iterable[Piece]) -> tuple[str, ...]:
    """Return the words of `pieces` that are not to be translated, where they are not all of it."""
    text, spans = _joined(pieces)
    words = (text[start:end] for opened, (start, end) in spans.items() if opened.kind == "verbatim")
    return tuple(dict.fromkeys(unicodedata.normalize("NFC", said) for said in words if said != text))


def absolute(href: str | None, base: str) -> str | None:
    """Return `href` as an absolute http or https URL, or None where it is none."""
    href = "".join((href or "").split())
    if not href or href.startswith("#"):
        return None
    try:
        url = urljoin(base, href)
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None


def _joined(pieces: Iterable[Piece]) -> tuple[str, dict[OpenMark, tuple[int, int]]]:
    """Join `pieces` with single spaces, and tell for each mark the characters it covers, without spaces at its ends."""
    parts: list[str] = []
    spans: dict[OpenMark, tuple[int, int]] = {}
    length, after_space = 0, True
    for piece in pieces:
        part = collapsed(piece.text)
        if after_space:
            part = part.lstrip()
        if not part:
            continue
        after_space = part.endswith(" ")
        start = length + len(part) - len(part.lstrip())
        end = length + len(part.rstrip())
        for mark in piece.marks if start < end else ():
            spans[mark] = (spans[mark][0] if mark in spans else start, end)
        parts.append(part)
        length += len(part)
    return "".join(parts).rstrip(), spans


def _mark(opened: OpenMark, start: int, end: int, base: str) -> Mark | None:
    if opened.kind == "verbatim":
        return None
    if opened.kind != "link":
        return Mark(kind=opened.kind, start=start, end=end)
    href = absolute(opened.href, base)
    return Mark(kind="link", start=start, end=end, href=href) if href else None


def _in_order(marks: list[Mark]) -> list[Mark]:
    """Sort by start, the longer first; equal ones (`<b><strong>`) once."""
    return sorted(dict.fromkeys(marks), key=lambda mark: (mark.start, -mark.end))


def _composed(text: str, marks: list[Mark]) -> MarkedText:
    """Bring `text` to NFC and move the marks along."""
    composed = unicodedata.normalize("NFC", text)
    if composed == text:
        return MarkedText(text=text, marks=tuple(_in_order(marks)))
    moved = []
    for mark in marks:
        start, end = (len(unicodedata.normalize("NFC", text[:at])) for at in (mark.start, mark.end))
        if start < min(end, len(composed)):
            moved.append(mark.model_copy(update={"start": start, "end": min(end, len(composed))}))
    return MarkedText(text=composed, marks=tuple(_in_order(moved)))
