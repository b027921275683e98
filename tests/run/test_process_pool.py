"""Processes that compute: what they return and raise, and what becomes of work whose process dies."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from dying import work

from pipeline.errors import ComputationDied, Refused, TimeLimitReached
from pipeline.run.process_pool import ProcessPool

TESTS = Path(__file__).parents[1]


class Pool(ProcessPool):
    """A pool whose work has a minute where nothing else is said."""

    def __call__(self, job: str, data: bytes = b"", timeout: float = 60) -> bytes:
        return super().__call__(job, data, timeout)


def pool_of(processes: int = 1, pieces: int = 100) -> Pool:
    return Pool(work, processes=processes, pieces=pieces, preloaded=["pipeline.run.computing"])


@pytest.fixture
def pool() -> Iterator[Pool]:
    with pool_of() as opened:
        yield opened


def test_work_is_done_in_another_process(pool: Pool) -> None:
    assert int(pool("pid")) not in {0, os.getpid()}


def test_a_process_is_kept_from_one_piece_of_work_to_the_next(pool: Pool) -> None:
    assert pool("pid") == pool("pid")


def test_a_process_is_renewed_after_its_pieces() -> None:
    with pool_of(pieces=2) as pool:
        first, second, third = (pool("pid") for _ in range(3))

    assert first == second != third


def test_a_refusal_arrives_as_it_was_raised(pool: Pool) -> None:
    with pytest.raises(Refused) as caught:
        pool("refuse", b"the page shows 40 words")

    assert (caught.value.reason, caught.value.message) == ("paywall", "the page shows 40 words")
    assert caught.value.item == "https://news.example/"


def test_a_mistake_arrives_with_its_traceback(pool: Pool) -> None:
    with pytest.raises(IndexError) as caught:
        pool("mistake", b"abc")

    assert "in _mistake" in caught.value.__notes__[0]


def test_an_error_that_cannot_be_sent_arrives_as_its_traceback(pool: Pool) -> None:
    with pytest.raises(RuntimeError, match="cannot be pickled"):
        pool("unsendable")


@pytest.mark.parametrize(("job", "said"), [("killed", "killed by SIGKILL"), ("ends", "exit code 3")])
def test_a_process_that_dies_takes_its_own_work_alone_and_is_replaced(pool: Pool, job: str, said: str) -> None:
    before = pool("pid")

    with pytest.raises(ComputationDied, match=f"the process died during {job}: {said}"):
        pool(job)

    assert pool("pid") != before


def test_a_process_that_was_killed_while_it_was_idle_costs_no_work(pool: Pool) -> None:
    idle = int(pool("pid"))
    end = os.pidfd_open(idle)
    os.kill(idle, signal.SIGKILL)
    select.select([end], [], [])
    os.close(end)

    assert int(pool("pid")) != idle


def test_work_that_takes_too_long_is_ended(pool: Pool) -> None:
    with pytest.raises(TimeLimitReached, match=r"^for_ever took longer than 0\.1 s and was ended\. Next: raise "):
        pool("for_ever", timeout=0.1)

    assert pool("pid")


def test_signals_to_all_processes_of_a_run_leave_work_under_way_alone(pool: Pool) -> None:
    assert pool("interrupted") == b"went on"


def test_more_work_than_processes_waits_and_all_of_it_is_done() -> None:
    with pool_of(processes=2) as pool, ThreadPoolExecutor(8) as threads:
        pids = list(threads.map(lambda _: pool("pid"), range(40)))

    assert len(pids) == 40
    assert len(set(pids)) <= 2


def test_processes_end_with_the_pool() -> None:
    with pool_of() as pool:
        end = os.pidfd_open(int(pool("pid")))

    assert select.select([end], [], [], 10)[0] == [end]
    os.close(end)


def test_processes_end_with_a_run_that_is_killed() -> None:
    code = (
        "import sys, dying\n"
        "from pipeline.run.process_pool import ProcessPool\n"
        "pool = ProcessPool(dying.work, processes=1, pieces=9, preloaded=['pipeline.run.computing'])\n"
        "print(int(pool('pid', b'', 60)), flush=True)\n"
        "sys.stdin.read()\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(TESTS)}
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as run:
        assert run.stdout is not None
        end = os.pidfd_open(int(run.stdout.readline()))
        run.kill()

        assert select.select([end], [], [], 10)[0] == [end]
    os.close(end)
