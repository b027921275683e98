"""The desk over a large ledger: how long its pages take for many editors, and whether it slows a run down.

    python tests/benchmarks/bench_desk.py [--items 100000] [--clients 20] [--requests 40] [--pause 0] [--rounds 3]

Fills a ledger, starts `republish desk` on it, and lets clients ask at once, each on a connection of its own, again as
soon as it has its answer and `--pause` seconds have passed. Then runs a small newsroom by turns without and with a desk
that three browsers have open. Prints a table for each.
"""

import argparse
import http.client
import logging
import os
import random
import re
import statistics
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import structlog
from large_ledgers import Filled, fill, publish_site
from newsroom import Newsroom
from pytest_httpserver import HTTPServer

from pipeline.run.opening import open_ledger

LINK = re.compile(r"http://127\.0\.0\.1:(\d+)(/enter\?secret=\S+)")
OPEN_BROWSERS = 3
LOOKS_EVERY = 1.0
"""Seconds after which each browser that is open during a run asks for the queue again."""


class Browser:
    """A signed-in browser on one connection."""

    def __init__(self, port: int, way_in: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self._connection.request("GET", way_in)
        answer = self._connection.getresponse()
        answer.read()
        self._cookie = (answer.getheader("set-cookie") or "").split(";")[0]

    def reconnect(self) -> None:
        """Connect anew: the server ends a connection that is idle for some seconds."""
        self._connection.close()

    def seconds_of(self, path: str) -> float:
        """Ask for `path`, read the answer, and return how long that took; RuntimeError where it is no page."""
        began = time.perf_counter()
        self._connection.request("GET", path, headers={"Cookie": self._cookie})
        answer = self._connection.getresponse()
        answer.read()
        if answer.status != http.client.OK:
            raise RuntimeError(f"{path}: {answer.status}")
        return time.perf_counter() - began

    def listen(self, stop: threading.Event) -> None:
        """Hear the live events until told to stop, as an open page does."""
        self._connection.request("GET", "/events", headers={"Cookie": self._cookie})
        answer = self._connection.getresponse()
        while not stop.is_set() and answer.readline():
            pass


class Served(NamedTuple):
    """A desk that is being served, and what makes browsers that are signed in there."""

    pid: int
    browser: Callable[[], Browser]

    def cpu(self) -> float:
        """Return the seconds of CPU that its process has taken; Linux only."""
        after_its_name = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, after_its_name[11:13])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(newsroom: Newsroom) -> Iterator[Served]:
    """Serve the newsroom's desk in a process of its own."""
    with newsroom.start("desk", "--port", "0") as process:
        try:
            found = LINK.search(process.stdout.readline() if process.stdout else "")
            if found is None:
                raise RuntimeError("the desk did not start")
            yield Served(process.pid, lambda: Browser(int(found[1]), found[2]))
        finally:
            process.terminate()


def pages_of(filled: Filled, chosen: random.Random) -> dict[str, Callable[[], str]]:
    """Return what a client asks for, each kind of page with what gives an address of it."""
    return {
        "queue": lambda: "/",
        "queue, held": lambda: "/?state=held",
        "queue, a source": lambda: f"/?source={quote(chosen.choice(filled.sources))}",
        "queue, a late page": lambda: f"/?before={quote(chosen.choice(filled.cursors))}",
        "article": lambda: f"/items/{chosen.choice(filled.articles)}",
        "search": lambda: f"/?q={quote(chosen.choice(filled.words))}",
        "API, publications": lambda: f"/api/v1/publications?since={chosen.randrange(filled.changes)}",
        "API, withdrawn": lambda: "/api/v1/publications?state=withdrawn",
        "API, changes": lambda: f"/api/v1/changes?since={chosen.randrange(filled.changes)}",
    }


def measure(
    desk: Served, filled: Filled, browsers: Sequence[Browser], requests: int, pause: float
) -> tuple[dict[str, list[float]], dict[str, float]]:
    """Return the seconds of each page's answers, and the desk's seconds of CPU for one of them.

    All clients ask at once, for one kind of page after the other.
    """
    seconds: dict[str, list[float]] = defaultdict(list)
    cpu: dict[str, float] = {}
    for kind in pages_of(filled, random.Random(0)):  # noqa: S311 - which page is asked for

        def ask(number: int, browser: Browser, kind: str = kind) -> None:
            browser.reconnect()
            address = pages_of(filled, random.Random(number))[kind]  # noqa: S311 - the same
            for _ in range(requests):
                seconds[kind].append(browser.seconds_of(address()))
                time.sleep(pause)

        before = desk.cpu()
        in_threads([lambda n=n, b=b: ask(n, b) for n, b in enumerate(browsers)])  # type: ignore[misc]
        cpu[kind] = (desk.cpu() - before) / len(seconds[kind])
    return seconds, cpu


def in_threads(works: Sequence[Callable[[], None]]) -> None:
    """Do all at once, and wait for all; what one of them raises is raised."""
    with ThreadPoolExecutor(len(works)) as pool:
        for work in [pool.submit(work) for work in works]:
            work.result()


def seconds_of_run(newsroom: Newsroom) -> float:
    """Run the newsroom in a process of its own; return its seconds."""
    process = newsroom.start("run", "--quiet")
    began = time.perf_counter()
    _, errors = process.communicate()
    if process.returncode:
        raise RuntimeError(errors)
    return time.perf_counter() - began


def seconds_with_desk(newsroom: Newsroom) -> float:
    """Run the newsroom while browsers have its desk open: live events, and the queue again and again."""
    stop = threading.Event()

    def looking(browser: Browser) -> None:
        while not stop.wait(LOOKS_EVERY):
            browser.seconds_of("/")

    with served(newsroom) as desk:
        threads = [threading.Thread(target=looking, args=(desk.browser(),), daemon=True) for _ in range(OPEN_BROWSERS)]
        threads += [
            threading.Thread(target=desk.browser().listen, args=(stop,), daemon=True) for _ in range(OPEN_BROWSERS)
        ]
        for thread in threads:
            thread.start()
        try:
            return seconds_of_run(newsroom)
        finally:
            stop.set()


def newsroom_in(folder: Path, server: HTTPServer) -> Newsroom:
    """Return a newsroom in a folder of its own."""
    folder.mkdir()
    return Newsroom(folder, server)


def print_pages(seconds: dict[str, list[float]], cpu: dict[str, float]) -> None:
    """Print the percentiles, and what an answer costs the desk, in milliseconds."""
    print(f"{'page':22}{'answers':>9}{'median ms':>11}{'p95 ms':>9}{'worst ms':>10}{'CPU ms':>9}")
    for kind, found in seconds.items():
        cuts = statistics.quantiles(found, n=20)
        print(
            f"{kind:22}{len(found):>9}{cuts[9] * 1000:>11.0f}{cuts[18] * 1000:>9.0f}{max(found) * 1000:>10.0f}", end=""
        )
        print(f"{cpu[kind] * 1000:>9.1f}")


def print_runs(seconds: dict[str, list[float]], articles: int) -> None:
    """Print what a run took without and with the desk open."""
    for kind, found in seconds.items():
        each = " ".join(f"{value:.2f}" for value in found)
        print(f"a run of {articles} articles, {kind:14} median {statistics.median(found):.2f} s   ({each})")


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--requests", type=int, default=40, help="of each client for each kind of page")
    parser.add_argument("--pause", type=float, default=0.0, help="seconds between a client's requests")
    parser.add_argument("--rounds", type=int, default=3, help="runs without and with the desk")
    parser.add_argument("--articles", type=int, default=60, help="of each such run")
    parser.add_argument("--ledger", help="URL of an empty database; by default a SQLite file")
    given = parser.parse_args()
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with tempfile.TemporaryDirectory() as folder, HTTPServer(host="127.0.0.1", threaded=True) as server:
        newsroom = newsroom_in(Path(folder) / "large", server)
        ledger_table = {"url": given.ledger} if given.ledger else {}
        newsroom.configure(desk={"requests_per_minute": 10_000_000}, ledger=ledger_table)
        with closing(open_ledger(newsroom.settings)) as ledger:
            filled = fill(ledger, newsroom, given.items)
        with served(newsroom) as desk:
            browsers = [desk.browser() for _ in range(given.clients)]
            browsers[0].seconds_of("/")
            print(f"{given.items} items, {given.clients} clients, {given.pause:g} s between a client's requests")
            print_pages(*measure(desk, filled, browsers, given.requests, given.pause))
        runs: dict[str, list[float]] = {"no desk": [], "the desk open": []}
        for number in range(given.rounds):
            for kind, measured in (("no desk", seconds_of_run), ("the desk open", seconds_with_desk)):
                room = newsroom_in(Path(folder) / f"{number}-{kind}", server)
                publish_site(room, given.articles)
                runs[kind].append(measured(room))
        if given.rounds:
            print_runs(runs, given.articles)


if __name__ == "__main__":
    main()
