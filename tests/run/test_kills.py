"""Runs of the sample that are killed as it comes, each followed by a run to the end; `make bench-kill` tries 50."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from benchmarks.bench_kill import ROOT, Outcome, command, completed, free_port, prepare

MOMENTS: dict[str, Callable[[Path], bool]] = {
    "there is a ledger": lambda folder: (folder / "state" / "ledger.sqlite").exists(),
    "an article is being written": lambda folder: any((folder / "published" / "articles").glob("*")),
    "the index is written": lambda folder: (folder / "published" / "index.json").exists(),
}


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, port: int) -> Outcome:
    """Return what a run makes that nobody kills."""
    folder = tmp_path_factory.mktemp("undisturbed") / "project"
    prepare(folder, port)
    return completed(folder)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_run_that_was_killed_is_completed_by_the_next_with_nothing_missing_doubled_or_torn(
    tmp_path: Path, port: int, undisturbed: Outcome, moment: str
) -> None:
    folder = tmp_path / "project"
    prepare(folder, port)
    process = subprocess.Popen(command(folder), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and not MOMENTS[moment](folder):
        time.sleep(0.001)
    process.kill()
    process.wait()

    after = completed(folder)

    assert undisturbed.faults == after.faults == ()
    assert after.articles == undisturbed.articles
    assert len(after.articles) >= 4
