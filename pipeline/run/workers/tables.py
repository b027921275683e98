"""The jobs' tables in PostgreSQL: Procrastinate's own and the turns, in a schema of their own beside the ledger's.

Nothing is in them that the ledger does not say: tables that another version of Procrastinate made are made anew.
"""

import hashlib

from procrastinate.schema import SchemaManager
from sqlalchemy import Connection, Table, func, select, text
from sqlalchemy.schema import CreateSchema, CreateTable, DropSchema

from pipeline.errors import LedgerUnusable
from pipeline.ledger import Ledger
from pipeline.ledger.connection import make_url_safe
from pipeline.run.workers.overview import jobs_schema, living
from pipeline.run.workers.turns import turns_table


def prepare(ledger: Ledger, stalled_after: float) -> Table:
    """Make the tables where there are none of this version; return that of the turns.

    Raises LedgerUnusable where workers of another version are alive, and changes nothing then.
    """
    with ledger.database.read() as connection:
        schema = jobs_schema(connection)
        turns = turns_table(schema)
        if _mark(connection, schema) == _ours(turns):
            return turns
    with ledger.database.write() as connection:
        # Asked again, now that no other process can be at the same.
        found = _mark(connection, schema)
        if found != _ours(turns):
            if found is not None and (alive := living(connection, schema, stalled_after)):
                raise LedgerUnusable(
                    f"{alive} workers of another version are at work",
                    item=make_url_safe(ledger.database.url),
                    next_step="stop every worker, upgrade all of them, then start them again; nothing is lost",
                )
            _make(connection, schema, turns)
    return turns


def _make(connection: Connection, schema: str, turns: Table) -> None:
    connection.execute(DropSchema(schema, cascade=True, if_exists=True))
    connection.execute(CreateSchema(schema))
    connection.execute(CreateTable(turns))
    before = connection.execute(select(func.current_setting("search_path"))).scalar_one()
    connection.execute(select(func.set_config("search_path", f'"{schema}"', text("true"))))
    connection.exec_driver_sql(SchemaManager.get_schema().replace("%", "%%"))
    connection.execute(select(func.set_config("search_path", before, text("true"))))
    quoted = connection.dialect.identifier_preparer.quote_schema(schema)
    connection.exec_driver_sql(f"COMMENT ON SCHEMA {quoted} IS '{_ours(turns)}'")


def _ours(turns: Table) -> str:
    """Return the mark of the tables as this version makes them."""
    made = SchemaManager.get_schema() + "".join(str(column) for column in turns.columns)
    return f"jobs of republish, tables {hashlib.sha256(made.encode()).hexdigest()[:16]}"


def _mark(connection: Connection, schema: str) -> str | None:
    """Return the mark of the tables that are there; None where there are none, empty where they have none."""
    found = connection.execute(
        select(func.obj_description(text("oid"), "pg_namespace"))
        .select_from(text("pg_namespace"))
        .where(text("nspname = :name"))
        .params(name=schema)
    ).first()
    return None if found is None else found[0] or ""
