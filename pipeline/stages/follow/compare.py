"""What a reader of the source would find changed between two readings of an article, and what is cosmetic.

Cosmetic is what says nothing new: spacing, the shape of quotation marks and dashes, counters and clocks that run
by themselves, the addresses that images and links are served from, and a date of change without any change.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

from pipeline.model import Article, Block, Embed, Figure, MarkedText, Model
from pipeline.web import normalise_url

ChangeKind = Literal["headline", "description", "body", "caption", "image", "authors", "date", "address", "rights"]
"""What a source may change; `address` is where the article lies, `rights` what page and server say about reuse."""

# Characters that sites exchange for one another without a change of meaning: ’ for ', “ for ", – for -.
_SHAPES = str.maketrans({
    "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2026": "...",
})  # fmt: skip
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
# A line that counts or tells the time by itself: "1.2k shares", "14 comments", "Shares: 310", "5 min read",
# "Updated 3 hours ago", "2 days ago", "Last updated on 3 March 2025 at 10:15".
_RUNS_BY_ITSELF = re.compile(
    r"(?:[\d.,]+\s*[km]?\s*(?:shares?|comments?|views?|likes?|reads?|repl(?:y|ies)|reactions?|claps?)"
    r"|(?:shares?|comments?|views?|likes?|reads?)\s*[:(]?\s*[\d.,]+\s*[km]?\)?"
    r"|\d+\s*min(?:ute)?s?\s*read"
    r"|(?:(?:last\s+)?updated|published|posted)?:?\s*\d+\s*(?:min(?:ute)?s?|hours?|hrs?|days?|weeks?)\s*ago"
    r"|(?:last\s+)?(?:updated|modified)\b[^.!?]{0,40}\d[^!?]{0,40})\.?",
    re.IGNORECASE,
)
# An image file's name, whose query only tells size, quality and version: "photo-12.jpg".
_IMAGE_FILES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".svg"})
# What of an image's address tells its size: "640x360", "image_1484w", "w_800", "=w700".
_SIZE = re.compile(r"(?:(?<=[-_/,=])|^)(?:[whc]_?\d{2,4}|\d{2,4}(?:x\d{2,4}|w|h|px))(?=[-_/,.]|$)")
# What a query says of an image's size, shape, quality, format and version, and not which one it is: "w=640", "v=3".
_SHOWN_HOW = frozenset({
    "w", "h", "width", "height", "size", "sz", "resize", "fit", "crop", "rect", "scale", "dpr", "q", "quality", "auto",
    "fm", "format", "fl", "strip", "ssl", "v", "ver", "version", "rev", "t", "ts", "timestamp", "cb", "_",
})  # fmt: skip

Print = tuple[str, ...]
"""What of a text or an image has to be the same for a reader to find nothing new."""


class Change(Model):
    """One kind of change, and in English what it was about."""

    kind: ChangeKind
    detail: str


def compare(before: Article, after: Article) -> tuple[Change, ...]:
    """Return what changed from `before` to `after`, each kind once; nothing where all that differs is cosmetic."""
    found = (
        _said_otherwise("headline", before.headline, after.headline),
        _said_otherwise("description", before.description, after.description),
        _listed("body", _body(before), _body(after)),
        _listed("caption", _captions(before), _captions(after)),
        _listed("image", _images(before), _images(after)),
        _listed("authors", _names(before), _names(after)),
        _said_otherwise("date", _first_published(before), _first_published(after)),
        _said_otherwise("address", _address(before.canonical_url), _address(after.canonical_url)),
        _listed("rights", _signals(before), _signals(after)),
    )
    return tuple(change for change in found if change is not None)


def plain(text: str) -> str:
    """Return `text` as all cosmetic variants of it are."""
    bare = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text.translate(_SHAPES)))
    return " ".join(bare.translate(_SHAPES).split())


def _said_otherwise(kind: ChangeKind, before: str | None, after: str | None) -> Change | None:
    one, other = plain(before or ""), plain(after or "")
    return None if one == other else Change(kind=kind, detail=f"“{_short(one)}” became “{_short(other)}”")


def _listed(kind: ChangeKind, before: Sequence[Print], after: Sequence[Print]) -> Change | None:
    """Return what changed in a list, in words: how much of it is new, gone, or said otherwise, or only its order."""
    if before == after:
        return None
    if sorted(before) == sorted(after):
        return Change(kind=kind, detail="the order changed")
    changed = added = removed = 0
    # autojunk would leave out what is frequent in long lists.
    for _, start, end, from_, to in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if before[start:end] != after[from_:to]:
            both = min(end - start, to - from_)
            changed, added, removed = changed + both, added + to - from_ - both, removed + end - start - both
    counts = ((changed, "changed"), (added, "added"), (removed, "removed"))
    return Change(kind=kind, detail=", ".join(f"{count} {what}" for count, what in counts if count))


def _body(article: Article) -> list[Print]:
    return [text for block in article.blocks if (text := _text_of(block))]


def _text_of(block: Block) -> Print | None:
    if isinstance(block, Figure):
        return None
    if isinstance(block, Embed):
        return "embed", _address(block.url), *_marked(block)
    if _RUNS_BY_ITSELF.fullmatch(plain(block.text)):
        return None
    return f"{block.type}{block.level or ''}", *_marked(block)


def _marked(text: MarkedText) -> Print:
    marks = sorted(f"{mark.kind} {plain(text.marked(mark))} {_address(mark.href)}" for mark in text.marks)
    return plain(text.text), *marks


def _figures(article: Article) -> Iterator[Figure]:
    return (block for block in article.blocks if isinstance(block, Figure))


def _captions(article: Article) -> list[Print]:
    texts = ((f.caption.text if f.caption else "", f.credit or "", f.alt or "") for f in _figures(article))
    return [tuple(map(plain, each)) for each in texts if any(each)]


def _images(article: Article) -> list[Print]:
    return [(_image(figure.image.url),) for figure in _figures(article) if figure.image]


def _image(url: str) -> str:
    """Return what stays the same in the addresses of one image: the host that serves it may be another each time."""
    parts = urlsplit(url)
    path = _SIZE.sub("", parts.path)
    if PurePosixPath(path).suffix.lower() in _IMAGE_FILES:
        return path
    fields = sorted(field for field in parts.query.split("&") if field.partition("=")[0].lower() not in _SHOWN_HOW)
    return _address(urlunsplit((parts.scheme, parts.netloc, path, "&".join(fields), "")))


def _address(url: str | None) -> str:
    """Return where `url` leads, without what only tracks; a link to http and its https are one."""
    try:
        return normalise_url(url).partition("://")[2] if url else ""
    except ValueError:
        return url or ""


def _names(article: Article) -> list[Print]:
    return [(plain(author.name),) for author in article.authors]


def _first_published(article: Article) -> str:
    at = article.first_published_at
    day = article.first_published_date
    return at.astimezone(dt.UTC).isoformat() if at else day.isoformat() if day else ""


def _signals(article: Article) -> list[Print]:
    return sorted({(signal.kind, plain(signal.value)) for signal in article.signals})


def _short(text: str, length: int = 80) -> str:
    return text if len(text) <= length else f"{text[:length].rstrip()}…"
