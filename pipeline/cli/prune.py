"""`republish prune`: what old items need no more."""

import contextlib
import datetime as dt
from typing import Annotated

import typer

from pipeline.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, load, seconds
from pipeline.cli.output import print_json


def prune(
    *,
    older_than: Annotated[
        float, typer.Option(parser=seconds, metavar="90d", help="Items that nothing has happened to for so long.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would be removed; remove nothing.")] = False,
    as_json: AsJson = False,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Remove pages, what stages made, and events of old items; never a publication or what an item is known by."""
    from pipeline.ledger.upkeep import prune as prune_ledger
    from pipeline.run.opening import open_ledger, utc_now
    from pipeline.run.session import untouched

    with untouched(load(config)) as settings, contextlib.closing(open_ledger(settings)) as ledger:
        before = utc_now() - dt.timedelta(seconds=older_than)
        pruned = prune_ledger(ledger.database, before, dry_run=dry_run, following=bool(settings.follow.after))
    if as_json:
        print_json({**pruned.model_dump(), "dry_run": dry_run})
        return
    results = f"{pruned.outputs} results of {pruned.items} items, {pruned.bytes / 1e6:.1f} MB"
    others = f"{pruned.events} events, {pruned.revisions} revisions"
    typer.echo(f"{'would be removed' if dry_run else 'removed'}: {results}; {others}")
