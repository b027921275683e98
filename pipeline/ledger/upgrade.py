"""A ledger's tables made, or brought to those that this version knows; what a newer version made is left alone.

Which tables a ledger has says Alembic's own mark. It is read without Alembic, which is imported only where a revision
is due: most commands start without it.
"""

import datetime as dt

from sqlalchemy import Column, Connection, Engine, MetaData, String, Table, insert, inspect, select

from pipeline.errors import LedgerUnusable
from pipeline.ledger import schema
from pipeline.ledger.searchable import make_index

_MARK = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
"""The table in which Alembic keeps the revision; it is no part of our schema."""

_UNMARKED = ""
"""Of a ledger that is older than the revisions."""


def prepare(reader: Engine, writer: Engine, name: str) -> None:
    """Make the tables, or bring them up to date in one transaction; `name` is how errors call the ledger.

    Raises LedgerUnusable where a newer version made them; the ledger is not touched then.
    """
    with reader.connect() as connection:
        found = _revision(connection)
    if found == schema.REVISIONS[-1]:
        return
    _require_known(found, name)
    with writer.begin() as connection:
        found = _revision(connection)  # asked again, now that no other process can be at the same
        if found is None:
            schema.metadata.create_all(connection)
            make_index(connection)
            _MARK.create(connection)
            connection.execute(insert(_MARK).values(version_num=schema.REVISIONS[-1]))
            connection.execute(insert(schema.meta).values(key="version", value=schema.MARK))
        elif found != schema.REVISIONS[-1]:
            _require_known(found, name)
            _upgrade(connection, found)


def _revision(connection: Connection) -> str | None:
    """Return the ledger's revision; None where there are no tables yet."""
    tables = set(inspect(connection).get_table_names())
    if _MARK.name in tables:
        return connection.execute(select(_MARK.c.version_num)).scalar() or _UNMARKED
    return _UNMARKED if schema.meta.name in tables else None


def _require_known(found: str | None, name: str) -> None:
    if found not in {None, _UNMARKED, *schema.REVISIONS}:
        raise LedgerUnusable(
            f"it was written by a newer republish (tables {found}, this one knows {schema.REVISIONS[-1]})",
            item=name,
            next_step="upgrade republish; the ledger has not been touched",
        )


def _upgrade(connection: Connection, found: str) -> None:
    from alembic import command  # noqa: PLC0415 - as said above
    from alembic.config import Config  # noqa: PLC0415 - the same

    configuration = Config()
    # An address of the package, not a path: a percent sign or a space in a folder's name is no fault.
    configuration.set_main_option("script_location", "pipeline.ledger:migrations")
    configuration.attributes["connection"] = connection
    command.upgrade(configuration, schema.REVISIONS[-1])
    detail = f"tables {found or 'of before the revisions'} → {schema.REVISIONS[-1]}"
    connection.execute(insert(schema.events).values(at=dt.datetime.now(dt.UTC), event="upgraded", detail=detail))
