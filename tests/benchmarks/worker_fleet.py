"""A project on PostgreSQL with workers as processes, for campaigns: started, watched, and what they used."""

import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.operations.project import Project, children, project
from databases import own_schema
from outages import Way, way_to
from sqlalchemy import Engine, create_engine, make_url, text

if TYPE_CHECKING:
    from subprocess import Popen

HOSTS = 16
PAGE, ENGINE = 0.1, 0.15
"""Seconds that a page and a translation take."""
PATIENCE = 1200.0
"""Seconds after which a campaign is given up."""
_NAME = "bench_workers"
_TABLES = """
[ledger]
url = "{url}"

[workers]
enabled = true
discover = ""

[run]
processes = 1
"""


@dataclass
class Fleet:
    """A project, its database, the way there, and the workers that were started."""

    made: Project
    engine: Engine
    way: Way
    workers: list["Popen[str]"] = field(default_factory=list)

    def configure(self, url: str) -> None:
        """Let the project have workers, and its ledger at `url`; the engine takes as many as there may be."""
        named = make_url(url).set(drivername="postgresql").update_query_dict({"application_name": _NAME})
        tables = _TABLES.format(url=named.render_as_string(hide_password=False))
        before = self.made.config.read_text("utf-8")
        engine = before.replace("[engines.google]\n", "[engines.google]\nconcurrency = 64\n")
        self.made.config.write_text(engine + tables, "utf-8")

    def rows(self, statement: str, **values: object) -> Sequence[Any]:
        """Return the first value of each row that `statement` gives; `jobs.` in it is the jobs' schema."""
        with self.engine.begin() as connection:
            schema = connection.execute(text("SELECT current_schema()")).scalar_one()
            return connection.execute(text(statement.replace("jobs.", f"{schema}_jobs.")), values).scalars().all()

    def one(self, statement: str, **values: object) -> Any:  # noqa: ANN401 - what the database has
        """Return the first value that `statement` gives."""
        return next(iter(self.rows(statement, **values)), None)

    def start(self, count: int) -> None:
        """Start workers one after the other, and wait until each is at work."""
        for _ in range(count):
            self.workers.append(self.made.start("worker", "--quiet"))
            until(lambda: self._known() >= len(self.workers))

    def _known(self) -> int:
        there = self.one("SELECT to_regclass('jobs.procrastinate_workers')") is not None
        return int(self.one("SELECT count(*) FROM jobs.procrastinate_workers")) if there else 0

    def published(self) -> int:
        """Return how many articles are published."""
        return int(self.one("SELECT count(*) FROM publications"))

    def done(self, articles: int) -> None:
        """Wait until all articles are published and told."""
        until(lambda: self.published() >= articles)
        until(lambda: self.one("SELECT count(*) FROM jobs.procrastinate_jobs") == 0)

    def worker_cpu(self) -> float:
        """Return the seconds of CPU that the workers and their processes have used."""
        return sum(_cpu_of(pid) for worker in self.workers for pid in (worker.pid, *children(worker.pid)))

    def database_cpu(self) -> float:
        """Return the seconds of CPU that the server's processes for these workers have used."""
        names = [_NAME, *(f"process {worker.pid} on {os.uname().nodename}" for worker in self.workers)]
        return sum(
            map(_cpu_of, self.rows("SELECT pid FROM pg_stat_activity WHERE application_name = ANY(:n)", n=names))
        )

    def transactions(self) -> int:
        """Return how many transactions the database has ended, of all its users."""
        ended = "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()"
        return int(self.one(ended))

    def stop(self) -> None:
        """Tell every worker to stop, and wait for it."""
        for worker in self.workers:
            worker.terminate()
        for worker in self.workers:
            worker.communicate()


@contextlib.contextmanager
def fleet(articles: int) -> Iterator[Fleet]:
    """Make a project of `articles` on a ledger of its own; nothing of it is left afterwards."""
    with (
        tempfile.TemporaryDirectory() as folder,
        own_schema() as own,
        way_to(own) as way,
        project(Path(folder) / "p", articles=articles, hosts=HOSTS, page_latency=PAGE, engine_latency=ENGINE) as made,
    ):
        engine = create_engine(own)
        made_fleet = Fleet(made, engine, way)
        try:
            yield made_fleet
        finally:
            for worker in made_fleet.workers:
                worker.kill()
                worker.wait()
            engine.dispose()


def until(condition: Callable[[], object]) -> None:
    """Wait until `condition` holds; end the campaign where that takes too long."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            sys.exit("it took too long")
        time.sleep(0.1)


def _cpu_of(pid: int) -> float:
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0
