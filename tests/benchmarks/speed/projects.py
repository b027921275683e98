"""A site and a translation service on loopback, and projects that republish from it."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[2]
CONFIG = """
[paths]
state = "state"
published = "published"
held = "held"

[fetch]
allow_private_networks = ["127.0.0.0/8"]
allow_ports = [{port}]
concurrency = {concurrency}
per_host_connections = {concurrency}
per_host_delay = 0.0

[translate]
engines = ["google"]

[engines.google]
kind = "google"
base_url = "{engine}/m"
concurrency = {engine_concurrency}
backoff = 0.1
"""
SOURCE = """
[[source]]
name = "Source {number}"
hosts = {hosts}
feeds = {feeds}
[source.rights]
basis = "own"
evidence = "bench"
"""
MOST_IN_A_FEED = 400  # of more, a run takes the first and leaves the rest
SAMPLE_HOSTS = ("www.harbourledger.example", "archive.harbourledger.example", "magazine.harbourledger.example")


@dataclass(frozen=True)
class Loopback:
    """A site on loopback that serves pages and translations."""

    port: int
    engine: str

    @property
    def origin(self) -> str:
        """Where the site is."""
        return f"http://127.0.0.1:{self.port}"

    def stats(self) -> dict[str, int]:
        """Return what it was asked for since the last reset."""
        found: dict[str, int] = json.loads(self._get("/__stats"))
        return found

    def reset(self) -> None:
        """Count from nothing."""
        self._get("/__reset")

    def configure(self, **what: float) -> None:
        """Set how the server misbehaves; see loopback.py."""
        self._get(f"/__config?{urllib.parse.urlencode(what)}")

    def _get(self, path: str) -> bytes:
        with urllib.request.urlopen(f"{self.origin}{path}") as answer:  # noqa: S310 - our own server
            body: bytes = answer.read()
            return body


@contextlib.contextmanager
def serving(page_ms: int, engine_ms: int, corpus: Path | None, emulator: str | None) -> Iterator[Loopback]:
    """Serve pages, and translations where no other `emulator` does, each after so many milliseconds."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "benchmarks.speed.loopback", str(port), str(page_ms), str(engine_ms)]
    command += [str(corpus)] if corpus else []
    environment = {**os.environ, "PYTHONPATH": str(TESTS)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            yield Loopback(port, emulator or f"http://127.0.0.1:{port}")
        finally:
            process.kill()


def project(
    folder: Path, site: Loopback, items: int, *, sources: int = 1, concurrency: int = 32, engine_concurrency: int = 16
) -> list[str]:
    """Make a project in `folder` whose sources announce so many items in all; return the command but for its verb."""
    folder.mkdir(parents=True)
    text = CONFIG.format(
        port=site.port, engine=site.engine, concurrency=concurrency, engine_concurrency=engine_concurrency
    )
    (folder / "pipeline.toml").write_text(text, "utf-8")
    each = items // sources
    told = [
        SOURCE.format(number=n, feeds=json.dumps(_feeds(site, n, n * each, each)), hosts=_hosts(n))
        for n in range(sources)
    ]
    (folder / "sources.toml").write_text("".join(told), "utf-8")
    return [sys.executable, "-m", "pipeline"]


def configured(folder: Path) -> list[str]:
    """Return the options that name the project in `folder`."""
    return ["--config", str(folder / "pipeline.toml")]


def states(folder: Path) -> dict[str, Any]:
    """Return how many items of the project are in each state."""
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "status", "--json", *configured(folder)], check=True, capture_output=True
    )
    found: dict[str, Any] = json.loads(done.stdout)["items"]
    return found


def _feeds(site: Loopback, source: int, first: int, items: int) -> list[str]:
    """Return the URLs of the feeds of a source that together announce `items` articles, from the `first` on."""
    parts = [(start, min(MOST_IN_A_FEED, items - start)) for start in range(0, max(items, 1), MOST_IN_A_FEED)]
    return [f"{site.origin}/feed/{source}.xml?from={first + start}&items={count}" for start, count in parts]


def _hosts(number: int) -> str:
    return json.dumps(["127.0.0.1", *SAMPLE_HOSTS] if number == 0 else [f"source-{number}.example"])
