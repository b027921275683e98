"""The translation memory, kept in the ledger."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Row, bindparam, delete, select

from pipeline.engines.memory import NOWHERE, Context, MemoryEntry, best, context_key, memory_key
from pipeline.ledger.connection import Database
from pipeline.ledger.putting import put
from pipeline.ledger.schema import units
from pipeline.model import MarkedText

_BATCH = 500
"""Keys asked for at once; SQLite takes at least 999 variables in a statement."""

_FOUND = select(units).where(units.c.key.in_(bindparam("keys", expanding=True))).order_by(units.c.context)
_REVIEWED = _FOUND.where(units.c.reviewed == 1)


class LedgerMemory:
    """A TranslationMemory in the ledger's database; at most one machine's and one reviewed entry a text and context."""

    def __init__(self, database: Database) -> None:
        """Use `database`, whose tables exist."""
        self._database = database

    def find(
        self, sources: Sequence[MarkedText], *, contexts: Sequence[Context] = (), reviewed_only: bool = False
    ) -> list[MemoryEntry | None]:
        """Return for each source the best entry, given where each stands, or None."""
        keys = [memory_key(source) for source in sources]
        found: dict[str, list[MemoryEntry]] = defaultdict(list)
        with self._database.read() as connection:
            for start in range(0, len(keys), _BATCH):
                wanted = {"keys": list(set(keys[start : start + _BATCH]))}
                for row in connection.execute(_REVIEWED if reviewed_only else _FOUND, wanted):
                    found[row.key].append(_entry(row))
        places = contexts or [NOWHERE] * len(keys)
        return [best(found.get(key, ()), context) for key, context in zip(keys, places, strict=True)]

    def store(self, entries: Iterable[MemoryEntry]) -> None:
        """Keep `entries`, each in place of an earlier one of its kind and context; all of them or none."""
        with self._database.write() as connection:
            rows = map(_row, entries)
            while some := list(islice(rows, _BATCH)):
                put(connection, units, some)

    def forget(self, entries: Iterable[MemoryEntry]) -> None:
        """Drop `entries`, where the memory still has each as it is given."""
        with self._database.write() as connection:
            for entry in entries:
                row = _row(entry)
                same = (units.c[name] == row[name] for name in ("key", "context", "reviewed", "target", "name"))
                connection.execute(delete(units).where(*same))

    def entries(self) -> Iterator[MemoryEntry]:
        """Yield all there is, in a stable order."""
        with self._database.read() as connection:
            for row in connection.execute(select(units).order_by(units.c.key, units.c.context, units.c.reviewed)):
                yield _entry(row)


def _row(entry: MemoryEntry) -> dict[str, Any]:
    return {
        "key": memory_key(entry.source),
        "context": context_key(entry.context),
        "reviewed": int(entry.reviewed),
        **entry.context.model_dump(),
        "source": entry.source.model_dump_json(),
        "target": entry.target.model_dump_json(),
        "name": entry.name,
        "recorded_at": entry.recorded_at,
        "created_by": entry.created_by,
        "created_at": entry.created_at,
    }


def _entry(row: Row[Any]) -> MemoryEntry:
    return MemoryEntry(
        source=MarkedText.model_validate_json(row.source),
        target=MarkedText.model_validate_json(row.target),
        name=row.name,
        reviewed=bool(row.reviewed),
        recorded_at=row.recorded_at,
        context=Context(role=row.role, before=row.before, after=row.after),
        created_by=row.created_by,
        created_at=row.created_at,
    )
