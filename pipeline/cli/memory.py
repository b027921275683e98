"""`republish memory`: the translation memory in and out, as TMX."""

import contextlib
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath
from pipeline.cli.output import print_json
from pipeline.config import load

app = typer.Typer(help="Bring translations into the memory, or take them out, as TMX 1.4.", no_args_is_help=True)

TmxFile = Annotated[Path, typer.Argument(metavar="FILE.tmx")]


@app.command("import")
def import_tmx(file: TmxFile, *, as_json: AsJson = False, config: ConfigPath = DEFAULT_CONFIG) -> None:
    """Bring every English-Arabic unit of FILE into the memory, all or nothing."""
    from pipeline.run.operator import import_memory

    count = import_memory(load(config), file)
    print_json({"imported": count}) if as_json else typer.echo(f"{count} entries imported")


@app.command("export")
def export_tmx(file: TmxFile, *, as_json: AsJson = False, config: ConfigPath = DEFAULT_CONFIG) -> None:
    """Write the whole memory to FILE, whole or not at all."""
    from pipeline.engines.tmx import write_tmx
    from pipeline.run.services import open_ledger

    with contextlib.closing(open_ledger(load(config))) as ledger:
        count = write_tmx(ledger.memory.entries(), file)
    print_json({"exported": count}) if as_json else typer.echo(f"{count} entries exported")
