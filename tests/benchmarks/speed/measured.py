"""A command, measured: its seconds, and the CPU and memory of all its processes together, over time."""

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
INTERVAL = 0.25
"""Seconds between two looks at the processes; memory is read at every fourth, as reading it costs."""


@dataclass
class Measured:
    """What a command took: seconds, seconds of CPU, and megabytes (PSS of all processes) by second."""

    seconds: float = 0.0
    cpu: float = 0.0
    code: int = 0
    out: str = ""
    err: str = ""
    memory: list[tuple[float, float]] = field(default_factory=list)

    @property
    def most_memory(self) -> float:
        """Megabytes at most."""
        return max((megabytes for _, megabytes in self.memory), default=0.0)


def measured(command: Sequence[str], *, cwd: Path | None = None) -> Measured:
    """Run `command` in a session of its own, and return what it took; raises where it fails other than by exit 1."""
    found, ended = Measured(), threading.Event()
    began = time.monotonic()
    with subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        watcher = threading.Thread(target=_watch, args=(process.pid, began, found, ended))
        watcher.start()
        found.out, found.err = process.communicate()
        found.seconds = time.monotonic() - began
        ended.set()
        watcher.join()
    found.code = process.returncode
    if found.code not in {0, 1}:
        raise SystemExit(f"{' '.join(command)} ended with {found.code}\n{found.err[-3000:]}")
    return found


def _watch(session: int, began: float, found: Measured, ended: threading.Event) -> None:
    ticks: dict[int, int] = {}
    look = 0
    while not ended.wait(INTERVAL):
        pids = _of_session(session, ticks)
        if look % 4 == 0:
            found.memory.append((time.monotonic() - began, sum(map(_pss, pids)) / 1024))
        look += 1
        found.cpu = sum(ticks.values()) / TICKS


def _of_session(session: int, ticks: dict[int, int]) -> list[int]:
    """Return the processes of a session, and note what CPU each has used so far."""
    pids = []
    for entry in Path("/proc").iterdir():
        try:
            told = (entry / "stat").read_text() if entry.name.isdigit() else ""
        except OSError:
            continue
        fields = told.rpartition(")")[2].split()
        if fields and int(fields[3]) == session:
            ticks[int(entry.name)] = int(fields[11]) + int(fields[12])
            pids.append(int(entry.name))
    return pids


def _pss(pid: int) -> int:
    """Return a process's share of memory in kilobytes; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
