"""The CPU that the ledger costs an article: its transactions and compression, in a run of its own process.

Beside it, the floor: what the same number of writes takes of `sqlite3` alone, without a statement made or a row read.
"""

import contextlib
import os
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from benchmarks.operations.project import project

from pipeline.config import load
from pipeline.ledger import ledger as ledger_module
from pipeline.ledger.connection import Database
from pipeline.ledger.payloads import packed
from pipeline.run.session import Request, run

MOST = 0.003
"""Seconds of CPU an article."""
_PAYLOAD = bytes(2_000)
"""As much as a stage's output is, compressed."""


def campaign(folder: Path, *, articles: int) -> list[str]:
    """Run over `articles` and count the CPU within transactions; print it and return what misses its bound."""
    spent, opened = {"read": 0.0, "write": 0.0}, Counter[str]()
    with project(folder, articles=articles, hosts=10) as made, _counted(spent, opened), _quiet():
        code = run(load(made.config), Request()).exit_code
    state = folder / "state" / "ledger.sqlite"
    with closing(sqlite3.connect(state)) as ledger:
        (done,) = ledger.execute("SELECT count(*) FROM items WHERE state = 'published'").fetchone()
    faults = [f"exit code {code}"] * bool(code) + [f"{done} of {articles} articles published"] * (done != articles)
    if not done:
        return faults
    each = sum(spent.values()) / done
    print(
        f"ledger       {each * 1000:.2f} ms of CPU an article, over {done} articles: {opened['write'] / done:.1f} "
        f"transactions that write {spent['write'] / done * 1000:.2f} ms, {opened['read'] / done:.1f} that read "
        f"{spent['read'] / done * 1000:.2f} ms; sqlite3 alone writes as often in "
        f"{_bare(folder, opened['write']) / done * 1000:.2f} ms"
    )
    return faults + [f"the ledger costs {each * 1000:.2f} ms an article"] * (each > MOST)


@contextlib.contextmanager
def _counted(spent: dict[str, float], opened: Counter[str]) -> Iterator[None]:
    """Count the transactions within the block, and the CPU in them, by what they do."""
    lock = threading.Lock()

    def counted(what: str, original: Callable[..., Any]) -> Callable[..., Any]:
        @contextlib.contextmanager
        def open_counted(*arguments: Any, **named: Any) -> Iterator[Any]:  # noqa: ANN401 - whatever it takes and gives
            began = time.thread_time()
            try:
                with original(*arguments, **named) as connection:
                    yield connection
            finally:
                with lock:
                    spent[what] += time.thread_time() - began
                    opened[what] += 1

        return open_counted

    def pack(payload: str) -> bytes:
        began = time.thread_time()
        try:
            return packed(payload)
        finally:
            with lock:
                spent["write"] += time.thread_time() - began

    originals = Database.read, Database.write
    ledger_module.packed = pack  # type: ignore[attr-defined]
    Database.read, Database.write = counted("read", originals[0]), counted("write", originals[1])  # type: ignore[method-assign]
    try:
        yield
    finally:
        ledger_module.packed = packed  # type: ignore[attr-defined]
        Database.read, Database.write = originals  # type: ignore[method-assign]


def _bare(folder: Path, writes: int) -> float:
    """Return the CPU that as many transactions take, each of which moves an item and keeps an output, synced."""
    with closing(sqlite3.connect(folder / "bare.sqlite", isolation_level=None)) as bare:
        for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL"):
            bare.execute(statement)
        bare.execute("CREATE TABLE items (id INTEGER PRIMARY KEY, stage TEXT)")
        bare.execute("CREATE TABLE outputs (id INTEGER PRIMARY KEY, payload BLOB)")
        began = time.thread_time()
        for number in range(writes):
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("INSERT INTO items VALUES (?, ?)", (number, "fetch"))
            bare.execute("INSERT INTO outputs VALUES (?, ?)", (number, _PAYLOAD))
            bare.execute("COMMIT")
        return time.thread_time() - began


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Let logs go nowhere: they are not the ledger's."""
    with (
        Path(os.devnull).open("w") as nowhere,
        contextlib.redirect_stderr(nowhere),
        contextlib.redirect_stdout(nowhere),
    ):
        yield
