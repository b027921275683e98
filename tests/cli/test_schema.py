"""`republish schema`."""

import json
from pathlib import Path

from newsroom import CommandLine

CHECKED_IN = Path(__file__).parents[2] / "config" / "schema" / "publication.json"


def test_the_schema_that_is_printed_is_the_one_that_is_checked_in(cli: CommandLine) -> None:
    assert cli("schema").json == json.loads(CHECKED_IN.read_bytes())
