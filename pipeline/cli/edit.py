"""`republish edit`: correct one sentence."""

import getpass
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import DEFAULT_CONFIG, AsJson, By, ConfigPath, ItemReference, load
from pipeline.cli.output import configure_logs
from pipeline.cli.summary import print_standing, print_summary
from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.config import Settings


def edit(
    reference: ItemReference,
    segment: Annotated[
        str, typer.Argument(metavar="SEGMENT", help="A segment's id, as `republish show ID` prints it.")
    ],
    *,
    text: Annotated[
        str | None, typer.Option(help="The Arabic; without it, it is read from stdin, or your $EDITOR opens.")
    ] = None,
    by: By = None,
    as_json: AsJson = False,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Correct one segment: remembered as reviewed, and the article checked again. Costs no engine call.

    Where nothing holds the article any more it is published, else it waits for `approve`; what it is now is printed.
    A text that you leave as it was is no review, and nothing is recorded.
    """
    from pipeline.run import operator

    configure_logs()
    settings = load(config)
    written = text if text is not None else _read(settings, reference, segment)
    arabic = " ".join(written.split())
    if not arabic:
        raise InputError("an empty translation", item=segment, next_step="give the Arabic with --text")
    summary = operator.edit(settings, reference, segment, arabic, by or getpass.getuser())
    print_summary(summary, as_json=as_json, quiet=False)
    if not as_json:
        print_standing(settings, reference)
    raise typer.Exit(summary.exit_code)


def _read(settings: "Settings", reference: str, segment: str) -> str:
    from pipeline.run import operator

    if not sys.stdin.isatty():
        try:
            return sys.stdin.read()
        except UnicodeDecodeError as error:
            raise InputError("this is no UTF-8", item="stdin", next_step="save it as UTF-8") from error
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / f"{segment}.txt"
        draft.write_text(operator.target_text(settings, reference, segment), "utf-8")
        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
        try:
            subprocess.run([*shlex.split(editor), str(draft)], check=True)  # noqa: S603 - the operator's own editor
            return draft.read_text("utf-8")
        except (OSError, ValueError, subprocess.CalledProcessError) as error:
            raise InputError(
                f"the editor left no text: {error}",
                item=editor,
                next_step="set EDITOR to one that works, or give the Arabic with --text",
            ) from error
