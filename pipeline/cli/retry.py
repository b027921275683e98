"""`republish retry`: process items again, from a stage on."""

from typing import Annotated

import typer

from pipeline.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, Dead, Quiet, Since, load
from pipeline.cli.output import configure_logs, item_json, print_json, print_table, progress
from pipeline.cli.summary import print_summary
from pipeline.states import Stage, State


def retry(  # noqa: PLR0913 - the contract's options
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="Ids, beginnings of ids, or URLs.")] = None,
    *,
    state: Annotated[State | None, typer.Option(help="All items in this state.")] = None,
    source: Annotated[str | None, typer.Option(help="Of those, only this source's.")] = None,
    reason: Annotated[str | None, typer.Option(help="Of those, only with this reason.")] = None,
    since: Since = None,
    dead: Dead = False,
    stage: Annotated[
        Stage | None,
        typer.Option(
            "--from", help="Begin at this stage; by default where the item stopped. Earlier results are kept."
        ),
    ] = None,
    by: Annotated[str | None, typer.Option("--by", help="Who asks for it, for the items' history.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print what would be retried; change nothing.")] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Process items again: those named, or all that failed.

    From `translate` on the memory's machine entries are not used again; reviewed ones are.
    """
    from pipeline.run import operator

    configure_logs(quiet=quiet)
    settings = load(config)
    selection = operator.Selection(tuple(ids or ()), state, source, reason, since, dead)
    if dry_run:
        items = operator.selected(settings, selection)
        if as_json:
            print_json([item_json(item) for item in items])
        else:
            print_table(("id", "state", "reason", "url"), [(i.id, i.state, i.reason or "", i.url) for i in items])
        return
    with progress(shown=not quiet and not as_json) as watch:
        summary = operator.retry(settings, selection, stage, by=by, watch=watch)
    print_summary(summary, as_json=as_json, quiet=quiet)
    raise typer.Exit(summary.exit_code)
