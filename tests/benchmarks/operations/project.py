"""A project for a campaign: its folder, the sites that it reads, `republish` as a process, and what came of it."""

import contextlib
import json
import os
import resource
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.operations.site import host

ROOT = Path(__file__).parents[3]
CONFIG = """
[fetch]
allow_private_networks = ["127.0.0.0/8"]
allow_ports = [{port}]
per_host_connections = 8
per_host_delay = 0.0

[paths]
state = "state"
published = "published"
held = "held"

[engines.google]
kind = "google"
base_url = "http://{host}:{port}/google/m"

[follow]
after = []
"""
SOURCE = """
[[source]]
name = "Site {number}"
hosts = ["{host}"]
feeds = ["http://{host}:{port}/feed.xml"]
rights = {{ basis = "own", evidence = "written for this benchmark" }}
"""


@dataclass(frozen=True)
class Project:
    """A folder with a configuration, and the sites it names."""

    folder: Path
    port: int
    hosts: int

    @property
    def config(self) -> Path:
        """The configuration file."""
        return self.folder / "pipeline.toml"

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        """Start `republish` in the project."""
        command = [sys.executable, "-m", "pipeline", *arguments, "--config", str(self.config)]
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def run(self) -> tuple[int, str]:
        """Run to the end; return the exit code and what was said on stderr."""
        process = self.start("run", "--quiet")
        _, said = process.communicate()
        return process.returncode, said

    def asked(self) -> Counter[str]:
        """Return how often the sites were asked for each path."""
        with urllib.request.urlopen(f"http://{host(0)}:{self.port}/stats") as answer:
            return Counter(json.load(answer))


@contextlib.contextmanager
def project(
    folder: Path, *, articles: int, hosts: int, page_latency: float = 0.0, engine_latency: float = 0.0
) -> Iterator[Project]:
    """Make a project in `folder`, and serve what it reads as long as the block runs; latencies in seconds."""
    port = _free_port()
    made = Project(folder, port, hosts)
    folder.mkdir(parents=True, exist_ok=True)
    made.config.write_text(CONFIG.format(port=port, host=host(0)), "utf-8")
    sources = "".join(SOURCE.format(number=n, host=host(n), port=port) for n in range(hosts))
    (folder / "sources.toml").write_text(sources, "utf-8")
    options = [
        "--articles",
        articles,
        "--hosts",
        hosts,
        "--page-latency",
        page_latency,
        "--engine-latency",
        engine_latency,
    ]
    command = [sys.executable, "-m", "benchmarks.operations.site", str(port), *map(str, options)]
    path = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
    environment = {**os.environ, "PYTHONPATH": path}
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
    assert server.stdout is not None
    server.stdout.readline()
    try:
        yield made
    finally:
        server.kill()
        server.wait()


def faults_of(made: Project, articles: int) -> list[str]:
    """Return what is wrong with what consumers read, once `articles` are to be there: missing, doubled, torn."""
    published = made.folder / "published"
    faults, seen = [], Counter[str]()
    for path in (published / "articles").iterdir():
        try:
            seen[json.loads(path.read_bytes())["source"]["url"]] += 1
        except (ValueError, KeyError):
            faults.append(f"torn or stray: {path.name}")
    faults += [f"doubled: {url}" for url, count in seen.items() if count > 1]
    if len(seen) != articles:
        faults.append(f"{len(seen)} articles, not {articles}")
    lines = (published / "changes.jsonl").read_bytes().splitlines()
    changes = [json.loads(line) for line in lines]
    told = Counter((change["id"], change["revision"]) for change in changes)
    faults += [f"told twice: {key}" for key, count in told.items() if count > 1]
    if {change["id"] for change in changes} != {path.stem for path in (published / "articles").iterdir()}:
        faults.append("changes.jsonl tells of others than there are")
    return faults


def pss_of(pid: int) -> int:
    """Return the memory of a process and its children in bytes, what they share counted once (PSS)."""
    total = 0
    for each in (pid, *children(pid)):
        with contextlib.suppress(OSError):
            rollup = Path(f"/proc/{each}/smaps_rollup").read_text("ascii")
            total += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) * 1024
    return total


def children(pid: int) -> Iterator[int]:
    """Yield the processes below a process."""
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in map(int, (task / "children").read_text("ascii").split()):
                yield child
                yield from children(child)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((host(0), 0))
        return int(listener.getsockname()[1])


def seconds_of(made: Project, *arguments: str) -> tuple[float, float]:
    """Return how long a command takes, from its start to its end, and the CPU that it takes for it."""
    before, began = _cpu_of_children(), time.monotonic()
    made.start(*arguments).communicate()
    return time.monotonic() - began, _cpu_of_children() - before


def _cpu_of_children() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime
