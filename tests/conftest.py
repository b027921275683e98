"""What the tests of several rooms need: a newsroom on loopback, and the command line in it."""

import gc
import io
import os
import signal
import sys
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
import structlog
import trafilatura  # noqa: F401 - before any test, as it warns of what is not installed when it is loaded
from hypothesis import HealthCheck, settings
from newsroom import CommandLine, Finished, Newsroom
from pytest_httpserver import HTTPServer
from stores import Bucket, object_store

from pipeline.cli import main

# A busy machine is slow, and not wrong: no test fails by the clock.
settings.register_profile("republish", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("republish")


@pytest.fixture(scope="session", autouse=True)
def _seldom_collected() -> None:
    """Collect garbage seldom: what tests load is a large heap that never goes, and each look at it takes long."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Run one test more at a time than there are cores: a third of the time, tests wait for processes and sockets."""
    return (os.cpu_count() or 1) + 1


def pytest_configure() -> None:
    """Hear SIGINT, and let the processes that tests start hear it: a shell's background job is started deaf to it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail what is skipped although REPUBLISH_TEST_REQUIRE names what it needs, e.g. `postgresql,chromium`."""
    del call
    report = yield
    required = set(os.environ.get("REPUBLISH_TEST_REQUIRE", "").split(","))
    missing = required & {mark.name for mark in item.iter_markers()}
    if report.skipped and missing:
        report.outcome = "failed"
        report.longrepr = f"skipped, although REPUBLISH_TEST_REQUIRE asks for {', '.join(missing)}: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def loopback() -> Iterator[HTTPServer]:
    with HTTPServer(host="127.0.0.1", threaded=True) as server:
        yield server


@pytest.fixture(scope="session")
def store() -> Iterator[str]:
    with object_store() as endpoint:
        yield endpoint


@pytest.fixture
def bucket(store: str) -> Bucket:
    return Bucket(store)


@pytest.fixture
def newsroom(tmp_path: Path, loopback: HTTPServer) -> Iterator[Newsroom]:
    loopback.clear()
    yield Newsroom(tmp_path, loopback)
    loopback.clear()


@pytest.fixture
def cli(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[CommandLine]:
    """Run `republish` in the newsroom's folder, within this process."""
    monkeypatch.chdir(newsroom.folder)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: str, stdin: bytes = b"") -> Finished:
        monkeypatch.setattr(sys, "argv", ["republish", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return Finished(int(ended.value.code or 0), printed.out, printed.err)

    yield run
    structlog.reset_defaults()
