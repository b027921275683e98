"""Many new articles at once: memory stays flat, and the last ones take no longer than the first."""

import datetime as dt
import sqlite3
import statistics
import time
from contextlib import closing
from pathlib import Path

from benchmarks.operations.project import Project, faults_of, project, pss_of

MOST_MEMORY = 450 * 2**20
"""Bytes of PSS, all processes together, that a run is to stay below."""
SLOWER = 1.10
"""How much longer an item may take at the end than at the beginning."""


def campaign(folder: Path, *, items: int) -> list[str]:
    """Process `items` new articles in one run; print figures and return what misses its bound."""
    with project(folder, articles=items, hosts=max(10, items // 400)) as made:
        began = time.monotonic()
        process = made.start("run", "--quiet")
        memory: list[int] = []
        while process.poll() is None:
            memory.append(pss_of(process.pid))
            time.sleep(0.5)
        seconds = time.monotonic() - began
        _, said = process.communicate()
        faults = [f"exit code {process.returncode}: {said[-500:]}"] if process.returncode else []
        faults += faults_of(made, items)
        first, last = _seconds_an_item(made)
    most, half = max(memory), len(memory) // 2
    early, late = (statistics.median(part) for part in (memory[half // 2 : half], memory[half:]))
    print(
        f"many         {items} articles in {seconds:.0f} s, {items / seconds:.1f} a second; memory (PSS) at most "
        f"{most / 2**20:.0f} MiB, {early / 2**20:.0f} MiB in the second quarter, {late / 2**20:.0f} MiB in the second "
        f"half; an item takes {first * 1000:.0f} ms at the beginning, {last * 1000:.0f} ms at the end"
    )
    faults += [f"{most / 2**20:.0f} MiB of memory"] if most > MOST_MEMORY else []
    faults += [f"the last items take {last / first:.2f} times as long as the first"] if last > SLOWER * first else []
    return faults


def _seconds_an_item(made: Project) -> tuple[float, float]:
    """Return the seconds from one published item to the next, in the second tenth of a run and in the last but one."""
    with closing(sqlite3.connect(made.folder / "state" / "ledger.sqlite")) as ledger:
        rows = ledger.execute("SELECT at FROM events WHERE event = 'published' ORDER BY id").fetchall()
    times = [dt.datetime.fromisoformat(at) for (at,) in rows]
    tenth = max(1, len(times) // 10)

    def pace(start: int) -> float:
        return (times[start + tenth] - times[start]).total_seconds() / tenth

    return pace(tenth), pace(len(times) - 2 * tenth)
