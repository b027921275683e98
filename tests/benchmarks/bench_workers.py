"""Workers on PostgreSQL: what 1, 2 and 4 of them do, one of four killed, the database gone, and a plan for a day.

    PYTHONPATH=.:tests python tests/benchmarks/bench_workers.py [--articles 200] [--outage 30] [--a-day 1000000]

Pages take 100 ms and the engine 150 ms; sites, engine, database and workers share this machine. Prints a table and the
arithmetic of docs/scale.md; --write draws throughput over workers into docs/performance-workers.svg. Exits 1 where an
article is missing, doubled or was not taken over within 60 s.
"""

import argparse
import datetime as dt
import os
import statistics
import sys
import time
from dataclasses import dataclass

from benchmarks.operations.project import faults_of
from benchmarks.speed.plots import plotted
from benchmarks.speed.report import keep
from benchmarks.worker_fleet import ENGINE, PAGE, Fleet, fleet, until

from pipeline.config import load
from pipeline.run.opening import utc_now
from pipeline.run.publishing import FEED_LENGTH, finish_files
from pipeline.run.services import Services, open_services

TAKEOVER = 60.0
"""Seconds within which a dead worker's items are to be done by others."""
OLD = 20_000
"""Publications that there are when it is measured how long index, feed and changes take."""
PEAK = 3
"""How many times the average a day's busiest hour is planned to have."""


@dataclass(frozen=True)
class Figures:
    """What a number of workers did; CPU in seconds, for each article."""

    workers: int
    a_second: float
    cpu: float
    database_cpu: float
    transactions: float

    def __str__(self) -> str:
        return (
            f"workers {self.workers}: {self.a_second:.1f} articles a second; for each {self.cpu * 1000:.0f} ms of the"
            f" workers' CPU, {self.database_cpu * 1000:.1f} ms of the database's, {self.transactions:.0f} transactions"
        )


def throughput(workers: int, articles: int) -> tuple[Figures, list[str]]:
    """Let `workers` publish `articles`; return the figures, and every fault."""
    with fleet(articles) as made:
        made.configure(made.way.url)
        made.start(workers)
        cpu, database_cpu, transactions = made.worker_cpu(), made.database_cpu(), made.transactions()
        made.made.run()
        until(lambda: made.published() >= articles)
        cpu, database_cpu = made.worker_cpu() - cpu, made.database_cpu() - database_cpu
        transactions = made.transactions() - transactions
        made.done(articles)
        seconds = _instant(made.one("SELECT max(updated) FROM publications")) - _instant(
            made.one("SELECT max(finished_at) FROM runs")
        )
        made.stop()
        figures = Figures(workers, articles / seconds, cpu / articles, database_cpu / articles, transactions / articles)
        return figures, faults_of(made.made, articles)


def killed(articles: int) -> tuple[list[float], list[str]]:
    """Kill one of four workers in the middle; return after how many seconds each of its items was done, and faults."""
    with fleet(articles) as made:
        made.configure(made.way.url)
        made.start(4)
        victim = made.one("SELECT max(id) FROM jobs.procrastinate_workers")
        made.made.run()
        until(lambda: made.published() >= articles // 2)
        made.workers.pop().kill()
        at = time.time()
        held = "SELECT args->>'item_id' FROM jobs.procrastinate_jobs WHERE worker_id = :id AND args ? 'item_id'"
        its = list(made.rows(held, id=victim))
        made.done(articles)
        made.stop()
        ends = [
            _instant(made.one("SELECT updated FROM publications WHERE item_id = :id", id=each)) - at for each in its
        ]
        late = [f"taken over and done only after {end:.0f} s" for end in ends if end > TAKEOVER]
        return ends, faults_of(made.made, articles) + late


def outage(articles: int, seconds: float) -> tuple[float, int, list[str]]:
    """Let the database be gone for `seconds` in the middle; return how long the rest took from then on, pages that were
    fetched again, and faults.
    """
    with fleet(articles) as made:
        made.configure(made.way.url_by_it)
        made.start(2)
        made.made.run()
        until(lambda: made.published() >= articles // 2)
        made.way.shut()
        time.sleep(seconds)
        made.way.open = True
        began = time.monotonic()
        made.done(articles)
        took = time.monotonic() - began
        made.stop()
        again = sum(count - 1 for path, count in made.made.asked().items() if path.startswith("/news/"))
        return took, again, faults_of(made.made, articles)


def index_seconds() -> float:
    """Return how long index, feed and changes take where OLD articles are published."""
    with fleet(FEED_LENGTH) as made:  # the feed reads the newest articles' files
        made.configure(made.way.url)
        made.start(2)
        made.made.run()
        made.done(FEED_LENGTH)
        made.stop()
        _add_old(made)
        with open_services(load(made.made.config), utc_now) as services:
            return statistics.median(_seconds_of_finish(services) for _ in range(3))


def _seconds_of_finish(services: Services) -> float:
    (services.settings.paths.published / "index.json").unlink()  # where nothing changed, nothing is written
    began = time.monotonic()
    finish_files(services)
    return time.monotonic() - began


def _add_old(made: Fleet) -> None:
    then, ids = "'2026-01-01T00:00:00.000000Z'", "lpad(to_hex(n), 16, '0')"
    many = "FROM generate_series(1, :count) AS n RETURNING 1"
    made.rows(
        "INSERT INTO items (id, url, state, stage, attempts, bypass_memory, discovered_at, updated_at)"
        f" SELECT {ids}, 'https://www.example.org/' || n, 'published', 'publish', 0, 0, {then}, {then} {many}",
        count=OLD,
    )
    made.rows(
        "INSERT INTO publications (item_id, revision, state, headline, updated, sha256, content)"
        f" SELECT {ids}, 1, 'published', 'مجلس الحي يغرس الأشجار على ضفاف النهر', {then}, repeat('a', 64),"
        f" repeat('b', 64) {many}",
        count=OLD,
    )


def _instant(written: str) -> float:
    return dt.datetime.fromisoformat(written).timestamp()


def plan(alone: Figures, index: float, a_day: int) -> list[str]:
    """Return what `a_day` articles a day need, from the figures of one worker on this machine."""
    a_second = a_day / 86_400
    peak = PEAK * a_second
    return [
        f"{a_day:,} articles a day / 86,400 s = {a_second:.1f} a second; {PEAK} times that at the peak: {peak:.0f}",
        f"cores of workers: {peak:.0f} a second x {alone.cpu:.3f} s = {peak * alone.cpu:.1f}",
        f"cores of the database: {peak:.0f} a second x {alone.database_cpu:.4f} s = {peak * alone.database_cpu:.2f}",
        f"transactions: {peak:.0f} a second x {alone.transactions:.0f} = {peak * alone.transactions:.0f} a second",
        f"index, feed, changes: {index:.2f} s at {OLD:,} publications; at {a_day:,}: {index * a_day / OLD:.0f} s",
    ]


def main() -> int:
    """Run the campaigns and print them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--outage", type=float, default=30.0)
    parser.add_argument("--a-day", type=int, default=1_000_000)
    parser.add_argument("--write", action="store_true", help="into docs/performance-workers.svg")
    options = parser.parse_args()
    print(
        f"{options.articles} articles, {PAGE * 1000:.0f} ms a page, {ENGINE * 1000:.0f} ms the engine,"
        f" {os.cpu_count()} cores under a load of {os.getloadavg()[0]:.1f}"
    )
    figures: list[Figures] = []
    faults: list[str] = []
    for workers in (1, 2, 4):
        done, found = throughput(workers, options.articles)
        figures.append(done)
        faults += found
        print(done, flush=True)
    ends, found = killed(options.articles)
    faults += found
    print(f"one of 4 killed: {len(ends)} items taken over, the last of them done {max(ends, default=0):.0f} s after")
    took, again, found = outage(options.articles, options.outage)
    faults += found
    print(f"database gone for {options.outage:.0f} s: the rest done {took:.0f} s after; {again} pages fetched again")
    for line in plan(figures[0], index_seconds(), options.a_day):
        print(line)
    for fault in faults:
        print(fault)
    if options.write and not faults:
        points = [(float(each.workers), each.a_second) for each in figures]
        keep("performance-workers.svg", plotted(f"Articles a second, {os.cpu_count()} cores", "workers", points))
    print(f"faults {len(faults)}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
