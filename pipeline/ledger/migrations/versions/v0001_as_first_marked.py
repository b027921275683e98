"""The tables as the ledger had them before its revisions were numbered.

A ledger of that time has been given tables without a mark, one by one: what is there stays, what is missing is made.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_INSTANT = sa.String(27)


def upgrade() -> None:
    """Make every table that is not there."""
    there = set(sa.inspect(op.get_bind()).get_table_names())
    _items()
    _publications()
    _followed()
    _translation()
    _feeds_and_runs()
    if "memory" in there and "units" not in there:
        _take_over_memory()


def _table(name: str, *columns: sa.Column[object], **options: bool) -> None:
    op.create_table(name, *columns, if_not_exists=True, **options)


def _of_item() -> sa.Column[object]:
    return sa.Column("item_id", sa.String(16), sa.ForeignKey("items.id", ondelete="CASCADE"), primary_key=True)


def _items() -> None:
    _table("meta", sa.Column("key", sa.String(), primary_key=True), sa.Column("value", sa.String(), nullable=False))
    _table(
        "items",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("source", sa.String()),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("reason", sa.String()),
        sa.Column("message", sa.Text()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", _INSTANT),
        sa.Column("headline", sa.Text()),
        sa.Column("reviewer", sa.String()),
        sa.Column("bypass_memory", sa.Integer(), nullable=False),
        sa.Column("discovered_at", _INSTANT, nullable=False),
        sa.Column("updated_at", _INSTANT, nullable=False),
    )
    op.create_index("items_by_state", "items", ["state", "updated_at"], if_not_exists=True)
    _table(
        "aliases",
        sa.Column("url", sa.Text(), primary_key=True),
        sa.Column("item_id", sa.String(16), sa.ForeignKey("items.id", ondelete="CASCADE"), nullable=False),
    )
    op.create_index("ix_aliases_item_id", "aliases", ["item_id"], if_not_exists=True)
    _outputs_and_events()


def _outputs_and_events() -> None:
    _table(
        "outputs",
        _of_item(),
        sa.Column("stage", sa.String(), primary_key=True),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("recorded_at", _INSTANT, nullable=False),
    )
    _table(
        "events",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("item_id", sa.String(16)),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("by", sa.String()),
        sa.Column("detail", sa.Text()),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_item_id", "events", ["item_id"], if_not_exists=True)


def _publications() -> None:
    _table(
        "publications",
        _of_item(),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("headline", sa.Text(), nullable=False),
        sa.Column("updated", _INSTANT, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.String(64), nullable=False),
    )
    _table(
        "changes",
        sa.Column("cursor", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("item_id", sa.String(16), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sqlite_autoincrement=True,
    )
    _table(
        "deliveries",
        sa.Column("sink", sa.String(), primary_key=True),
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("version", sa.String()),
        sa.Column("refused", sa.String()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("message", sa.Text()),
        sa.Column("at", _INSTANT, nullable=False),
    )


def _followed() -> None:
    _table(
        "checks",
        _of_item(),
        sa.Column("next_check_at", _INSTANT),
        sa.Column("checked_at", _INSTANT),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("message", sa.Text()),
        sa.Column("sign", sa.String()),
        sa.Column("sign_since", _INSTANT),
        sa.Column("kept", sa.String()),
        sa.Column("changes", sa.Text()),
    )
    op.create_index("ix_checks_next_check_at", "checks", ["next_check_at"], if_not_exists=True)


def _translation() -> None:
    _table(
        "engines",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("paused_until", _INSTANT),
        sa.Column("reason", sa.Text()),
        sa.Column("day", sa.String(10)),
        sa.Column("characters", sa.Integer(), nullable=False),
    )
    _table(
        "memory",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("reviewed", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("recorded_at", _INSTANT, nullable=False),
    )
    _table(
        "units",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("context", sa.String(64), primary_key=True),
        sa.Column("reviewed", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("role", sa.String()),
        sa.Column("before", sa.Text()),
        sa.Column("after", sa.Text()),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("recorded_at", _INSTANT, nullable=False),
        sa.Column("created_by", sa.String()),
        sa.Column("created_at", _INSTANT),
    )


def _feeds_and_runs() -> None:
    _table(
        "feeds",
        sa.Column("url", sa.Text(), primary_key=True),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("checked_at", _INSTANT, nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("message", sa.Text()),
    )
    _table(
        "runs",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("started_at", _INSTANT, nullable=False),
        sa.Column("finished_at", _INSTANT),
        sa.Column("exit_code", sa.Integer()),
        sa.Column("summary", sa.Text()),
        sqlite_autoincrement=True,
    )


def _take_over_memory() -> None:
    """Copy what was remembered without contexts; the old table stays as it was."""
    op.execute(
        "INSERT INTO units (key, context, reviewed, source, target, name, recorded_at) "
        "SELECT key, '', reviewed, source, target, name, recorded_at FROM memory"
    )
