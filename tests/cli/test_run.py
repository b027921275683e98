"""`republish run`, as it is called; what a run does is specified in tests/run."""

import contextlib
import sqlite3
import subprocess
import sys

import pytest
from newsroom import CommandLine, Newsroom, page
from stories import BRIDGE, LIBRARY


def test_a_run_ends_with_one_line_that_says_what_became_of_how_many(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)

    finished = cli("run")

    assert finished.code == 0
    assert finished.out.startswith("published 1, held 0, refused 0, failed 0 in ")
    assert len(finished.out.splitlines()) == 1


def test_a_quiet_run_with_a_failure_prints_it_and_the_figures(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)
    newsroom.publish(LIBRARY)
    newsroom.pages[BRIDGE.path] = page("", status=500)

    finished = cli("run", "--quiet")

    assert finished.code == 1
    assert newsroom.url(BRIDGE.path) in finished.err
    assert newsroom.url(LIBRARY.path) not in finished.err
    assert finished.out.startswith("published 1, held 0, refused 0, failed 1 in ")


def test_a_quiet_run_does_not_mention_what_is_refused_or_held(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.configure(sources=[{**newsroom.source(), "hosts": ["elsewhere.example"]}])
    newsroom.publish(BRIDGE)
    newsroom.publish(LIBRARY)
    newsroom.pages[LIBRARY.path] = page("", status=404)

    finished = cli("run", "--quiet")

    assert (finished.code, finished.out, finished.err) == (0, "", "")
    assert newsroom.states() == {"news/bridge": "held", "news/library": "refused"}


def test_another_configuration_is_named_with_config(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)
    other = newsroom.config.rename(newsroom.config.with_name("other.toml"))

    assert cli("run", "--config", str(other)).code == 0


def test_an_argument_that_is_no_utf_8_exits_2(cli: CommandLine) -> None:
    finished = cli("run", "http://127.0.0.1/\udcff")

    assert finished.code == 2
    assert "this is no web address" in finished.err


def test_a_run_waits_for_a_ledger_that_another_process_holds(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)
    assert cli("status").code == 0  # makes the ledger
    (file,) = newsroom.folder.rglob("ledger.sqlite")
    command = [sys.executable, "-m", "pipeline", "run", "--quiet", "--config", str(newsroom.config)]
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        with pytest.raises(subprocess.TimeoutExpired):
            process.communicate(timeout=3)
        other.execute("ROLLBACK")
    _, said = process.communicate()

    assert (process.returncode, said) == (0, b"")
    assert newsroom.states() == {"news/bridge": "published"}
