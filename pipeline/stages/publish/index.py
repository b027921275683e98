"""index.json and feed.json: all publications in brief, and the newest of them to subscribe to.

A long index has pages. They are named by their content and never change, and each names the next: whoever has read
index.json can read on to the end, however often it is written anew meanwhile. They are filled from the oldest
publication on, so that a new one changes index.json alone.
"""

import contextlib
import hashlib
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, Field, RootModel, ValidationError

from pipeline.model import Model
from pipeline.stages.publish.canonical import canonical_json
from pipeline.stages.publish.files import storage_errors, write_whole

INDEX_SCHEMA_ID = "urn:republish:schema:index:1"

PAGE_LENGTH = 1000
"""Publications on a page, around 300 kB. index.json has from so many to less than twice as many, or all there are."""

GRACE = 24 * 3600.0
"""Seconds for which a page stays that no index names any more: a reader may be on its way to it."""


class IndexEntry(Model):
    """One publication: its newest published revision, the SHA-256 of its file in hex, and the file's path from here."""

    id: str
    revision: int
    state: Literal["published", "withdrawn"]
    headline: str
    updated: AwareDatetime
    sha256: str
    path: str = Field(default_factory=lambda data: f"articles/{data['id']}.json")


class Index(Model):
    """index.json, or one of its pages: publications, the one that changed last first; `next` has the older ones."""

    schema_id: str = Field(default=INDEX_SCHEMA_ID, alias="schema")
    articles: tuple[IndexEntry, ...]
    next: str | None = Field(default=None, description="the next page's path from here; null on the last")


def write_index(entries: Iterable[IndexEntry], published: Path, *, page_length: int = PAGE_LENGTH) -> None:
    """Write published/index.json whole, and before it the pages that it leads to. Raises StorageError."""
    newest_first = sorted(entries, key=lambda entry: (-entry.updated.timestamp(), entry.id))
    pages = max(0, len(newest_first) // page_length - 1)
    first = len(newest_first) - pages * page_length
    following, named = _write_pages(newest_first[first:], published, page_length)
    _retire(published, named)
    _write_new(published / "index.json", canonical_json(Index(articles=tuple(newest_first[:first]), next=following)))
    _remove_retired(published, named)


def index_pages(published: Path) -> list[Path]:
    """Return the pages that lie in `published`, those of earlier indexes among them. Raises StorageError."""
    with storage_errors(published):
        return sorted(published.glob("index-*.json"))


def _write_pages(entries: Sequence[IndexEntry], published: Path, length: int) -> tuple[str | None, set[str]]:
    """Write `entries` on pages, the last one first; return the name of the first page, and all names."""
    following: str | None = None
    named: set[str] = set()
    for start in reversed(range(0, len(entries), length)):
        data = canonical_json(Index(articles=tuple(entries[start : start + length]), next=following))
        following = f"index-{hashlib.sha256(data).hexdigest()[:16]}.json"
        named.add(following)
        path = published / following
        _write_new(path, data)
    return following, named


def _write_new(path: Path, data: bytes) -> None:
    """Write what is not there yet: a file that stays as it is keeps its time, which a poller's request tells."""
    with storage_errors(path):
        there = path.exists() and path.read_bytes() == data
    if not there:
        write_whole(path, data)


def _retire(published: Path, named: set[str]) -> None:
    """Let the days of grace begin for the pages that index.json leads to now, and will not any more."""
    with storage_errors(published):
        for path in _named_by_index(published):
            if path.name not in named:
                os.utime(path)


def _named_by_index(published: Path) -> Iterator[Path]:
    path = published / "index.json"
    with contextlib.suppress(ValidationError):  # a damaged index leads nowhere, and is about to be written anew
        while path.exists() and (following := Index.model_validate_json(path.read_bytes()).next):
            path = published / following
            yield path


def _remove_retired(published: Path, named: set[str]) -> None:
    for path in index_pages(published):
        with storage_errors(path):
            if path.name not in named and path.stat().st_mtime < time.time() - GRACE:
                path.unlink()


def write_feed(feed: Mapping[str, object], published: Path) -> None:
    """Write published/feed.json whole, from what `pipeline.formats.json_feed` made. Raises StorageError."""
    _write_new(published / "feed.json", canonical_json(RootModel(feed)))
