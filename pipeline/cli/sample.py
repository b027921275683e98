"""`republish sample` and `preview`: the whole pipeline on the bundled newsroom, and what it made, to look at."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import ConfigPath, Quiet, load
from pipeline.cli.output import configure_logs, progress
from pipeline.cli.preview import print_previews
from pipeline.cli.summary import print_summary


def sample(
    *,
    site: Annotated[Path, typer.Option(help="The site to serve.")] = Path("data/sample/site"),
    memory: Annotated[Path, typer.Option(help="Its translations, as TMX.")] = Path("data/sample/memory.tmx"),
    quiet: Quiet = False,
    config: ConfigPath = Path("config/sample.toml"),
) -> None:
    """Serve the bundled newsroom on loopback, run the pipeline over it, and say where the results lie."""
    from pipeline.run.operator import import_memory
    from pipeline.run.sample import serving
    from pipeline.run.session import Request, run

    configure_logs(quiet=True)
    settings = load(config)
    import_memory(settings, memory)
    with serving(site, settings) as served, progress(shown=not quiet) as watch:
        summary = run(served, Request(), watch=watch)
    if not quiet:
        print_previews(settings, site)
    print_summary(summary, as_json=False, quiet=quiet)
    raise typer.Exit(summary.exit_code)
