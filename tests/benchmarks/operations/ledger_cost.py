"""The CPU that the ledger costs an article: the time in its transactions, in a run of its own process."""

import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.operations.project import project

from pipeline.config import load
from pipeline.ledger.connection import Database
from pipeline.run.session import Request, run

MOST = 0.003
"""Seconds of CPU an article."""


def campaign(folder: Path, *, articles: int) -> list[str]:
    """Run over `articles` and count the CPU within transactions; print it and return what misses its bound."""
    spent, lock = [0.0], threading.Lock()

    def counted(opened: Callable[..., Any]) -> Callable[..., Any]:
        @contextlib.contextmanager
        def open_counted(*arguments: Any, **named: Any) -> Iterator[Any]:  # noqa: ANN401 - whatever it takes and gives
            began = time.thread_time()
            try:
                with opened(*arguments, **named) as connection:
                    yield connection
            finally:
                with lock:
                    spent[0] += time.thread_time() - began

        return open_counted

    originals = Database.read, Database.write
    Database.read, Database.write = map(counted, originals)  # type: ignore[method-assign]
    try:
        with project(folder, articles=articles, hosts=10) as made, _quiet():
            code = run(load(made.config), Request()).exit_code
    finally:
        Database.read, Database.write = originals  # type: ignore[method-assign]
    each = spent[0] / articles
    print(f"ledger       {each * 1000:.2f} ms of CPU an article, over {articles} articles")
    return [f"exit code {code}"] * bool(code) + [f"the ledger costs {each * 1000:.2f} ms an article"] * (each > MOST)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Let logs go nowhere: they are not the ledger's."""
    with (
        Path(os.devnull).open("w") as nowhere,
        contextlib.redirect_stderr(nowhere),
        contextlib.redirect_stdout(nowhere),
    ):
        yield
