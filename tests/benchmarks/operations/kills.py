"""kill -9 at random moments over the runs of many articles: nothing lost, doubled or torn, a stage repeated."""

import random
import sqlite3
import subprocess
from collections import Counter
from contextlib import closing
from pathlib import Path

from benchmarks.operations.project import Project, faults_of, project, seconds_of

LATEST = 4.0
"""Seconds after it began to work at which a run is killed, at the latest."""


def campaign(folder: Path, *, articles: int, kills: int, seed: int) -> list[str]:
    """Kill runs `kills` times, then let one end; print what happened and return the faults."""
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    with project(folder, articles=articles, hosts=10) as made:
        start, _ = seconds_of(made, "run", "--limit", "0", "--quiet")
        killed = sum(_killed_after(made, chance.uniform(0.2, start + LATEST)) for _ in range(kills))
        code, said = made.run()
        faults = [f"exit code {code}: {said[-500:]}"] if code else []
        faults += faults_of(made, articles)
        states, deaths = states_and_deaths(made)
        faults += [f"{count} items are {state}" for state, count in states.items() if state != "published"]
        asked = made.asked()
    fetched = sum(count for path, count in asked.items() if path.startswith("/news/"))
    translated = asked["/google/m"]
    # Each item that a kill met repeats the stage it was at, and no other: what it says it died at is what is made anew.
    for what, count, stage in (("pages", fetched, "fetch"), ("translations", translated, "translate")):
        if count > articles + deaths[stage]:
            faults.append(f"{count} {what} asked for, more than {articles} and the {deaths[stage]} that a kill met")
    print(
        f"kills        {killed} of {kills} runs killed at work, {articles} articles: {sum(deaths.values())} items met, "
        f"{fetched - articles} pages and {translated - articles} translations asked for again; faults {len(faults)}"
    )
    return faults


def _killed_after(made: Project, seconds: float) -> bool:
    """Start a run, kill it after `seconds`; tell whether it was still going."""
    process = made.start("run", "--quiet")
    try:
        process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return True
    return False


def states_and_deaths(made: Project) -> tuple[Counter[str], Counter[str]]:
    """Return how many items are in each state, and how often a process died at each stage."""
    with closing(sqlite3.connect(made.folder / "state" / "ledger.sqlite")) as ledger:
        states = Counter(dict(ledger.execute("SELECT state, count(*) FROM items GROUP BY state")))
        died = ledger.execute("SELECT detail FROM events WHERE event = 'died'")
        deaths = Counter(detail.split()[3].rstrip(",") for (detail,) in died)
    return states, deaths
