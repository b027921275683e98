"""What the tests of several rooms need: a newsroom on loopback, and the command line in it."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from newsroom import CommandLine, Finished, Newsroom
from pytest_httpserver import HTTPServer

from pipeline.cli import main


@pytest.fixture(scope="session")
def loopback() -> Iterator[HTTPServer]:
    with HTTPServer(host="127.0.0.1", threaded=True) as server:
        yield server


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
