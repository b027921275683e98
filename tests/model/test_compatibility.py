"""Within a version of the schema, what was there stays as it was: keys may come, and nothing else may change."""

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pipeline.model import Publication
from pipeline.model.schema import publication_schema

Json = Any

FOLDER = Path(__file__).parent
EXAMPLES = sorted((FOLDER / "examples").glob("publication-*.json"))
RELEASED = [json.loads(path.read_text("utf-8")) for path in sorted((FOLDER / "schemas").glob("publication-*.json"))]
"""Schemas that consumers may have a copy of; of the same `$id` as today's."""
SAID = ("title", "description", "examples")
"""What a schema says to people; it may be said better at any time."""


def bare(schema: Json) -> Json:
    """Return `schema` without what it says to people; in a table of fields every name is a field's."""
    if isinstance(schema, list):
        return [bare(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: {name: bare(field) for name, field in part.items()} if key in {"properties", "$defs"} else bare(part)
        for key, part in schema.items()
        if key not in SAID
    }


def changes(old: Json, new: Json, place: str = "") -> Iterator[str]:
    """Name every place where `new` does not have what `old` has; fields and objects that only `new` has are fine."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        if old != new:
            yield place
        return
    for key in old.keys() | new.keys():
        here = f"{place}/{key}"
        if key in {"properties", "$defs"}:
            for name, field in old.get(key, {}).items():
                yield from changes(field, new.get(key, {}).get(name), f"{here}/{name}")
        elif key == "required":
            yield from (f"{here}/{name}" for name in set(old.get(key, [])) ^ set(new.get(key, [])))
        else:
            yield from changes(old.get(key), new.get(key), here)


@pytest.fixture
def schema() -> Json:
    return bare(publication_schema())


@pytest.mark.parametrize("released", RELEASED, ids=lambda schema: schema["$id"])
def test_all_that_a_released_schema_has_is_as_it_was(released: Json, schema: Json) -> None:
    assert released["$id"] == schema["$id"]
    assert list(changes(bare(released), schema)) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_publication_of_an_earlier_day_still_validates(path: Path) -> None:
    example = json.loads(path.read_text("utf-8"))
    jsonschema.Draft202012Validator(publication_schema(), format_checker=jsonschema.FormatChecker()).validate(example)
    Publication.model_validate(example)


@pytest.mark.parametrize("released", RELEASED, ids=lambda schema: schema["$id"])
def test_what_is_written_today_validates_with_a_consumer_s_earlier_copy(released: Json) -> None:
    publication = Publication.model_validate_json(EXAMPLES[0].read_bytes())
    jsonschema.Draft202012Validator(released).validate(publication.model_dump(mode="json"))


# ---- and that these tests would notice


def removed(schema: Json) -> None:
    del schema["$defs"]["PublicationSource"]["properties"]["modified_at"]


def renamed(schema: Json) -> None:
    fields = schema["$defs"]["Disclaimer"]["properties"]
    fields["sentence"] = fields.pop("text")


def narrowed(schema: Json) -> None:
    schema["properties"]["state"]["enum"].remove("withdrawn")


def widened(schema: Json) -> None:
    schema["$defs"]["Mark"]["properties"]["kind"]["enum"].append("code")


def made_null(schema: Json) -> None:
    fields = schema["$defs"]["AttributionLine"]["properties"]
    fields["value"] = {"anyOf": [fields["value"], {"type": "null"}]}


def made_a_number(schema: Json) -> None:
    schema["properties"]["id"]["type"] = "integer"


def made_longer(schema: Json) -> None:
    schema["properties"]["id"]["pattern"] = "^[0-9a-f]{32}$"


def made_optional(schema: Json) -> None:
    schema["required"].remove("headline")


def made_required(schema: Json) -> None:
    schema["properties"]["embargo"] = {"type": "string"}
    schema["required"].append("embargo")


def object_removed(schema: Json) -> None:
    del schema["$defs"]["PublishedEmbed"]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (removed, "/$defs/PublicationSource/properties/modified_at"),
        (renamed, "/$defs/Disclaimer/properties/text"),
        (narrowed, "/properties/state/enum"),
        (widened, "/$defs/Mark/properties/kind/enum"),
        (made_null, "/$defs/AttributionLine/properties/value/type"),
        (made_a_number, "/properties/id/type"),
        (made_longer, "/properties/id/pattern"),
        (made_optional, "/required/headline"),
        (made_required, "/required/embargo"),
        (object_removed, "/$defs/PublishedEmbed"),
    ],
)
def test_a_change_that_breaks_a_consumer_is_noticed(change: Callable[[Json], None], place: str, schema: Json) -> None:
    other = copy.deepcopy(schema)
    change(other)
    assert place in list(changes(schema, other))


def test_a_key_that_is_added_and_a_better_description_break_nobody(schema: Json) -> None:
    other = copy.deepcopy(schema)
    other["properties"]["embargo"] = {"type": "string", "description": "until when"}
    other["$defs"]["Embargo"] = {"type": "object"}
    other["properties"]["state"]["description"] = "of this revision alone"
    assert list(changes(schema, bare(other))) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_with_a_key_that_the_model_has_lost_is_noticed(path: Path) -> None:
    example = json.loads(path.read_text("utf-8"))
    example["source"]["modified"] = example["source"].pop("modified_at")
    with pytest.raises(ValueError, match="modified"):
        Publication.model_validate(example)
