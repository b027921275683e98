"""A row put in its place: made, or written over the one that has the same key, in one statement."""

import functools
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table


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
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert  # noqa: PLC0415 - a twentieth of what `status` waits for
    else:
        from sqlalchemy.dialects.sqlite import insert  # type: ignore[assignment]  # noqa: PLC0415 - the other one
    made = insert(table)
    written = {name: made.excluded[name] for name in columns if name not in keys}
    return made.on_conflict_do_update(index_elements=keys, set_=written)
