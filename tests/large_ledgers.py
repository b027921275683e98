"""A ledger as it is after years, filled in bulk, and a site with as many articles as a bench wants."""

import datetime as dt
import hashlib
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newsroom import Newsroom
from sqlalchemy import Table, insert, select
from stories import BRIDGE, CLOCK, LIBRARY, ORCHARD, Story

from pipeline.ledger import Ledger, searchable
from pipeline.ledger.pages import Cursor
from pipeline.ledger.schema import changes, events, items, outputs, publications

SOURCES = tuple(f"The Tamsin Post {number}" for number in range(1, 41))
STATES = ("published",) * 80 + ("refused",) * 10 + ("held",) * 5 + ("failed",) * 4 + ("withdrawn",)
REASONS = {"refused": ("paywall", "no_article", "live_blog"), "held": ("number_changed",), "failed": ("fetch_timeout",)}
BATCH = 5_000
WITH_TEXT = 2_000
"""Items that have what their stages made: those that articles are opened of."""

EVENTS = ("discovered", "published", "edited", "approved")
BEGAN = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Filled:
    """What may be asked for of a filled ledger."""

    sources: Sequence[str]
    articles: Sequence[str]
    cursors: Sequence[str]
    words: Sequence[str]
    changes: int


def long_story(number: int) -> Story:
    """Return an article of 24 paragraphs that no other number has."""
    both = [pair for story in (BRIDGE, LIBRARY, ORCHARD, CLOCK) for pair in story.paragraphs]
    later = [
        (f"In year {number}, it was said: {english}", f"وفي العام {number} قيل: {arabic}") for english, arabic in both
    ]
    headline = (f"{BRIDGE.headline[0]}, part {number}", f"{BRIDGE.headline[1]}، الجزء {number}")
    return Story(f"/news/{number}", headline, (*both, *later))


def publish_site(newsroom: Newsroom, articles: int) -> None:
    """Put so many articles on the newsroom's site."""
    newsroom.announced.clear()
    for number in range(1, articles + 1):
        story = long_story(number)
        newsroom.arabic |= dict([story.headline, *story.paragraphs])
        newsroom.publish(story)


def fill(ledger: Ledger, newsroom: Newsroom, count: int) -> Filled:
    """Fill `ledger`, which is new, with `count` items, their events, publications and changes."""
    publish_site(newsroom, 1)
    newsroom.run()
    made = _made(ledger)
    rows = list(_items(count))
    _put(ledger, items, rows)
    _put(ledger, events, _events(rows))
    public = [row for row in rows if row["state"] in {"published", "withdrawn"}]
    # Each has been revised once: the first half of all changes is not the latest of its publication.
    told = [(row, revision) for revision in (1, 2) for row in public]
    _put(ledger, publications, (_publication(row, len(public) + n) for n, row in enumerate(public, 2)))
    _put(ledger, changes, (_change(row, revision, cursor) for cursor, (row, revision) in enumerate(told, 2)))
    texted = [row for row in rows if row["state"] in {"published", "held"}][-WITH_TEXT:]
    _put(ledger, outputs, ({**each, "item_id": row["id"]} for row in texted for each in made))
    if not ledger.database.is_shared:
        with ledger.database.write() as connection:
            searchable.fill(connection)  # which searches would have done over the years
    return Filled(
        SOURCES,
        [row["id"] for row in texted],
        [str(Cursor(row["updated_at"], row["id"])) for row in rows[:: max(1, count // 500)]],
        ("bridge", "Tamsin", "نهر", "part 77", "no such word"),
        len(told),
    )


def _made(ledger: Ledger) -> list[dict[str, Any]]:
    """Return what the stages made of the one item there is, the page itself left out."""
    query = select(outputs).where(outputs.c.stage.in_(["extract", "translate", "check", "attribute"]))
    with ledger.database.read() as connection:
        return [dict(row) for row in connection.execute(query).mappings()]


def _items(count: int) -> Iterator[dict[str, Any]]:
    chosen = random.Random(count)  # noqa: S311 - figures to fill a ledger with
    for number in range(count):
        state = chosen.choice(STATES)
        at = BEGAN + dt.timedelta(minutes=number * 7, microseconds=number)
        url = f"https://www.tamsin-{number % 40}.example/news/{number}"
        yield {
            "id": hashlib.sha256(url.encode()).hexdigest()[:16],
            "url": url,
            "source": SOURCES[number % len(SOURCES)],
            "state": state,
            "stage": "publish",
            "reason": chosen.choice(REASONS[state]) if state in REASONS else None,
            "headline": f"{BRIDGE.headline[0]}, part {number}",
            "discovered_at": at,
            "updated_at": at,
        }


def _events(rows: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        for event in EVENTS:
            yield {"at": row["updated_at"], "item_id": row["id"], "event": event, "by": None, "detail": "revision 1"}


def _publication(row: Mapping[str, Any], cursor: int) -> dict[str, Any]:
    digests = {"sha256": "a" * 64, "content": "c" * 64}
    headline = f"{BRIDGE.headline[1]} {row['id']}"
    told = {"item_id": row["id"], "revision": 2, "state": row["state"], "headline": headline, **digests}
    return {**told, "updated": row["updated_at"], "cursor": cursor}


def _change(row: Mapping[str, Any], revision: int, cursor: int) -> dict[str, Any]:
    told = {"item_id": row["id"], "revision": revision, "state": row["state"], "sha256": "a" * 64}
    return {**told, "cursor": cursor, "at": row["updated_at"]}


def _put(ledger: Ledger, table: Table, rows: Any) -> None:  # noqa: ANN401 - rows of any table
    """Insert rows, some thousands in a transaction."""
    left = iter(rows)
    while batch := [row for _, row in zip(range(BATCH), left, strict=False)]:
        with ledger.database.write() as connection:
            connection.execute(insert(table), batch)
