"""`republish export`: a publication in another format."""

import contextlib
from typing import Annotated

import typer

from pipeline.cli.options import DEFAULT_CONFIG, ConfigPath, load
from pipeline.cli.output import print_json


def export(
    reference: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="One item; without it, all published.")
    ] = None,
    *,
    form: Annotated[str, typer.Option("--format", help="html, json-feed, markdown, ninjs, schema-org or wordpress.")],
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Print publications in a format of the industry's, one after the other."""
    from pipeline.formats import FORMATS, to_wordpress
    from pipeline.run.opening import open_ledger
    from pipeline.run.operator import find, publication_of_item

    if form not in FORMATS:
        raise typer.BadParameter(f"{form!r} is none of {', '.join(FORMATS)}", param_hint="--format")
    settings = load(config)
    with contextlib.closing(open_ledger(settings)) as ledger:
        ids = (
            [find(reference, ledger).id]
            if reference
            else [row.item_id for row in ledger.publications() if row.state == "published"]
        )
        publications = [publication_of_item(item_id, ledger, settings) for item_id in ids]
    for publication in publications:
        made = FORMATS[form](publication)
        if form == "wordpress":
            made = to_wordpress(publication, **settings.wordpress.model_dump())
        typer.echo(made) if isinstance(made, str) else print_json(made)
