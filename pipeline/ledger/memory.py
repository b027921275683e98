"""The translation memory, kept in the ledger."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from pipeline.engines.memory import MemoryEntry, memory_key
from pipeline.ledger.connection import Database
from pipeline.ledger.schema import memory
from pipeline.model import MarkedText

_BATCH = 500
"""Keys asked for at once; SQLite takes at least 999 variables in a statement."""


class LedgerMemory:
    """A TranslationMemory in the ledger's database; at most one machine's and one reviewed entry a text."""

    def __init__(self, database: Database) -> None:
        """Use `database`, whose tables exist."""
        self._database = database

    def find(self, sources: Sequence[MarkedText], *, reviewed_only: bool = False) -> list[MemoryEntry | None]:
        """Return for each source its entry, a reviewed one before a machine's, or None."""
        keys = [memory_key(source) for source in sources]
        found: dict[str, MemoryEntry] = {}
        with self._database.read() as connection:
            for start in range(0, len(keys), _BATCH):
                query = select(memory).where(memory.c.key.in_(keys[start : start + _BATCH])).order_by(memory.c.reviewed)
                if reviewed_only:
                    query = query.where(memory.c.reviewed == 1)
                found |= {row.key: _entry(row) for row in connection.execute(query)}
        return [found.get(key) for key in keys]

    def store(self, entries: Sequence[MemoryEntry]) -> None:
        """Keep `entries`, each in place of an earlier one of its kind."""
        if entries:
            with self._database.write() as connection:
                store(connection, entries)

    def entries(self) -> Iterator[MemoryEntry]:
        """Yield all there is, in a stable order."""
        with self._database.read() as connection:
            for row in connection.execute(select(memory).order_by(memory.c.key, memory.c.reviewed)):
                yield _entry(row)


def store(connection: Connection, entries: Sequence[MemoryEntry]) -> None:
    """Keep `entries` within a transaction that is under way."""
    rows = {(memory_key(entry.source), int(entry.reviewed)): entry for entry in entries}
    for (key, reviewed), entry in rows.items():
        connection.execute(delete(memory).where(memory.c.key == key, memory.c.reviewed == reviewed))
        connection.execute(
            insert(memory).values(
                key=key,
                reviewed=reviewed,
                source=entry.source.model_dump_json(),
                target=entry.target.model_dump_json(),
                name=entry.name,
                recorded_at=entry.recorded_at,
            )
        )


def _entry(row: Row[Any]) -> MemoryEntry:
    return MemoryEntry(
        source=MarkedText.model_validate_json(row.source),
        target=MarkedText.model_validate_json(row.target),
        name=row.name,
        reviewed=bool(row.reviewed),
        recorded_at=row.recorded_at,
    )
