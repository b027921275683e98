"""A ledger that another process holds for longer than most would wait: the run waits, and nothing fails of it."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from benchmarks.operations.kills import states_and_deaths
from benchmarks.operations.project import faults_of, project

HELD = 40.0
"""Seconds; below the ledger's busy timeout."""


def campaign(folder: Path, *, articles: int) -> list[str]:
    """Hold the ledger of a run for a while, in its middle; print what happened and return the faults."""
    with project(folder, articles=articles, hosts=4) as made:
        made.start("status").communicate()  # makes the ledger
        process = made.start("run", "--quiet")
        with closing(sqlite3.connect(folder / "state" / "ledger.sqlite", isolation_level=None, timeout=HELD)) as other:
            while process.poll() is None and not any((folder / "published" / "articles").glob("*.json")):
                time.sleep(0.01)
            other.execute("BEGIN IMMEDIATE")
            states, _ = states_and_deaths(made)
            time.sleep(HELD)
            other.execute("ROLLBACK")
        _, said = process.communicate()
        faults = [f"exit code {process.returncode}: {said[-500:]}"] if process.returncode else []
        faults += faults_of(made, articles)
        waited = articles - states["published"]
        faults += [] if waited else ["the run was over before its ledger was held"]
    print(f"locked       held for {HELD:.0f} s with {waited} of {articles} articles to go; faults {len(faults)}")
    return faults
