"""A disk that is full at random moments: a clear message, no item wrongly failed, and all done once there is room."""

import contextlib
import os
import random
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.operations.kills import LATEST, states_and_deaths
from benchmarks.operations.project import Project, faults_of, project, seconds_of

SIZE = 256
"""Mebibytes of the small disk."""


def campaign(folder: Path, *, articles: int, times: int, seed: int) -> list[str]:
    """Fill the disk under a run `times` times, then make room; print what happened and return the faults."""
    if os.geteuid() != 0:
        print("disks        left out: a small disk is mounted by root alone")
        return []
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    faults: list[str] = []
    met = 0
    with _small_disk(folder), project(folder, articles=articles, hosts=10) as made:
        start, _ = seconds_of(made, "run", "--limit", "0", "--quiet")
        for number in range(times):
            code, said = _filled_after(made, chance.uniform(0.2, start + LATEST))
            met += code != 0
            if code not in {0, 5} or (code == 5 and ("Next: " not in said or "Traceback" in said)):
                faults.append(f"disk {number}: exit code {code}: {said[-500:]}")
        code, said = made.run()
        faults += [f"exit code {code}: {said[-500:]}"] if code else []
        faults += faults_of(made, articles)
        states, _ = states_and_deaths(made)
        faults += [f"{count} items are {state}" for state, count in states.items() if state != "published"]
    print(f"disks        {met} of {times} runs met a full disk, {articles} articles; faults {len(faults)}")
    return faults


def _filled_after(made: Project, seconds: float) -> tuple[int, str]:
    """Start a run and leave no room after `seconds`; when it has ended, make room. Return how it ended."""
    process = made.start("run", "--quiet")
    time.sleep(seconds)
    ballast = made.folder / "ballast"
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(65_536))
    _, said = process.communicate()
    ballast.unlink()
    return process.returncode, said


@contextlib.contextmanager
def _small_disk(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}m", "tmpfs", str(folder)], check=True)  # noqa: S607
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)  # noqa: S607
