import json
from pathlib import Path

import jsonschema
import pytest

from pipeline.model.schema import publication_schema

CHECKED_IN = Path(__file__).parents[2] / "config/schema/publication.json"
EXAMPLES = sorted((Path(__file__).parent / "examples").glob("publication-*.json"))


def test_the_schema_in_config_is_current() -> None:
    assert json.loads(CHECKED_IN.read_text("utf-8")) == publication_schema(), (
        f"write it anew: republish schema > {CHECKED_IN}"
    )


def test_the_schema_is_one_of_json_schema_2020_12() -> None:
    schema = publication_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == "urn:republish:schema:publication:1"
    jsonschema.Draft202012Validator.check_schema(schema)


def test_a_consumer_s_copy_of_the_schema_does_not_break_on_keys_added_later() -> None:
    example = json.loads(EXAMPLES[0].read_text("utf-8"))
    example["source"]["section"] = "Local"
    jsonschema.Draft202012Validator(publication_schema()).validate({**example, "embargo": None})


def test_a_publication_without_a_headline_does_not_validate() -> None:
    example = json.loads(EXAMPLES[0].read_text("utf-8"))
    del example["headline"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(publication_schema()).validate(example)
