"""`republish config`: whether the configuration is right, and what it comes to."""

from typing import TYPE_CHECKING

import typer

from pipeline.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, load
from pipeline.cli.output import print_json

if TYPE_CHECKING:
    from pipeline.config import Settings

app = typer.Typer(help="Validate or show the configuration.", no_args_is_help=True)


@app.command()
def validate(*, as_json: AsJson = False, config: ConfigPath = DEFAULT_CONFIG) -> None:
    """Say whether the configuration and its companions are right; exit 2 with every fault where they are not."""
    from pipeline.run.diagnosis import require_parts

    settings = load(config)
    require_parts(settings)
    for said in settings.unheard_variables:
        typer.echo(said, err=True)
    engines = ("memory", *settings.translate.engines)
    if as_json:
        print_json({"file": settings.file, "sources": len(settings.sources), "engines": engines})
    else:
        typer.echo(f"{settings.file}: right; sources: {len(settings.sources)}; engines: {', '.join(engines)}")


@app.command()
def show(*, as_json: AsJson = False, config: ConfigPath = DEFAULT_CONFIG) -> None:
    """Print every setting as it counts, defaults included; secrets are masked."""
    del as_json  # JSON either way: it is the one form that shows every kind of value
    from pipeline.run.diagnosis import file_that_counts

    settings = _load_all(config)
    shown = settings.model_dump(mode="json")
    shown["paths"] |= {name: file_that_counts(getattr(settings.paths, name)) for name in ("wording", "house_style")}
    print_json(shown)


def _load_all(path: "ConfigPath") -> "Settings":
    from pipeline.arabic.wording import load_wording
    from pipeline.engines.glossary import load_glossary
    from pipeline.run.services import style_of

    settings = load(path)
    load_wording(settings.paths.wording)
    load_glossary(settings.paths.glossary)
    style_of(settings)
    return settings
