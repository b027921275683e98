"""Kill -9 a run of the bundled sample at random moments, run it again, and compare with a run left alone.

    python tests/benchmarks/bench_kill.py [--rounds 50] [--seed 1]

Prints a line for each fault found and a table at the end; exits 1 where there was a fault.
"""

import argparse
import json
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
CONFIG = """
[paths]
state = "state"
published = "published"
held = "held"

[fetch]
allow_private_networks = ["127.0.0.0/8"]
allow_ports = [{port}]
per_host_delay = 0.0

[translate]
engines = []
"""


@dataclass(frozen=True)
class Outcome:
    """What lies in the folders after a run: each article's text by its URL, and the faults."""

    articles: dict[str, str]
    faults: tuple[str, ...]


SAMPLE = ROOT / "data" / "sample"


def prepare(folder: Path, port: int) -> None:
    """Make `folder` a project that publishes the sample, which is served on `port`."""
    folder.mkdir()
    sources = (SAMPLE / "sources.toml").read_text("utf-8").replace(":8753", f":{port}")
    (folder / "sources.toml").write_text(sources, "utf-8")
    (folder / "sample.toml").write_text(CONFIG.format(port=port), "utf-8")


def command(folder: Path) -> list[str]:
    """Return the command that runs the sample in `folder`, a project."""
    paths = ["--site", str(SAMPLE / "site"), "--memory", str(SAMPLE / "memory.tmx")]
    return [sys.executable, "-m", "pipeline", "sample", "--quiet", "--config", str(folder / "sample.toml"), *paths]


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def killed_after(folder: Path, seconds: float) -> bool:
    """Start a run, kill it after `seconds`; tell whether it was still going."""
    process = subprocess.Popen(command(folder), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    return False


def completed(folder: Path) -> Outcome:
    """Run to the end, and look at all that lies in `folder` then."""
    process = subprocess.run(command(folder), cwd=ROOT, capture_output=True, text=True, check=False)
    faults = [f"exit code {process.returncode}: {process.stderr[-500:]}"] if process.returncode else []
    return look(folder, faults)


def look(folder: Path, faults: list[str]) -> Outcome:
    """Read every file that a consumer reads, as a consumer would."""
    published = folder / "published"
    articles: dict[str, str] = {}
    for path in sorted((published / "articles").glob("*")):
        try:
            publication = json.loads(path.read_bytes())
        except ValueError:
            faults.append(f"torn or stray file: {path.name}")
            continue
        url = publication["source"]["url"]
        if url in articles:
            faults.append(f"doubled: {url}")
        texts = [publication["headline"], *publication["blocks"]]
        articles[url] = json.dumps(texts, sort_keys=True)
    faults += _index_faults(published, articles)
    return Outcome(articles, tuple(faults))


def _index_faults(published: Path, articles: dict[str, str]) -> list[str]:
    try:
        index = json.loads((published / "index.json").read_bytes())["articles"]
        feed = json.loads((published / "feed.json").read_bytes())["items"]
        changes = [json.loads(line) for line in (published / "changes.jsonl").read_bytes().splitlines()]
    except (OSError, ValueError, KeyError) as error:
        return [f"index, feed or changes: {error!r}"]
    faults = [
        f"{name} names {len(found)}, not {len(articles)}"
        for name, found in (("index", index), ("feed", feed))
        if len(found) != len(articles)
    ]
    twice = [key for key, count in Counter((c["id"], c["revision"]) for c in changes).items() if count > 1]
    return faults + [f"changed twice: {key}" for key in twice]


def campaign(rounds: int, seed: int, folder: Path) -> tuple[int, list[str]]:
    """Kill `rounds` runs; return how many were still going when killed, and every fault."""
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    port = free_port()  # of its own, so that two campaigns at once do not meet
    reference_folder = folder / "reference"
    prepare(reference_folder, port)
    began = time.monotonic()
    reference = completed(reference_folder)
    length = time.monotonic() - began
    faults = list(reference.faults)
    killed = 0
    for number in range(rounds):
        place = folder / str(number)
        prepare(place, port)
        moment = chance.uniform(0.0, length)
        killed += killed_after(place, moment)
        after = completed(place)
        found = list(after.faults)
        if after.articles != reference.articles:
            found.append(f"{len(after.articles)} articles, and not the same as of a run left alone")
        faults += [f"round {number}, killed after {moment:.2f} s: {fault}" for fault in found]
    return killed, faults


def main() -> int:
    """Run the campaign and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        killed, faults = campaign(arguments.rounds, arguments.seed, Path(folder))
    for fault in faults:
        print(fault)
    print(f"rounds {arguments.rounds}  killed while running {killed}  faults {len(faults)}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
