"""The options that mean the same in every verb."""

import contextlib
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.commands import take_note
from pipeline.durations import duration

if TYPE_CHECKING:
    from pipeline.config import Settings

ConfigPath = Annotated[Path, typer.Option("--config", help="The configuration file.", show_default=True)]
DEFAULT_CONFIG = Path("config/pipeline.toml")


def load(path: Path) -> "Settings":
    """Read and validate the configuration at `path`: what validates it is loaded now, and never for --help."""
    from pipeline.config import load as read

    take_note(path, DEFAULT_CONFIG)
    return read(path)


def _checked(path: Path | None) -> Path | None:
    if path is not None:
        load(path)
    return path


UnreadConfigPath = Annotated[
    Path | None,
    typer.Option("--config", callback=_checked, help="Checked where it is given; this verb needs nothing of it."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing when all is well.")]
By = Annotated[str | None, typer.Option("--by", help="Who decides; stands in the item's history.")]
ItemReference = Annotated[str, typer.Argument(metavar="ID", help="An item's id, the beginning of one, or its URL.")]


def instant(text: str) -> dt.datetime:
    """Return the instant that `text` means: so long ago (2h, 3d), or a date or time, UTC's where it names no zone."""
    try:
        return dt.datetime.now(dt.UTC) - duration(text)
    except ValueError:
        with contextlib.suppress(ValueError):
            moment = dt.datetime.fromisoformat(text)
            return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    raise typer.BadParameter(f"{text!r} is no time; write it as 2h, 3d, 2026-01-15 or 2026-01-15T09:30Z")


Since = Annotated[
    dt.datetime | None,
    typer.Option("--since", parser=instant, metavar="2h", help="Only what was touched since: 2h, 3d, 2026-01-15."),
]
Dead = Annotated[bool, typer.Option("--dead", help="Only dead letters: failed, and no run tries them again.")]


def seconds(text: str) -> float:
    """Return the seconds that `text` means, e.g. 600.0 for 10m."""
    try:
        return duration(text).total_seconds()
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
