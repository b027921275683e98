"""How a run ended, in one line or as JSON."""

import contextlib
from typing import TYPE_CHECKING

import typer

from pipeline.cli.commands import completed
from pipeline.cli.harmless import harmless
from pipeline.cli.output import print_json

if TYPE_CHECKING:
    from pipeline.config import Settings
    from pipeline.run.session import Summary


def print_summary(summary: "Summary", *, as_json: bool, quiet: bool) -> None:
    """Print the summary on stdout; with `quiet`, only where something failed."""
    if as_json:
        print_json(summary.as_json())
    elif not quiet or summary.exit_code:
        typer.echo(_line(summary))


def print_standing(settings: "Settings", reference: str) -> None:
    """Print on stdout where the item stands now, and why."""
    from pipeline.run.opening import open_ledger
    from pipeline.run.operator import find

    with contextlib.closing(open_ledger(settings)) as ledger:
        item = find(reference, ledger)
    said = f"{item.id} is {item.state}" + (f": {item.message}" if item.message else "")
    typer.echo(harmless(completed(said)))


def _line(summary: "Summary") -> str:
    figures = summary.tally.as_json()
    if summary.handed_over is not None:
        waiting = f", left {figures['left']}" if figures["left"] else ""
        return f"handed {summary.handed_over} to the workers in {summary.seconds:.1f} s{waiting}{_unanswered(summary)}"
    shown = ["published", "held", "refused", "failed"]
    shown += [
        name for name in ("withdrawn", "unchanged", "unreached", "merged", "interrupted", "left") if figures[name]
    ]
    line = ", ".join(f"{name} {figures[name]}" for name in shown)
    line += f" in {summary.seconds:.1f} s; {figures['characters']} characters in {figures['requests']} requests"
    if summary.tally.stopped_by:
        line += f"; stopped by {summary.tally.stopped_by}"
    line += _unanswered(summary)
    for sink in summary.deliveries:
        line += f"; {sink.sink}: {sink.delivered} delivered"
        line += "".join(f", {count} {name}" for name, count in (("failed", sink.failed), ("left", sink.left)) if count)
    return line


def _unanswered(summary: "Summary") -> str:
    asked, answered = summary.discovery.asked, summary.discovery.answered
    return f"; {asked - answered} of {asked} feeds failed" if asked > answered else ""
