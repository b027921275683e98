"""`republish tail`: what happens, as it happens."""

import contextlib
import json
import time
from typing import Annotated

import typer

from pipeline.cli.commands import completed
from pipeline.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, load

_POLL = 1.0
"""Seconds between two looks."""


def tail(
    *,
    lines: Annotated[int, typer.Option("--lines", "-n", min=0, help="Begin with so many past events.")] = 20,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on until Ctrl-C.")] = False,
    as_json: AsJson = False,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Print the latest events, oldest first."""
    from pipeline.run.opening import open_ledger

    with contextlib.closing(open_ledger(load(config))) as ledger, contextlib.suppress(KeyboardInterrupt):
        after = max(0, ledger.last_event() - lines)
        while True:
            for event in ledger.events(after=after):
                after = event.id
                if as_json:
                    typer.echo(event.model_dump_json())
                else:
                    detail = json.dumps(completed(event.detail or ""), ensure_ascii=False)
                    typer.echo(f"{event.at:%Y-%m-%d %H:%M:%S}  {event.item_id or '-':<16}  {event.event:<11} {detail}")
            if not follow:
                return
            time.sleep(_POLL)
