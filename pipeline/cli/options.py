"""The options that mean the same in every verb."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.durations import duration

if TYPE_CHECKING:
    from pipeline.config import Settings

ConfigPath = Annotated[Path, typer.Option("--config", help="The configuration file.", show_default=True)]
DEFAULT_CONFIG = Path("config/pipeline.toml")


def load(path: Path) -> "Settings":
    """Read and validate the configuration at `path`: what validates it is loaded now, and never for --help."""
    from pipeline.config import load as read

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


def seconds(text: str) -> float:
    """Return the seconds that `text` means, e.g. 600.0 for 10m."""
    try:
        return duration(text).total_seconds()
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
