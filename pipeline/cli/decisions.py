"""`republish approve`, `refuse`, `withdraw`: what a person decides."""

from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from pipeline.cli.options import DEFAULT_CONFIG, AsJson, By, ConfigPath, ItemReference, load
from pipeline.cli.output import configure_logs
from pipeline.cli.summary import print_standing, print_summary

if TYPE_CHECKING:
    from pipeline.run.session import Summary


def approve(
    reference: ItemReference,
    *,
    by: Annotated[str, typer.Option("--by", help="The reviewer's name, as readers will see it.")],
    as_json: AsJson = False,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Publish a held item on your word; costs no engine call."""
    from pipeline.run import operator

    configure_logs()
    settings = load(config)
    summary = operator.approve(settings, reference, by)
    # Of a publication that is kept as it is nothing was processed: figures of nothing would deny where it stands.
    print_summary(summary, as_json=as_json, quiet=not summary.tally.outcomes)
    if not as_json:
        print_standing(settings, reference)
    raise typer.Exit(summary.exit_code)


def refuse(
    reference: ItemReference,
    *,
    reason: Annotated[str, typer.Option(help="Why; stands in the item's history.")] = "refused by the operator",
    by: By = None,
    as_json: AsJson = False,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Decide that an item is not to be published."""
    from pipeline.run import operator

    configure_logs()
    settings = load(config)
    summary = operator.refuse(settings, reference, by, reason)
    kept = operator.kept_revision(settings, reference)
    done = "refused" if kept is None else f"the held revision is dropped; revision {kept} stays published"
    _end(done, summary, as_json=as_json)


def withdraw(
    reference: ItemReference,
    *,
    reason: Annotated[str, typer.Option(help="Why; consumers read it.")],
    by: By = None,
    as_json: AsJson = False,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Take a publication back: its body goes, and why it went stays."""
    from pipeline.run import operator

    configure_logs()
    _end("withdrawn", operator.withdraw(load(config), reference, by, reason), as_json=as_json)


def _end(done: str, summary: "Summary", *, as_json: bool) -> NoReturn:
    """Say what was done, and what of it failed, as where a sink does not have it; end with the summary's code."""
    if not as_json:
        typer.echo(done)
    print_summary(summary, as_json=as_json, quiet=True)
    raise typer.Exit(summary.exit_code)
