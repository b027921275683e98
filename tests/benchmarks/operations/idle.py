"""A run with nothing to do, over many sources whose articles are all known: what it asks for, and what it costs."""

import sqlite3
from contextlib import closing
from pathlib import Path

from benchmarks.operations.project import project, seconds_of

# The articles' URLs as the sites announce them; the ids are nobody's.
KNOWN = """
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :count - 1),
row AS (SELECT i, 'http://127.0.1.' || (i % :hosts + 1) || ':' || :port || '/news/' || i AS url FROM n)
"""
ITEMS = """
INSERT INTO items (id, url, source, state, stage, attempts, bypass_memory, discovered_at, updated_at)
SELECT printf('%016x', i), url, 'Site ' || (i % :hosts), 'published', 'publish', 0, 0, :at, :at FROM row
"""
ALIASES = "INSERT INTO aliases (url, item_id) SELECT url, printf('%016x', i) FROM row"


def campaign(folder: Path, *, sources: int, items: int) -> list[str]:
    """Run over `sources` that have nothing new but `items`, all known; print requests, seconds and CPU."""
    with project(folder, articles=items, hosts=sources) as made:
        made.start("status").communicate()  # makes the ledger
        values = {"count": items, "hosts": sources, "port": made.port, "at": "2026-01-15T09:30:00.000000Z"}
        with closing(sqlite3.connect(folder / "state" / "ledger.sqlite")) as ledger, ledger:
            for statement in (ITEMS, ALIASES):
                ledger.execute(KNOWN + statement, values)
        faults = []
        for turn in ("the first", "a later"):
            before = made.asked()
            seconds, cpu = seconds_of(made, "run", "--quiet")
            asked = made.asked() - before
            requests = sum(count for path, count in asked.items() if path.startswith("/")) - asked["/stats"]
            print(
                f"idle         {turn} run over {sources} sources and {items} known items: {requests} requests, "
                f"{asked['304']} of them answered 304, in {seconds:.1f} s, {cpu:.1f} s of CPU"
            )
            faults += [f"{turn} run fetched pages"] if any(path.startswith("/news/") for path in asked) else []
    return faults
