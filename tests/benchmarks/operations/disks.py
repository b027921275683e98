"""A disk that is full at random moments: a clear message, no item wrongly failed, and all done once there is room."""

import contextlib
import os
import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.operations.kills import moments, started_until, states_and_deaths
from benchmarks.operations.project import Project, faults_of, project

SIZE = 128
"""Mebibytes of each small disk."""
ROOM = 8
"""Mebibytes that are left of it as a run begins, so that the rest is gone at once when the moment has come."""
STATE, OUTPUT = "state", "published"


def campaign(folder: Path, *, articles: int, times: int, seed: int) -> list[str]:
    """Fill a disk under a run `times` times, then make room; print what happened and return the faults.

    What is kept and what is published lie on a disk each, which are filled by turns.
    """
    if os.geteuid() != 0:
        print("disks        left out: a small disk is mounted by root alone")
        return []
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    faults: list[str] = []
    met = Counter[str]()
    with (
        _small_disk(folder / STATE),
        _small_disk(folder / OUTPUT),
        project(folder, articles=articles, hosts=10) as made,
    ):
        for number, (done, _) in enumerate(moments(chance, articles, times)):
            disk = (STATE, OUTPUT)[number % 2]
            code, said = _filled_after(made, disk, done)
            met[disk] += code != 0
            if code not in {0, 5} or (code == 5 and ("Next: " not in said or "Traceback" in said)):
                faults.append(f"disk {number}, {disk}: exit code {code}: {said[-500:]}")
        code, said = made.run()
        faults += [f"exit code {code}: {said[-500:]}"] if code else []
        faults += faults_of(made, articles)
        states, _ = states_and_deaths(made)
        faults += [f"{count} items are {state}" for state, count in states.items() if state != "published"]
    print(
        f"disks        {met.total()} of {times} runs met a full disk, {met[STATE]} of the ledger and {met[OUTPUT]} of "
        f"what is published; {articles} articles; faults {len(faults)}"
    )
    return faults


def _filled_after(made: Project, disk: str, articles: int) -> tuple[int, str]:
    """Start a run and leave no room once it has published `articles`; when it has ended, make room.

    Return how it ended.
    """
    folder = made.folder / disk
    ballast = folder / "ballast"
    try:
        _fill(ballast, shutil.disk_usage(folder).free - ROOM * 2**20)
        process = started_until(made, articles)
        _fill(ballast, SIZE * 2**20)
        _, said = process.communicate()
    finally:
        ballast.unlink()
    return process.returncode, said


def _fill(ballast: Path, size: int) -> None:
    """Let `ballast` grow by `size` bytes, or as far as there is room."""
    with contextlib.suppress(OSError), ballast.open("ab", buffering=0) as file:
        for _ in range(size // 4_096):
            file.write(bytes(4_096))


@contextlib.contextmanager
def _small_disk(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}m", "tmpfs", str(folder)], check=True)  # noqa: S607
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)  # noqa: S607
