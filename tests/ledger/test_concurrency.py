"""Several threads and processes at once, and processes that are killed: nothing is lost, doubled or half."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from ledgers import NOW, add, row

from pipeline.engines.memory import MemoryEntry
from pipeline.ledger import Item, Ledger
from pipeline.model import MarkedText

PRELUDE = """
import datetime as dt, sys
from sqlalchemy import event
from pipeline.engines.memory import MemoryEntry
from pipeline.ledger import Ledger, PublicationRow
from pipeline.model import MarkedText
NOW = dt.datetime(2026, 1, 15, tzinfo=dt.UTC)
url, argument = sys.argv[1:]
print("ready", flush=True); sys.stdin.readline()
ledger = Ledger.open(url)
"""
"""A process waits for a line once it is ready, so that several begin at the same time."""

WRITER = """
for number in range(15):
    shared = f"https://www.example.org/{number}"
    ledger.add(f"{number:016x}", shared, shared, source=None, now=NOW)
    ledger.keep(f"{number:016x}", "fetch", f'"{argument}"', 0.0, NOW)
    text = MarkedText(text=f"Sentence {number}.")
    ledger.memory.store([MemoryEntry(source=text, target=text, name=argument, recorded_at=NOW)])
    own = f"https://{argument}.example/{number}"
    ledger.add(f"{argument}{number:015x}", own, own, source=argument, now=NOW)
"""

PUBLISHER = """
@event.listens_for(ledger.database._engine, "after_cursor_execute")
def halt(connection, cursor, statement, *rest):
    if statement.startswith(table):
        print("halted", flush=True); sys.stdin.readline()

table, item_id = argument.split(":")
known = {"item_id": item_id, "revision": 1, "state": "published", "headline": "h", "updated": NOW}
ledger.published(item_id, PublicationRow(**known, sha256="a" * 64, content="c" * 64), NOW)
print("done", flush=True); sys.stdin.readline()
"""

Start = Callable[[str, str], "subprocess.Popen[str]"]


@pytest.fixture
def start(url: str) -> Iterator[Start]:
    """Starts a process on the ledger under test: its code, and an argument for it."""
    started: list[subprocess.Popen[str]] = []

    def _start(code: str, argument: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", PRELUDE + code, url, argument]
        started.append(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
        return started[-1]

    yield _start
    for process in started:
        process.kill()
        process.communicate()


def _next_line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _go_on(process: "subprocess.Popen[str]") -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def test_processes_that_make_and_fill_one_ledger_lose_and_double_nothing(url: str, start: Start) -> None:
    writers = [start(WRITER, name) for name in "abc"]
    assert [_next_line(writer) for writer in writers] == ["ready"] * 3
    for writer in writers:
        _go_on(writer)
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0]
    ledger = Ledger.open(url)
    assert ledger.counts() == {"discovered": 60}
    assert [len(ledger.search(source=name)) for name in "abc"] == [15, 15, 15]
    assert len(ledger.events()) == 60
    assert all(ledger.output(f"{number:016x}", "fetch") in {'"a"', '"b"', '"c"'} for number in range(15))
    assert len(list(ledger.memory.entries())) == 15
    ledger.close()


def test_threads_that_add_the_same_articles_make_each_once(ledger: Ledger) -> None:
    with ThreadPoolExecutor(8) as threads:
        items = list(threads.map(lambda number: add(ledger, f"{number % 10}"), range(80)))
    assert len({item.id for item in items}) == len(ledger.search()) == len(ledger.events()) == 10


def test_threads_that_write_and_read_do_not_disturb_each_other(ledger: Ledger) -> None:
    def way(number: int) -> Item:
        item = ledger.begin(add(ledger, f"{number}").id, "fetch", NOW)
        text = MarkedText(text=f"Sentence {number}.")
        for stage in ("fetch", "extract"):
            ledger.keep(item.id, stage, f"{number}", 0.0, NOW)
        ledger.memory.store([MemoryEntry(source=text, target=text, name="google", recorded_at=NOW)])
        assert ledger.memory.find([text]) != [None]
        assert {ledger.output(item.id, stage) for stage in ledger.so_far(item.id).payloads} == {f"{number}"}
        return ledger.published(item.id, row(item), NOW)

    with ThreadPoolExecutor(8) as threads:
        items = list(threads.map(way, range(24)))
    assert {item.state for item in items} == {"published"}
    cursors = [change.cursor for change in ledger.changes()]
    assert len(cursors) == len(ledger.publications()) == 24
    assert cursors == sorted(set(cursors))


@pytest.mark.parametrize("table", ["UPDATE items", "INSERT INTO publications", "INSERT INTO changes"])
def test_a_process_killed_within_a_transaction_leaves_nothing_half(ledger: Ledger, start: Start, table: str) -> None:
    item = add(ledger, "a")
    process = start(PUBLISHER, f"{table}:{item.id}")
    assert _next_line(process) == "ready"
    _go_on(process)
    assert _next_line(process) == "halted"
    process.kill()
    process.wait(timeout=60)
    assert (ledger.get(item.id), ledger.publications(), ledger.changes()) == (item, [], [])
    assert [event.event for event in ledger.events()] == ["discovered"]
    assert ledger.database.integrity_faults() == []
    assert ledger.published(item.id, row(item), NOW).state == "published"


def test_what_a_process_finished_is_kept_though_it_is_killed(ledger: Ledger, start: Start) -> None:
    item = add(ledger, "a")
    process = start(PUBLISHER, f"INSERT INTO nothing:{item.id}")
    assert _next_line(process) == "ready"
    _go_on(process)
    assert _next_line(process) == "done"
    process.kill()
    process.wait(timeout=60)
    assert ledger.get(item.id).state == "published"
    assert (len(ledger.publications()), len(ledger.changes())) == (1, 1)


WRITERS = 30


def test_writers_that_wait_for_their_turn_leave_readers_their_connections(ledger: Ledger) -> None:
    begun = threading.Barrier(WRITERS + 1)

    def note(_: int) -> None:
        begun.wait()
        ledger.note(None, "noted", NOW)

    with ThreadPoolExecutor(WRITERS) as threads:
        with ledger.database.write():
            noted = threads.map(note, range(WRITERS))
            begun.wait()
            time.sleep(0.2)  # let each get as far as it can
            assert list(ledger.search()) == []
        list(noted)
    with ledger.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM events WHERE event = 'noted'").scalar() == WRITERS
