"""What items are searched by, ids and URLs and headlines in both languages; and the index of it.

Triggers put each such text into the table `searchable` within the transaction that writes it, and nothing more, so that
an article costs its run next to nothing. The index is of trigrams, pieces of three letters: a word is found within
another, as «مجلس» is in «والمجلس».

SQLite: FTS5 (https://www.sqlite.org/fts5.html, 4.3.4), which whoever searches brings up to date. PostgreSQL: a GIN
index, which the database brings up to date (its documentation, "GIN Fast Update Technique"); it is over arrays, as the
extension pg_trgm is not for every user to install.
"""

from sqlalchemy import Connection, Integer, ScalarSelect, column, func, insert, select, table, union_all

from pipeline.ledger.schema import items, publications, searchable

INDEX = table("searchable_index", column("rowid", Integer), column("text"))
"""FTS5's, over `searchable`."""

INDEXED = table("searchable_index_docsize", column("id", Integer))
"""FTS5's own table of what it has, a row for each text."""

_WRITTEN = {
    "id": ("INSERT ON items", "", "new.id", "new.id || ' ' || new.url"),
    "url": ("UPDATE OF url ON items", "new.url <> old.url", "new.id", "new.url"),
    "first": ("INSERT ON items", "new.headline IS NOT NULL", "new.id", "new.headline"),
    "headline": ("UPDATE OF headline ON items", "new.headline <> coalesce(old.headline, '')", "new.id", "new.headline"),
    "published": ("INSERT ON publications", "", "new.item_id", "new.headline"),
    "revised": ("UPDATE OF headline ON publications", "new.headline <> old.headline", "new.item_id", "new.headline"),
}
"""By a trigger's name: what is written, on what condition it counts, the item, and the text it is searched by then."""

_FTS5 = """
CREATE VIRTUAL TABLE searchable_index
USING fts5(text, content='searchable', content_rowid='number', tokenize='trigram', detail=none)
"""
_TRIGRAMS = """
CREATE FUNCTION searchable_trigrams(said text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$
SELECT coalesce(array_agg(DISTINCT substr(low.said, n, 3)), '{}')
FROM (SELECT lower(said) AS said) AS low, generate_series(1, length(low.said) - 2) AS n
$$
"""
_GIN = "CREATE INDEX searchable_by_trigrams ON searchable USING gin (searchable_trigrams(text))"


def make_index(connection: Connection) -> None:
    """Make the index, and what fills the table `searchable`, which is there."""
    sqlite = connection.dialect.name == "sqlite"
    for statement in (_FTS5,) if sqlite else (_TRIGRAMS, _GIN):
        connection.exec_driver_sql(statement)
    for name, (written, condition, item, text) in _WRITTEN.items():
        act = f"BEGIN INSERT INTO searchable (item_id, text) VALUES ({item}, {text});"  # noqa: S608 - our own words
        if sqlite:
            does = f"{act} END"
        else:
            does = f"EXECUTE FUNCTION searchable_{name}()"
            connection.exec_driver_sql(
                f"CREATE FUNCTION searchable_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ {act} RETURN NULL; END $$"
            )
        only = f"WHEN ({condition})" if condition else ""
        connection.exec_driver_sql(f"CREATE TRIGGER searchable_{name} AFTER {written} FOR EACH ROW {only} {does}")


def take_over(connection: Connection) -> None:
    """Make searchable what was written before there was an index."""
    written = union_all(
        select(items.c.id, items.c.id + " " + items.c.url),
        select(items.c.id, items.c.headline).where(items.c.headline.is_not(None)),
        select(publications.c.item_id, publications.c.headline),
    )
    connection.execute(insert(searchable).from_select(["item_id", "text"], written))
    if connection.dialect.name == "sqlite":
        fill(connection)


def fill(connection: Connection, most: int = -1) -> None:
    """Put into FTS5's index what it does not have yet, at most so many texts; none is bounded by -1."""
    waiting = select(searchable.c.number, searchable.c.text).where(searchable.c.number > last_indexed())
    connection.execute(insert(INDEX).from_select(["rowid", "text"], waiting.order_by(searchable.c.number).limit(most)))


def last_indexed() -> ScalarSelect[int]:
    """Select the number of the last text that FTS5's index has, 0 where it has none."""
    return select(func.coalesce(func.max(INDEXED.c.id), 0)).scalar_subquery()
