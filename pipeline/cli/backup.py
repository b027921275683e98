"""`republish backup`: a copy of the ledger."""

import contextlib
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, load
from pipeline.cli.output import print_json


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to; a file that is not there yet.")],
    *,
    as_json: AsJson = False,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Copy the ledger, a SQLite one, to FILE; also while a run is under way."""
    from pipeline.ledger.backup import back_up
    from pipeline.run.opening import open_ledger

    with contextlib.closing(open_ledger(load(config))) as ledger:
        back_up(ledger.database, file)
        items = sum(ledger.counts().values())
    if as_json:
        print_json({"file": str(file), "items": items})
    else:
        typer.echo(f"{items} items are safe in {file}")
