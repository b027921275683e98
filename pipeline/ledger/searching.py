"""Which items may have a text, by the index of what they are searched by.

They are candidates: whoever asks looks at the items themselves, as a text stays in the index when its item has another.
"""

from sqlalchemy import CompoundSelect, Select, func, literal_column, select, union_all

from pipeline.ledger.connection import Database
from pipeline.ledger.schema import searchable
from pipeline.ledger.searchable import INDEX, fill, last_indexed

LETTERS = 3
"""The shortest text that the index is of."""

FEW = 5000
"""So many candidates are looked at one by one; of more, a page is filled sooner by leafing through the items."""

WAITING = 200
"""Texts that a search looks through rather than have them put into the index."""

AT_ONCE = 2000
"""Texts put into the index before a search: some hundredths of a second."""

_MOST = 32
"""Pieces of a text that are looked up, of which there may be hundreds: FTS5 bounds an expression's depth."""


def candidates(database: Database, text: str) -> Select[tuple[str]] | None:
    """Return what selects the ids of the items that may have `text`; None where it is short, or many items have it.

    Raises LedgerUnusable.
    """
    if len(text) < LETTERS:
        return None
    if not database.is_shared:
        _catch_up(database)
    numbers = _in_gin(text) if database.is_shared else _in_fts5(text)
    some = select(func.count()).select_from(numbers.limit(FEW + 1).subquery())
    with database.read() as connection:
        if connection.execute(some).scalar_one() > FEW:
            return None
    return select(searchable.c.item_id).where(searchable.c.number.in_(numbers))


def _catch_up(database: Database) -> None:
    waiting = select(func.coalesce(func.max(searchable.c.number), 0) - last_indexed())
    with database.read() as connection:
        if connection.execute(waiting).scalar_one() <= WAITING:
            return
    with database.write() as connection:
        fill(connection, AT_ONCE)


def _in_fts5(text: str) -> CompoundSelect[tuple[int]]:
    pieces = list(dict.fromkeys(text[n : n + LETTERS] for n in range(len(text) - LETTERS + 1)))[:_MOST]
    every = " AND ".join('"{}"'.format(piece.replace('"', '""')) for piece in pieces)
    matching = select(INDEX.c.rowid).where(literal_column("searchable_index").op("MATCH")(every))
    waiting = select(searchable.c.number).where(
        searchable.c.number > last_indexed(), searchable.c.text.icontains(text, autoescape=True)
    )
    return union_all(matching, waiting)


def _in_gin(text: str) -> Select[tuple[int]]:
    trigrams = func.searchable_trigrams
    return select(searchable.c.number).where(trigrams(searchable.c.text).bool_op("@>")(trigrams(text)))
