"""A newsroom with workers: their ledger in a PostgreSQL schema of its own, their signs of life a second apart."""

import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from databases import own_schema, without_secret
from newsroom import Newsroom, Process
from outages import Way, way_to
from sqlalchemy import Engine, create_engine, text

PATIENCE = 60
"""Seconds after which a test gives up on a worker."""

WORKERS = {"enabled": True, "heartbeat": "0.5s", "stalled_after": "2s", "finish_after": "0.2s", "discover": ""}


@dataclass
class Fleet:
    """A newsroom, its database, and the workers that were started."""

    newsroom: Newsroom
    engine: Engine
    url: str
    way: Way
    started: list[Process] = field(default_factory=list)

    def configure(self, **tables: Any) -> None:  # noqa: ANN401 - as in Newsroom.configure
        """Configure the newsroom, with workers."""
        workers = {**WORKERS, **tables.pop("workers", {})}
        self.newsroom.configure(ledger={"url": self.url}, workers=workers, **tables)

    def start(self, *arguments: str) -> Process:
        """Start a worker, a process of its own."""
        process = self.newsroom.start("worker", *arguments)
        self.started.append(process)
        return process

    def one(self, statement: str, **values: object) -> Any:  # noqa: ANN401 - what the database has
        """Return the first value that `statement` gives; `jobs.` in it is the jobs' schema."""
        with self.engine.begin() as connection:
            schema = connection.execute(text("SELECT current_schema()")).scalar_one()
            return connection.execute(text(statement.replace("jobs.", f"{schema}_jobs.")), values).scalar()

    def jobs(self) -> int:
        """Return how many jobs there are, waiting or under way."""
        return int(self.one("SELECT count(*) FROM jobs.procrastinate_jobs"))

    def forget_jobs(self) -> None:
        """Empty the queue, as workers do that are done."""
        with self.engine.begin() as connection:
            schema = connection.execute(text("SELECT current_schema()")).scalar_one()
            connection.execute(text(f"TRUNCATE {schema}_jobs.procrastinate_jobs CASCADE"))

    def settled(self, *, jobs: int = 0) -> None:
        """Wait until no job is left."""
        until(lambda: self.jobs() <= jobs)


def until(condition: Callable[[], object]) -> None:
    """Wait until `condition` holds."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.02)


@pytest.fixture
def fleet(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Iterator[Fleet]:
    with own_schema() as own, way_to(own) as way:
        engine = create_engine(own)
        made = Fleet(newsroom, engine, without_secret(way.url_by_it, monkeypatch), way)
        made.configure()
        yield made
        for process in made.started:
            process.kill()
            process.communicate()
        engine.dispose()


def heard(process: Process, words: str) -> None:
    """Read what a worker logs until it says `words`."""
    assert process.stderr
    assert any(words in line for line in process.stderr), f"it never said {words!r}"


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Return the exit code of a worker that has been told to stop, and what it logged."""
    _, logged = process.communicate(timeout=PATIENCE)
    return process.returncode, logged
