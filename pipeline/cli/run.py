"""`republish run`: discover what is new, process what is due, exit."""

from typing import Annotated

import typer

from pipeline.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, Quiet, load, seconds
from pipeline.cli.output import configure_logs, print_json, progress
from pipeline.cli.summary import print_summary


def run(  # noqa: PLR0913 - the contract's options
    urls: Annotated[list[str] | None, typer.Argument(metavar="[URL]...", help="Process exactly these.")] = None,
    *,
    source: Annotated[str | None, typer.Option(help="Only the source of this name.")] = None,
    limit: Annotated[int | None, typer.Option(min=0, help="Process at most so many items.")] = None,
    deadline: Annotated[
        float | None, typer.Option(parser=seconds, metavar="10m", help="Start nothing new after this time.")
    ] = None,
    max_characters: Annotated[
        int | None, typer.Option(min=0, help="Start nothing new once engines were sent so many characters.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print what would be processed; change nothing.")] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Discover what the sources have new and process all that is due; or process exactly the given URLs."""
    from pipeline.run.session import Request, plan
    from pipeline.run.session import run as run_session

    configure_logs(quiet=quiet)
    settings = load(config)
    request = Request(tuple(urls or ()), source, limit, deadline, max_characters)
    if dry_run:
        planned = plan(settings, request)
        if as_json:
            print_json(list(planned.planned))
        else:
            for url in planned.planned:
                typer.echo(url)
        raise typer.Exit(planned.exit_code)
    with progress(shown=not quiet and not as_json) as watch:
        summary = run_session(settings, request, watch=watch)
    print_summary(summary, as_json=as_json, quiet=quiet)
    raise typer.Exit(summary.exit_code)
