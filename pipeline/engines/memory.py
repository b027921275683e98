"""The translation memory, as the translate stage sees it; the ledger keeps it."""

import hashlib
import unicodedata
from collections.abc import Sequence
from typing import Protocol

from pydantic import AwareDatetime

from pipeline.model import MarkedText, Model


class MemoryEntry(Model):
    """A translation unit: a text of the source, its Arabic, and who translated it.

    `name` is an engine's, a file's or a person's. The marks of both sides correspond, one by one, in the
    source's order; hrefs in an entry are of the article it was made for, and a later one brings its own.
    """

    source: MarkedText
    target: MarkedText
    name: str
    reviewed: bool = False
    recorded_at: AwareDatetime


class TranslationMemory(Protocol):
    """What remembers translations."""

    def find(self, sources: Sequence[MarkedText], *, reviewed_only: bool = False) -> list[MemoryEntry | None]:
        """Return for each source its entry, a reviewed one before a machine's, or None."""

    def store(self, entries: Sequence[MemoryEntry]) -> None:
        """Keep `entries`; a machine's entry never takes the place of a reviewed one."""


def memory_key(source: MarkedText, *, source_language: str = "en", target_language: str = "ar") -> str:
    """Return the key under which `source` is remembered: equal for texts that differ in spacing or Unicode form only.

    The kinds and the words of the marks are part of the key, their hrefs are not.
    """
    text = " ".join(unicodedata.normalize("NFC", source.text).split())
    marks = [f"{mark.kind}:{' '.join(source.marked(mark).split())}" for mark in source.marks]
    return hashlib.sha256("\x1f".join((source_language, target_language, text, *marks)).encode()).hexdigest()
