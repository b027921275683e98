"""`republish memory`: the translation memory in and out, as TMX."""

import contextlib
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, load
from pipeline.cli.output import print_json

app = typer.Typer(help="Bring translations into the memory, or take them out, as TMX 1.4.", no_args_is_help=True)

SHOWN = 20
"""How many of the units that were passed over are named; `--json` names all."""

TmxFile = Annotated[Path, typer.Argument(metavar="FILE.tmx")]


@app.command("import")
def import_tmx(file: TmxFile, *, as_json: AsJson = False, config: ConfigPath = DEFAULT_CONFIG) -> None:
    """Bring every English-Arabic unit of FILE into the memory, all or nothing; units without both are told and left."""
    from pipeline.run.operator import import_memory

    done = import_memory(load(config), file)
    if as_json:
        print_json({"imported": done.entries, "skipped": [skip._asdict() for skip in done.skipped]})
        return
    typer.echo(f"{done.entries} entries imported")
    if done.skipped:
        told = [f"{file}:{skip.line}: {skip.why}" for skip in done.skipped[:SHOWN]]
        typer.echo("\n".join([f"{len(done.skipped)} units passed over", *told]), err=True)


@app.command("export")
def export_tmx(file: TmxFile, *, as_json: AsJson = False, config: ConfigPath = DEFAULT_CONFIG) -> None:
    """Write the whole memory to FILE, whole or not at all."""
    from pipeline.engines.tmx import write_tmx
    from pipeline.run.opening import open_ledger

    with contextlib.closing(open_ledger(load(config))) as ledger:
        count = write_tmx(ledger.memory.entries(), file)
    print_json({"exported": count}) if as_json else typer.echo(f"{count} entries exported")
