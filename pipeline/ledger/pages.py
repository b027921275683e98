"""What people and consumers leaf through: items and publications, filtered, a page at a time.

A page ends with a cursor, and the next page begins after it: nothing is shown twice or left out because something
else moved meanwhile, and a late page costs no more than the first.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple, Self

from sqlalchemy import Column, ColumnElement, Select, func, or_, select

from pipeline.ledger.connection import Database
from pipeline.ledger.rows import ChangeRow, PublicationRow
from pipeline.ledger.schema import changes, items, publications
from pipeline.ledger.searching import candidates
from pipeline.model import Model
from pipeline.model.item import Item
from pipeline.states import State


class Cursor(NamedTuple):
    """A place in a list that is ordered by an instant and then by id."""

    at: dt.datetime
    item_id: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `str()` of a cursor wrote, e.g. `2025-09-15T13:00:05.000000Z~8819cb7f8990a6b3`.

        Raises ValueError where it is none.
        """
        at, _, item_id = text.partition("~")
        instant = dt.datetime.fromisoformat(at)
        if instant.tzinfo is None or not item_id:
            raise ValueError(f"{text!r} is no cursor")
        return cls(instant, item_id)

    def __str__(self) -> str:
        at = self.at.astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        return f"{at}~{self.item_id}"


class Wanted(Model):
    """Which items: `text` is looked for in headlines, English and Arabic, URLs and ids, whatever the case."""

    state: State | None = None
    source: str | None = None
    reason: str | None = None
    text: str | None = None


class Published(PublicationRow):
    """What the index says of a publication, with the source it belongs to and the cursor of its latest change."""

    source: str | None
    cursor: int


_ITEMS = select(items).order_by(items.c.updated_at.desc(), items.c.id.desc())


def items_page(database: Database, wanted: Wanted, *, before: Cursor | None = None, limit: int) -> list[Item]:
    """Return at most `limit` of the wanted items, the latest touched first."""
    query = _ITEMS.where(*_conditions(wanted)).limit(limit)
    if wanted.text:
        query = query.outerjoin(publications, publications.c.item_id == items.c.id)
    if before:
        at, item_id = before
        # Said twice, so that the index by this column leads to the page.
        query = query.where(items.c.updated_at <= at, or_(items.c.updated_at < at, items.c.id < item_id))
    if wanted.text and (few := candidates(database, wanted.text)) is not None:
        query = query.where(items.c.id.in_(few))
    return [Item.model_validate(row) for row in _rows(database, query)]


def sources_and_reasons(database: Database) -> tuple[list[str], list[str]]:
    """Return the sources and the reasons that items have, to choose from."""
    return _values(database, items.c.source), _values(database, items.c.reason)


def publications_page(
    database: Database, *, state: str | None = None, source: str | None = None, since: int = 0, limit: int
) -> list[Published]:
    """Return at most `limit` publications whose latest change has a cursor above `since`, in the cursors' order.

    Cursors are given within the writing transaction, one at a time, so whoever reads on from the last one misses none.
    """
    query = (
        select(publications, items.c.source)
        .join(items, items.c.id == publications.c.item_id)
        .where(publications.c.cursor > since)
        .order_by(publications.c.cursor)
        .limit(limit)
    )
    if state is not None:
        query = query.where(publications.c.state == state)
    if source is not None:
        query = query.where(items.c.source == source)
    return [Published.model_validate(row) for row in _rows(database, query)]


def changes_page(database: Database, *, after: int, limit: int) -> list[ChangeRow]:
    """Return at most `limit` changes after cursor `after`, oldest first."""
    query = select(changes).where(changes.c.cursor > after).order_by(changes.c.cursor).limit(limit)
    return [ChangeRow.model_validate(row) for row in _rows(database, query)]


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    exact = ((items.c.state, wanted.state), (items.c.source, wanted.source), (items.c.reason, wanted.reason))
    found = [column == value for column, value in exact if value]
    if wanted.text:
        searched = (items.c.headline, items.c.url, items.c.id, publications.c.headline)
        found.append(or_(*(column.icontains(wanted.text, autoescape=True) for column in searched)))
    return found


def _values(database: Database, column: "Column[Any]") -> list[str]:
    # From each value to the next by the index: there are tens of them among all the items.
    found = select(func.min(column).label("value")).cte("found", recursive=True)
    following = select(func.min(column)).where(column > found.c.value).scalar_subquery()
    found = found.union_all(select(following).where(found.c.value.is_not(None)))
    query = select(found.c.value).where(found.c.value.is_not(None)).order_by(found.c.value)
    return [row["value"] for row in _rows(database, query)]


def _rows(database: Database, query: Select[Any]) -> Sequence[dict[str, Any]]:
    with database.read() as connection:
        found = connection.execute(query)
        names = tuple(found.keys())
        return [dict(zip(names, row, strict=True)) for row in found]
