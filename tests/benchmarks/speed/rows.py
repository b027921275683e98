"""What is measured, row by row: each function returns figures by stable names."""

import json
import os
import sqlite3
import statistics
import subprocess
import sys
import time
from pathlib import Path

import trafilatura
from benchmarks.speed.measured import Measured, measured
from benchmarks.speed.projects import Loopback, configured, project, states
from benchmarks.speed.varied import Pages

from pipeline.errors import Refused
from pipeline.model import source_segments
from pipeline.stages.extract import extract_article

HERE = Path(__file__).parent
CORES = len(os.sched_getaffinity(0))
Figures = dict[str, float]

_CLONED = {
    "items": ("id", "url"),
    "aliases": ("item_id", "url"),
    "outputs": ("item_id",),
    "publications": ("item_id",),
    "checks": ("item_id",),
}
"""Tables whose rows are copied for an item, and the columns that tell copies apart."""


def naive(folder: Path, site: Loopback, pages: Pages, items: int, threads: int = 1) -> Figures:
    """Measure what a user would write on `items` articles; count the paragraphs that are another's translation."""
    urls, out = folder / "urls.txt", folder / "out"
    folder.mkdir()
    urls.write_text("\n".join(site.origin + pages.path(number) for number in range(items)), "utf-8")
    took = measured([sys.executable, str(HERE / "naive.py"), str(urls), str(out), f"{site.engine}/m", str(threads)])
    return {"seconds": took.seconds / items, "cpu": took.cpu / items, "wrong": float(_wrong(out, pages))}


def ours(folder: Path, site: Loopback, items: int) -> tuple[Figures, Measured]:
    """Measure one run of ours from nothing on `items` articles, as the command that cron starts."""
    site.reset()
    command = project(folder, site, items)
    took = measured([*command, "run", "--quiet", *configured(folder)])
    asked, settled = site.stats(), states(folder)
    if sum(settled.values()) != items:
        raise SystemExit(f"the run took {sum(settled.values())} of {items} articles: its figures would tell of others")
    figures = {
        "seconds": took.seconds / items,
        "cpu": took.cpu / items,
        "memory": took.most_memory,
        "engine_requests": asked.get("engine_requests", 0) / items,
        "engine_characters": asked.get("engine_characters", 0) / items,
        "requests": (asked.get("pages", 0) + asked.get("other", 0) + asked.get("feeds", 0)) / items,
        "bytes": asked.get("page_bytes", 0) / items,
        "ledger_bytes": sum(file.stat().st_size for file in (folder / "state").glob("ledger*")) / items,
        "published": settled["published"] / items,
        "held": settled["held"] / items,
    }
    return figures, took


def trafilatura_alone(site: Loopback, pages: Pages, items: int) -> Figures:
    """Return the CPU that trafilatura takes for an article, and the characters of one, on the same pages."""
    read = [(site.origin + pages.path(n), pages.page(pages.path(n), site.origin)) for n in range(min(items, 100))]
    began = time.process_time()
    for _, page in read:
        trafilatura.extract(page, output_format="xml")
    cpu = time.process_time() - began
    characters = []
    for url, page in read:
        try:
            texts = source_segments(extract_article(page, url=url))
        except Refused:
            continue
        characters.append(sum(len(segment.source.text) for segment in texts))
    return {"cpu": cpu / len(read), "characters": statistics.mean(characters)}


def started(*arguments: str, times: int = 5) -> float:
    """Return the seconds in which a Python command begins and ends, at best of so many."""
    taken = []
    for _ in range(times):
        began = time.monotonic()
        subprocess.run([sys.executable, *arguments], check=False, capture_output=True)
        taken.append(time.monotonic() - began)
    return min(taken)


def starts(folder: Path) -> Figures:
    """Return how long commands take to start, over Python's own start."""
    bare = started("-c", "pass")
    return {
        "help": started("-m", "pipeline", "--help") - bare,
        "status": started("-m", "pipeline", "status", *configured(folder)) - bare,
    }


def nothing_new(folder: Path, site: Loopback, known: int, sources: int = 100) -> Figures:
    """Measure a run for which no source has anything new, with so many sources and known items."""
    command = project(folder, site, 0, sources=sources)
    measured([*command, "run", "--quiet", *configured(folder), site.origin + "/0/"])
    run = [*command, "run", "--quiet", *configured(folder)]
    measured(run)
    _clone(folder / "state" / "ledger.sqlite", known)
    measured(run)  # brings the consumers' files up to what is known now
    site.reset()
    took = measured(run)
    asked = site.stats()
    return {
        "seconds": took.seconds,
        "cpu": _cpu_of(run),
        "feeds": float(asked.get("feeds", 0)),
        "conditional": float(asked.get("conditional", 0)),
        "other": float(asked.get("pages", 0) + asked.get("other", 0)),
        "known": float(states(folder)["published"]),
    }


def after_a_change(folder: Path, site: Loopback) -> Figures:
    """Count what engines are asked when one paragraph of one article of five has changed since it was published."""
    command = project(folder, site, 5)
    with (folder / "pipeline.toml").open("a", encoding="utf-8") as file:
        file.write('[follow]\nafter = ["1s", "2s"]\n')
    run = [*command, "run", "--quiet", *configured(folder)]
    measured(run)
    site.configure(changed=0)
    site.reset()
    time.sleep(1.5)
    measured(run)
    asked = site.stats()
    site.configure(changed=-1)
    return {name: float(asked.get(name, 0)) for name in ("engine_requests", "engine_characters", "pages")}


def _cpu_of(command: list[str]) -> float:
    """Return the CPU of a command whose processes all end before it does, exactly."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    return used.ru_utime + used.ru_stime


def _wrong(out: Path, pages: Pages) -> int:
    """Count paragraphs whose Arabic is not theirs."""
    wrong = 0
    for path in out.glob("*.json"):
        for paragraph in json.loads(path.read_text("utf-8"))["paragraphs"]:
            expected = pages.arabic(paragraph["english"].strip())
            wrong += (paragraph["arabic"] or "").strip() != expected.strip()
    return wrong


def _clone(ledger: Path, count: int) -> None:
    """Make `count` published items of the one that there is."""
    with sqlite3.connect(ledger) as connection:
        for table, told_apart in _CLONED.items():
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            told = {column: f"{column} || n" for column in told_apart}
            told |= dict.fromkeys(("id", "item_id"), "printf('%016x', n)")
            numbers = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < ?)"
            made = ", ".join(told.get(column, f'"{column}"') for column in columns)
            query = f"{numbers} INSERT INTO {table} SELECT {made} FROM c, {table}"  # noqa: S608 - our own names
            connection.execute(query, (count - 1,))
