"""`republish approve`, `refuse`, `withdraw`: what a person decides."""

from typing import Annotated

import typer

from pipeline.cli.options import DEFAULT_CONFIG, AsJson, By, ConfigPath, ItemReference
from pipeline.cli.output import configure_logs
from pipeline.cli.summary import print_summary
from pipeline.config import load


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
    summary = operator.approve(load(config), reference, by)
    print_summary(summary, as_json=as_json, quiet=False)
    raise typer.Exit(summary.exit_code)


def refuse(
    reference: ItemReference,
    *,
    reason: Annotated[str, typer.Option(help="Why; stands in the item's history.")] = "refused by the operator",
    by: By = None,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Decide that an item is not to be published."""
    from pipeline.run import operator

    configure_logs()
    summary = operator.refuse(load(config), reference, by, reason)
    typer.echo("refused")
    raise typer.Exit(summary.exit_code)


def withdraw(
    reference: ItemReference,
    *,
    reason: Annotated[str, typer.Option(help="Why; consumers read it.")],
    by: By = None,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Take a publication back: its body goes, and why it went stays."""
    from pipeline.run import operator

    configure_logs()
    summary = operator.withdraw(load(config), reference, by, reason)
    typer.echo("withdrawn")
    raise typer.Exit(summary.exit_code)
