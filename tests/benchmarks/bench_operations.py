"""Campaigns against a pipeline at work: kills, full disks, a held ledger, many items, a large ledger, nothing to do.

    PYTHONPATH=.:tests python tests/benchmarks/bench_operations.py [kills disks locked many ledger million idle]
        [--articles 1000] [--kills 200] [--disks 20] [--items 2000] [--ledger 1000000] [--seed 1]

The sites and the translator are emulated on loopback by a process of their own. Prints a line of figures for each
campaign and each fault; exits 1 where there was one.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.operations import disks, idle, kills, ledger_cost, locked, many, million

SOURCES, KNOWN = 100, 10_000
"""Of the run that has nothing to do."""


def campaigns(folder: Path, given: argparse.Namespace) -> dict[str, Callable[[], list[str]]]:
    """Return the campaigns by name."""
    articles = given.articles
    return {
        "kills": lambda: kills.campaign(folder / "kills", articles=articles, kills=given.kills, seed=given.seed),
        "disks": lambda: disks.campaign(folder / "disks", articles=articles // 2, times=given.disks, seed=given.seed),
        "locked": lambda: locked.campaign(folder / "locked", articles=min(articles, 100)),
        "many": lambda: many.campaign(folder / "many", items=given.items),
        "ledger": lambda: ledger_cost.campaign(folder / "ledger", articles=min(articles, 200)),
        "million": lambda: million.campaign(folder / "million", items=given.ledger),
        "idle": lambda: idle.campaign(folder / "idle", sources=SOURCES, items=KNOWN),
    }


def main() -> int:
    """Run the campaigns asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="CAMPAIGN", help="all where none is named")
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--disks", type=int, default=20)
    parser.add_argument("--items", type=int, default=2000)
    parser.add_argument("--ledger", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    faults = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, campaign in campaigns(Path(folder), given).items():
            if given.names and name not in given.names:
                continue
            for fault in campaign():
                faults += 1
                print(f"FAULT        {name}: {fault}", flush=True)
    print(f"faults {faults}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
