"""The ledger's tables. Times are ISO 8601 text in UTC, with microseconds: they sort and read alike everywhere."""

import datetime as dt
from typing import Any

from sqlalchemy import (
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
"""The revisions that this version knows, files in pipeline/ledger/migrations/versions; the last makes these tables."""

MARK = "2"
"""What versions from before the revisions read of the table `meta`: they leave such a ledger alone."""


class Instant(TypeDecorator[dt.datetime]):
    """An aware datetime, stored in UTC as `2024-07-29T13:00:00.000000Z`."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:  # noqa: ANN401 - SQLAlchemy's
        """Write an instant; one without a zone is a mistake of ours."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no zone")
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")

    def process_result_value(self, value: Any | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ANN401 - the same
        """Read an instant, in UTC."""
        del dialect
        return None if value is None else dt.datetime.fromisoformat(value)


metadata = MetaData()

meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", String, nullable=False))

items = Table(
    "items",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("url", Text, nullable=False, comment="as first known"),
    Column("source", String, comment="the [[source]]'s name, where one claims it"),
    Column("state", String, nullable=False),
    Column("stage", String, nullable=False, comment="the stage to run next, or the one that stopped the item"),
    Column("reason", String, comment="an error's code or a refusal's reason"),
    Column("message", Text),
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_attempt_at", Instant, comment="of a failed or left item; null when only a person tries it again"),
    Column("headline", Text),
    Column("reviewer", String, comment="who approved what is held"),
    Column("bypass_memory", Integer, nullable=False, default=0, comment="1: translate afresh, see `retry`"),
    Column("discovered_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("starts", Integer, nullable=False, default=0, server_default="0", comment="since a stage was last done"),
    Column("backfill", Integer, nullable=False, default=0, server_default="0", comment="1: no news when it was found"),
)
Index("items_by_state", items.c.state, items.c.updated_at)
Index("items_by_update", items.c.updated_at)
Index("items_by_source", items.c.source, items.c.updated_at)
Index("items_by_reason", items.c.reason, items.c.updated_at)
# Counts by state, source and reason, and of what is due, come from this one alone.
Index("items_counted", items.c.state, items.c.source, items.c.reason, items.c.next_attempt_at)

aliases = Table(
    "aliases",
    metadata,
    Column("url", Text, primary_key=True, comment="normalised"),
    Column("item_id", ForeignKey("items.id", ondelete="CASCADE"), nullable=False, index=True),
)

# Filled by triggers, which `pipeline.ledger.searchable` makes, with the index. What an item had before stays.
searchable = Table(
    "searchable",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("item_id", String(16), nullable=False),
    Column("text", Text, nullable=False, comment="what the item is searched by: id and URL, a headline"),
)

outputs = Table(
    "outputs",
    metadata,
    Column("item_id", ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
    Column("stage", String, primary_key=True),
    Column("payload", LargeBinary, nullable=False, comment="JSON, zlib"),
    Column("seconds", Float, nullable=False),
    Column("recorded_at", Instant, nullable=False),
)

revisions = Table(
    "revisions",
    metadata,
    Column("item_id", ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, primary_key=True, comment="one that a newer one has followed"),
    Column("payload", LargeBinary, nullable=False, comment="the publication as JSON, zlib"),
    Column("recorded_at", Instant, nullable=False, comment="when the newer one was published"),
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Instant, nullable=False),
    Column("item_id", String(16), index=True),
    Column("event", String, nullable=False),
    Column("by", String),
    Column("detail", Text),
    sqlite_autoincrement=True,
)

publications = Table(
    "publications",
    metadata,
    Column("item_id", ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("headline", Text, nullable=False),
    Column("updated", Instant, nullable=False),
    Column("sha256", String(64), nullable=False, comment="of the file"),
    Column("content", String(64), nullable=False, comment="SHA-256 of what readers see; a new one is a new revision"),
    Column("cursor", Integer, nullable=False, default=0, server_default="0", comment="of the latest change told of it"),
)
# Consumers read on from a cursor, of one state or of all.
Index("publications_by_cursor", publications.c.cursor)
Index("publications_by_state", publications.c.state, publications.c.cursor)

changes = Table(
    "changes",
    metadata,
    Column("cursor", Integer, primary_key=True, autoincrement=True),
    Column("item_id", String(16), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("sha256", String(64), nullable=False),
    sqlite_autoincrement=True,
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("sink", String, primary_key=True),
    Column("name", String, primary_key=True, comment="of a file below [paths] published"),
    Column("version", String, comment="what the sink has of it; null: nothing yet"),
    Column("refused", String, comment="the version that it does not want"),
    Column("attempts", Integer, nullable=False, default=0, comment="in vain, since something was delivered"),
    Column("message", Text, comment="why the last attempt failed"),
    Column("at", Instant, nullable=False),
)

checks = Table(
    "checks",
    metadata,
    Column("item_id", ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
    Column("next_check_at", Instant, index=True, comment="null: not looked at any more"),
    Column("checked_at", Instant, comment="when it was last looked at"),
    Column("done", Integer, nullable=False, comment="looks since the last revision that got an answer"),
    Column("failures", Integer, nullable=False, comment="looks in a row that got none"),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("message", Text, comment="what the last look found, where that was not the article"),
    Column("sign", String, comment="what may mean that the source took the article back"),
    Column("sign_since", Instant, comment="when that was first seen"),
    Column("kept", String, comment="the sign in spite of which a person kept the publication"),
    Column("changes", Text, comment="what the source changed and no revision tells yet, JSON"),
)

engines = Table(
    "engines",
    metadata,
    Column("name", String, primary_key=True, comment="in the configuration"),
    Column("paused_until", Instant, comment="not to be asked before"),
    Column("reason", Text, comment="what it answered when the pause began"),
    Column("day", String(10), comment="of the characters, in UTC: 2024-07-29"),
    Column("characters", Integer, nullable=False, comment="sent on that day, where the engine has a daily limit"),
)

# What republish remembered before it kept contexts; its rows were copied into `units` when that was made.
memory = Table(
    "memory",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("reviewed", Integer, primary_key=True),
    Column("source", Text, nullable=False, comment="a MarkedText, JSON"),
    Column("target", Text, nullable=False, comment="a MarkedText, JSON"),
    Column("name", String, nullable=False),
    Column("recorded_at", Instant, nullable=False),
)

units = Table(
    "units",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("context", String(64), primary_key=True, comment="a digest of where the text stood; empty: not known"),
    Column("reviewed", Integer, primary_key=True),
    Column("role", String, comment="of the text in its article"),
    Column("before", Text, comment="the English before it"),
    Column("after", Text, comment="the English after it"),
    Column("source", Text, nullable=False, comment="a MarkedText, JSON"),
    Column("target", Text, nullable=False, comment="a MarkedText, JSON"),
    Column("name", String, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("created_by", String, comment="who said it first, where `name` changed it"),
    Column("created_at", Instant),
)

feeds = Table(
    "feeds",
    metadata,
    Column("url", Text, primary_key=True),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("checked_at", Instant, nullable=False),
    Column("failures", Integer, nullable=False, default=0),
    Column("message", Text),
    Column("next_check_at", Instant, comment="not to be asked before"),
)

site_files = Table(
    "site_files",
    metadata,
    Column("url", Text, primary_key=True),
    Column("content", LargeBinary, comment="zlib; null: there is no such file"),
    Column("expires_at", Instant, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("started_at", Instant, nullable=False),
    Column("finished_at", Instant),
    Column("exit_code", Integer),
    Column("summary", Text, comment="JSON"),
    sqlite_autoincrement=True,
)
