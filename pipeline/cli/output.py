"""What a person sees: results on stdout, logs and progress on stderr."""

import contextlib
import datetime as dt
import json
import logging
import shutil
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import typer

from pipeline.cli.commands import completed_event
from pipeline.cli.harmless import harmless_event

if TYPE_CHECKING:
    from pipeline.ledger import Item
    from pipeline.run.runner import Watcher


_GAP = "  "
_SHORTEST = 10
"""Columns that the last cell of a line has even on a terminal too narrow for it."""


def configure_logs(*, quiet: bool = False) -> None:
    """Send logs to stderr: for a person on a terminal, JSON lines otherwise; with `quiet`, warnings and worse only."""
    import structlog

    terminal = sys.stderr.isatty()
    renderer = (
        structlog.dev.ConsoleRenderer(colors=terminal)
        if terminal
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            completed_event,
            harmless_event,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING if quiet else logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def print_json(value: object) -> None:
    """Print `value` as JSON on stdout, Arabic as it is."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_as_text))


def _as_text(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table; every cell is text, never markup."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_visible(cell)) for cell in row))
    Console().print(table)


def print_lines(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a line a row, so that `grep` finds and a person copies it whole; a terminal's is cut at its end to fit."""
    from rich.cells import cell_len, set_cell_size
    from rich.text import Text

    cells = [[_visible(cell) for cell in row] for row in (columns, *rows)]
    widths = [max(map(cell_len, column)) for column in zip(*cells, strict=True)][:-1]
    room = shutil.get_terminal_size().columns - sum(widths) - len(_GAP) * len(widths)
    for *first, last in cells:
        text = Text(last)
        if sys.stdout.isatty():
            text.truncate(max(room, _SHORTEST), overflow="ellipsis")
        padded = (set_cell_size(cell, width) for cell, width in zip(first, widths, strict=True))
        typer.echo(_GAP.join((*padded, text.plain)))


def _visible(cell: str) -> str:
    """Return `cell` without characters that could move a terminal's cursor."""
    return "".join(c if c.isprintable() else " " for c in cell)


def item_json(item: "Item") -> dict[str, Any]:
    """Return an item as JSON data."""
    return item.model_dump(mode="json", exclude={"bypass_memory"})


@contextlib.contextmanager
def progress(*, shown: bool) -> Iterator["Watcher | None"]:
    """Give a watcher that draws a progress bar on stderr, where that is a terminal."""
    from rich.console import Console

    console = Console(stderr=True)
    if not shown or not console.is_terminal:
        yield None
        return

    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("articles", total=None)

        def watch(done: int, total: int, item: "Item") -> None:
            bar.update(task, completed=done, total=total, description=item.state)

        yield watch
