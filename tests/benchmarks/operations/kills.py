"""kill -9 at random moments over the runs of many articles: nothing lost, doubled or torn, a stage repeated."""

import random
import sqlite3
import subprocess
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from benchmarks.operations.project import Project, faults_of, project

SHARE = 0.5
"""Of the articles, how many the runs are to do before their kills, so that what is under way then is not the rest."""
SOON = 0.3
"""Seconds after the last of those at which a run is killed, at the latest; of one that does none, from its start."""


def campaign(folder: Path, *, articles: int, kills: int, seed: int) -> list[str]:
    """Kill runs `kills` times, then let one end; print what happened and return the faults."""
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    with project(folder, articles=articles, hosts=10) as made:
        killed = sum(_killed_after(made, *moment) for moment in moments(chance, articles, kills))
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


def moments(chance: random.Random, articles: int, times: int) -> list[tuple[int, float]]:
    """Return for each of `times` runs how many articles it is to publish, and how many seconds after that it is met.

    By what was done, not by the clock: however fast the machine is, there is work left for the last run.
    """
    most = 2 * SHARE * articles / times
    return [(int(chance.uniform(0, most)), chance.uniform(0, SOON)) for _ in range(times)]


def started_until(made: Project, articles: int) -> "subprocess.Popen[str]":
    """Start a run; return it when it has published `articles` more, or has ended."""
    folder = made.folder / "published" / "articles"
    before = _count(folder)
    process = made.start("run", "--quiet")
    while process.poll() is None and _count(folder) < before + articles:
        time.sleep(0.01)
    return process


def _killed_after(made: Project, articles: int, seconds: float) -> bool:
    """Start a run, kill it `seconds` after it has published `articles` more; tell whether it was still going."""
    process = started_until(made, articles)
    try:
        process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return True
    return False


def _count(folder: Path) -> int:
    return sum(1 for _ in folder.glob("*.json"))


def states_and_deaths(made: Project) -> tuple[Counter[str], Counter[str]]:
    """Return how many items are in each state, and how often a process died at each stage."""
    with closing(sqlite3.connect(made.folder / "state" / "ledger.sqlite")) as ledger:
        states = Counter(dict(ledger.execute("SELECT state, count(*) FROM items GROUP BY state")))
        died = ledger.execute("SELECT detail FROM events WHERE event = 'died'")
        deaths = Counter(detail.split()[3].rstrip(",") for (detail,) in died)
    return states, deaths
