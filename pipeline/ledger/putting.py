"""A row put in its place: made, or written over the one that has the same key, in one statement."""

import functools
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def put(connection: Connection, table: Table, values: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> None:
    """Put a row of `values`, or several, into `table`; each in place of the one with its primary key, if any.

    The statement is the same for every row of the same columns, so that it is made once.
    """
    if isinstance(values, Mapping):
        connection.execute(_statement(connection.dialect.name, table, tuple(values)), values)
    elif values:
        connection.execute(_statement(connection.dialect.name, table, tuple(values[0])), values)


@functools.lru_cache(maxsize=64)
def _statement(dialect: str, table: Table, columns: tuple[str, ...]) -> Any:  # noqa: ANN401 - either dialect's Insert
    keys = [column.name for column in table.primary_key]
    insert = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    written = {name: insert.excluded[name] for name in columns if name not in keys}
    return insert.on_conflict_do_update(index_elements=keys, set_=written)
