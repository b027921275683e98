"""Text with marks as nested markup: marks that overlap are closed and opened again, never crossed."""

from collections.abc import Callable, Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlsplit

from pipeline.arabic.direction import ltr_runs
from pipeline.model import Mark

SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
_OUTERMOST_FIRST = ("link", "isolate", "strong", "emphasis")


class Span(NamedTuple):
    """What stands on `text[start:end]`: a kind of mark, or `isolate` for a left-to-right run."""

    start: int
    end: int
    kind: str
    href: str | None = None


def is_safe(url: str | None) -> bool:
    """Tell whether a page may link to `url`: http, https or mailto, and nothing that runs."""
    try:
        return bool(url) and urlsplit(url).scheme in SAFE_SCHEMES
    except ValueError:
        return False


def spans(text: str, marks: Sequence[Mark]) -> list[Span]:
    """Return what stands on `text`: its marks, links cut so that none lies within another, and its isolates."""
    isolates = [Span(start, end, "isolate") for start, end in ltr_runs(text)]
    emphases = [Span(mark.start, mark.end, mark.kind) for mark in marks if mark.kind != "link"]
    return [*isolates, *emphases, *_links(marks)]


def _links(marks: Sequence[Mark]) -> list[Span]:
    """Give each character to the last link that covers it: the one that began last, so the more precise one."""
    owner: dict[int, str] = {}
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if mark.href is not None and is_safe(mark.href):
            owner.update(dict.fromkeys(range(mark.start, mark.end), mark.href))
    # Neighbours of one href keep the same difference between offset and rank, so they fall into one group.
    runs = groupby(enumerate(sorted(owner)), key=lambda pair: (owner[pair[1]], pair[1] - pair[0]))
    covered = [(href, [offset for _, offset in run]) for (href, _), run in runs]
    return [Span(offsets[0], offsets[-1] + 1, "link", href) for href, offsets in covered]


def nested(
    text: str,
    marked: Sequence[Span],
    *,
    opening: Callable[[Span], str],
    closing: Callable[[Span], str],
    plain: Callable[[str], str],
) -> str:
    """Return `text` with the markup of its spans, properly nested; `plain` escapes what stands between."""
    parts: list[str] = []
    stack: list[Span] = []
    position = 0
    for boundary in sorted({0, len(text), *(s.start for s in marked), *(s.end for s in marked)}):
        parts.append(plain(text[position:boundary]))
        position = boundary
        reopened: list[Span] = []
        while any(span.end <= boundary for span in stack):
            span = stack.pop()
            parts.append(closing(span))
            if span.end > boundary:
                reopened.append(span)
        started = [*reopened, *(span for span in marked if span.start == boundary)]
        for span in sorted(started, key=lambda s: (-s.end, _OUTERMOST_FIRST.index(s.kind))):
            parts.append(opening(span))
            stack.append(span)
    return "".join(parts)


_ELEMENTS = {"link": "a", "isolate": "bdi", "strong": "strong", "emphasis": "em"}


def inline_html(text: str, marks: Sequence[Mark] = ()) -> str:
    """Return `text` as HTML, with its marks and with each left-to-right run in a <bdi>."""
    return nested(
        text,
        spans(text, marks),
        opening=_opening_tag,
        closing=lambda span: f"</{_ELEMENTS[span.kind]}>",
        plain=escape,
    )


def _opening_tag(span: Span) -> str:
    if span.kind == "link":
        return f'<a href="{escape(span.href or "")}">'
    return '<bdi dir="ltr">' if span.kind == "isolate" else f"<{_ELEMENTS[span.kind]}>"
