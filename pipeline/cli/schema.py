"""`republish schema`: the contract with consumers, as JSON Schema, or as the page that explains it."""

from typing import Annotated

import typer

from pipeline.cli.options import UnreadConfigPath
from pipeline.cli.output import print_json


def schema(
    *,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print docs/publication.md instead.")] = False,
    config: UnreadConfigPath = None,
) -> None:
    """Print the JSON Schema of a publication."""
    del config
    if markdown:
        from pipeline.model.reference import publication_reference

        typer.echo(publication_reference(), nl=False)
        return
    from pipeline.model.schema import publication_schema

    print_json(publication_schema())
