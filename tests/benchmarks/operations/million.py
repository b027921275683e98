"""A ledger of a million items: what `status` and `list` take, from the start of the process to its end."""

import sqlite3
import statistics
from contextlib import closing
from pathlib import Path

from benchmarks.operations.project import project, seconds_of

MOST = 0.5
"""Seconds."""
COMMANDS = (
    ("status",),
    ("list",),
    ("list", "--state", "failed"),
    ("list", "--state", "failed", "--dead"),
    ("list", "--source", "Site 7"),
    ("list", "--reason", "gone"),
    ("list", "--state", "published", "--source", "Site 7"),
    ("list", "--since", "2h"),
)
# Of a hundred items 93 are published, and of the rest some of each kind; a hundred sources; one every seven seconds.
FILL = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count),
row AS (
    SELECT i, i % 100 AS kind, strftime('%Y-%m-%dT%H:%M:%S.000000Z', 'now', '-' || (i * 7) || ' seconds') AS at FROM n
)
INSERT INTO items (id, url, source, state, stage, reason, message, attempts, next_attempt_at, headline, bypass_memory,
    discovered_at, updated_at)
SELECT
    printf('%016x', i * 2654435761 % 2147483648 * 4294967296 + i),
    'https://www.site' || (i % 100) || '.example/news/an-article-with-a-name-' || i,
    'Site ' || (i / 100 % 100),
    CASE WHEN kind < 93 THEN 'published' WHEN kind < 96 THEN 'refused' WHEN kind < 98 THEN 'held'
        WHEN kind < 99 THEN 'failed' ELSE 'discovered' END,
    CASE WHEN kind < 93 THEN 'publish' ELSE 'fetch' END,
    CASE WHEN kind < 93 THEN NULL WHEN kind < 95 THEN 'gone' WHEN kind < 96 THEN 'paywall'
        WHEN kind < 98 THEN 'number_changed' WHEN kind < 99 THEN 'fetch_timeout' END,
    CASE WHEN kind < 93 THEN NULL ELSE 'It is as it is. Next: republish show' END,
    0, CASE WHEN kind = 98 AND i % 200 < 100 THEN at END, 'A headline of some words, number ' || i, 0, at, at
FROM row
"""


def campaign(folder: Path, *, items: int) -> list[str]:
    """Fill a ledger with `items`, print what the commands take, and return what misses its bound."""
    faults = []
    with project(folder, articles=1, hosts=1) as made:
        made.start("status").communicate()  # makes the ledger
        with closing(sqlite3.connect(folder / "state" / "ledger.sqlite")) as ledger, ledger:
            ledger.execute(FILL, {"count": items})
        for command in COMMANDS:
            seconds, cpu = map(statistics.median, zip(*(seconds_of(made, *command) for _ in range(5)), strict=True))
            print(f"million      {items} items: {' '.join(command):<45} {seconds:.2f} s, {cpu:.2f} s of CPU")
            faults += [f"{' '.join(command)} takes {seconds:.2f} s"] if seconds > MOST else []
    return faults
