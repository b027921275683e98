"""`republish schema`: the contract with consumers, as JSON Schema."""

from pipeline.cli.output import print_json


def schema() -> None:
    """Print the JSON Schema of a publication."""
    from pipeline.model.schema import publication_schema

    print_json(publication_schema())
