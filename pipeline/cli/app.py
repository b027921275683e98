"""The verbs, gathered; and how an error ends a command."""

import os
import sys
from collections.abc import Callable
from typing import NoReturn

import typer

from pipeline.cli import (
    backup,
    config,
    decisions,
    desk,
    doctor,
    edit,
    export,
    extract,
    glossary,
    memory,
    preview,
    prune,
    retry,
    run,
    sample,
    schema,
    source,
    stage,
    status,
    tail,
    worker,
)
from pipeline.cli import (
    items as item_verbs,
)
from pipeline.cli.commands import completed
from pipeline.cli.exits import STORAGE, exit_code_of
from pipeline.cli.harmless import harmless
from pipeline.errors import RepublishError

EPILOG = (
    "Exit codes: 0 all due work done; 1 an item failed; 2 usage or configuration; 3 another run holds the lock; "
    "4 no source or no engine could be reached; 5 disk, folder or ledger unusable; 130, 143 on signals."
)

app = typer.Typer(
    name="republish",
    help="Republish English news articles in Arabic: fetched, extracted, translated, checked, attributed, as JSON.",
    epilog=EPILOG,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_PANELS: dict[str | None, tuple[Callable[..., None], ...]] = {
    None: (run.run, retry.retry, worker.worker),
    "Decide": (decisions.approve, edit.edit, decisions.refuse, decisions.withdraw),
    "See": (item_verbs.list_items, item_verbs.show, status.status, tail.tail, preview.preview, desk.desk),
    "One stage, as a filter": (stage.fetch, extract.extract, stage.translate, stage.check, stage.attribute),
    "Upkeep": (export.export, backup.backup, prune.prune, doctor.doctor, schema.schema, sample.sample),
}
for panel, verbs in _PANELS.items():
    for verb in verbs:
        app.command(verb.__name__.removesuffix("_items"), rich_help_panel=panel)(verb)
app.add_typer(config.app, name="config", rich_help_panel="Upkeep")
app.add_typer(source.app, name="source", rich_help_panel="Upkeep")
app.add_typer(memory.app, name="memory", rich_help_panel="Upkeep")
app.add_typer(glossary.app, name="glossary", rich_help_panel="Upkeep")


def main() -> NoReturn:
    """Run the command line; end the process with the contract's exit code."""
    try:
        app(prog_name="republish")
    except RepublishError as error:
        typer.echo(f"republish: {harmless(completed(str(error)), lines=True)}", err=True)
        code = exit_code_of(error)
    except BrokenPipeError:
        # The reader of our output has gone, as `head` does; Python must not complain of it again at exit.
        _drop_output()
        code = 0
    except OSError as error:
        if error.filename is not None:
            raise
        _drop_output()
        typer.echo(f"republish: the output cannot be written: {error.strerror}. Next: make room there", err=True)
        code = STORAGE
    else:
        code = 0
    sys.exit(code)


def _drop_output() -> None:
    """Let what is still to be printed go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
