"""The translation memory, as the translate stage sees it; the ledger keeps it.

A text is remembered with where it stood: its role, and the texts around it. Of several translations of one text a
person's counts before every machine's, then the one of a text of the same kind, then the one between the same
neighbours, then the latest. A few words mean one thing as a headline and another in a paragraph ("Strike"), so they
count only among texts of their kind; a whole sentence means the same everywhere.
"""

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, Protocol

from pydantic import AwareDatetime

from pipeline.model import Mark, MarkedText, Model, Role, SourceSegment

TextKind = Literal["headline", "name", "prose"]
_KINDS: Mapping[Role, TextKind] = {"headline": "headline", "heading": "headline", "author": "name", "credit": "name"}
# He left.  “He left.”  Did he leave?  (He left.)
_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*$")


class Context(Model):
    """Where a text stands: its role, and the English before and after it; None where that is not known or no matter."""

    role: Role | None = None
    before: str | None = None
    after: str | None = None


NOWHERE = Context()
"""The context of a text of which nothing else is known."""


class MemoryEntry(Model):
    """A translation unit: a text of the source, its Arabic, who translated it, and where it stood.

    `name` is an engine's, a file's or a person's, and `recorded_at` when it was said; where that corrected what
    another had said, `created_by` and `created_at` tell who and when. The marks of both sides correspond, one by
    one, in the source's order; hrefs in an entry are of the article it was made for, and a later one brings its own.
    """

    source: MarkedText
    target: MarkedText
    name: str
    reviewed: bool = False
    recorded_at: AwareDatetime
    context: Context = NOWHERE
    created_by: str | None = None
    created_at: AwareDatetime | None = None


class TranslationMemory(Protocol):
    """What remembers translations."""

    def find(
        self, sources: Sequence[MarkedText], *, contexts: Sequence[Context] = (), reviewed_only: bool = False
    ) -> list[MemoryEntry | None]:
        """Return for each source the best entry, given where each stands, or None; see `best`."""

    def store(self, entries: Iterable[MemoryEntry]) -> None:
        """Keep `entries`; a machine's entry never takes the place of a reviewed one."""


def memory_key(source: MarkedText, *, source_language: str = "en", target_language: str = "ar") -> str:
    """Return the key under which `source` is remembered: equal for texts that differ in spacing or Unicode form only.

    The kinds and the words of the marks are part of the key, their hrefs are not; of words that stood in the text
    before, so is how often.
    """
    marks = [_marked(source, mark) for mark in source.marks]
    return _digest(source_language, target_language, _normal(source.text), *marks)


def context_key(context: Context) -> str:
    """Return what tells one context of a text from another; empty where nothing is known."""
    parts = [
        str(context.role),
        *("" if text is None else f"={_normal(text)}" for text in (context.before, context.after)),
    ]
    return "" if context == NOWHERE else _digest(*parts)


def kind_of(role: Role) -> TextKind:
    """Return which texts a text of `role` is like."""
    return _KINDS.get(role, "prose")


def is_sentence(text: str) -> bool:
    """Tell whether `text` ends as a sentence does, so that it means the same as a headline and in a paragraph."""
    return _SENTENCE.search(text.rstrip()) is not None


def contexts_of(segments: Sequence[SourceSegment]) -> list[Context]:
    """Return where each of an article's segments stands; the neighbours of a name are no matter."""
    texts = ["", *(segment.source.text for segment in segments), ""]
    return [
        Context(role=segment.role)
        if kind_of(segment.role) == "name"
        else Context(role=segment.role, before=texts[number], after=texts[number + 2])
        for number, segment in enumerate(segments)
    ]


def best(entries: Iterable[MemoryEntry], context: Context = NOWHERE) -> MemoryEntry | None:
    """Return the one of `entries`, all of the same text, to be used in `context`; None where none of them can be."""

    def rank(entry: MemoryEntry) -> tuple[bool, bool, int, dt.datetime]:
        return (
            entry.reviewed,
            _is_same_kind(entry.context, context),
            _neighbours(entry.context, context),
            entry.recorded_at,
        )

    return max((entry for entry in entries if _can_stand(entry, context)), key=rank, default=None)


def _can_stand(entry: MemoryEntry, context: Context) -> bool:
    unknown = entry.context.role is None or context.role is None
    return unknown or _is_same_kind(entry.context, context) or is_sentence(entry.source.text)


def _is_same_kind(one: Context, other: Context) -> bool:
    return one.role is not None and other.role is not None and kind_of(one.role) == kind_of(other.role)


def _neighbours(one: Context, other: Context) -> int:
    """Return how many of the two texts around are the same in both contexts."""
    pairs = ((one.before, other.before), (one.after, other.after))
    return sum(a is not None and b is not None and _normal(a) == _normal(b) for a, b in pairs)


def _marked(source: MarkedText, mark: Mark) -> str:
    words = " ".join(source.marked(mark).split())
    times = _normal(source.text[: mark.start]).count(_normal(words)) if words else 0
    return f"{mark.kind}:{words}" + (f"#{times}" if times else "")


def _normal(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
