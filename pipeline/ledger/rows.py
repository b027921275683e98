"""What the ledger gives of publications, changes and feeds."""

import datetime as dt
from typing import Literal

from pydantic import Field

from pipeline.model import Model


class PublicationRow(Model):
    """What index.json says of a publication, and a digest of what readers see of it."""

    item_id: str
    revision: int
    state: Literal["published", "withdrawn"]
    headline: str
    updated: dt.datetime
    sha256: str
    content: str


class ChangeRow(Model):
    """One line of changes.jsonl; cursors only grow."""

    cursor: int
    item_id: str
    revision: int
    state: str
    at: dt.datetime
    sha256: str


class DeliveryRow(Model):
    """What a sink has of a file: a version, null for none; the version it refused; and what went wrong since when."""

    sink: str
    name: str
    version: str | None = None
    refused: str | None = None
    attempts: int = 0
    message: str | None = None
    at: dt.datetime


class CheckRow(Model):
    """How a published article is followed: when it was and will be looked at, and what was found; see the table."""

    item_id: str
    next_check_at: dt.datetime | None = None
    checked_at: dt.datetime | None = None
    done: int = 0
    failures: int = 0
    etag: str | None = None
    last_modified: str | None = None
    message: str | None = None
    sign: str | None = None
    sign_since: dt.datetime | None = None
    kept: str | None = None
    changes: dict[str, str] = Field(default_factory=dict, description="by kind, in English")


class FeedRow(Model):
    """What is known of a feed: its validators, when it was asked and may be again, how often it failed in a row."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    checked_at: dt.datetime
    failures: int = 0
    message: str | None = None
    next_check_at: dt.datetime | None = None
