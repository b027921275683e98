"""index.json and feed.json: all publications in brief, and the newest of them to subscribe to."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, Field, RootModel

from pipeline.model import Model
from pipeline.stages.publish.canonical import canonical_json
from pipeline.stages.publish.files import write_whole

INDEX_SCHEMA_ID = "urn:republish:schema:index:1"


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
    """index.json: every publication, the one that changed last first."""

    schema_id: str = Field(default=INDEX_SCHEMA_ID, alias="schema")
    articles: tuple[IndexEntry, ...]


def write_index(entries: Iterable[IndexEntry], published: Path) -> None:
    """Write published/index.json whole. Raises StorageError."""
    newest_first = sorted(entries, key=lambda entry: (-entry.updated.timestamp(), entry.id))
    write_whole(published / "index.json", canonical_json(Index(articles=tuple(newest_first))))


def write_feed(feed: Mapping[str, object], published: Path) -> None:
    """Write published/feed.json whole, from what `pipeline.formats.json_feed` made. Raises StorageError."""
    write_whole(published / "feed.json", canonical_json(RootModel(feed)))
