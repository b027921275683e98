import json
import re
from pathlib import Path

import jsonschema

from pipeline.model import Publication
from pipeline.model.reference import publication_example, publication_reference
from pipeline.model.schema import publication_schema

CHECKED_IN = Path(__file__).parents[2] / "docs/publication.md"
ALWAYS_NULL = {"Rights.expires", "The publication itself.withdrawal"}
"""What the example cannot have: a Creative Commons licence does not end, and what is published is not withdrawn."""


def rows(section: str) -> dict[str, list[str]]:
    """Return the cells of each field of an object, by its key."""
    _, _, after = publication_reference().partition(f"</a>{section}\n")
    table = after.partition("\n## ")[0]
    lines = re.findall(r"^\| `(\w+)` (.*)\|$", table, re.MULTILINE)
    return {key: [cell.strip() for cell in re.split(r"(?<!\\)\|", cells)[1:]] for key, cells in lines}


def test_the_page_in_docs_is_current() -> None:
    assert CHECKED_IN.read_text("utf-8") == publication_reference(), (
        f"write it anew: republish schema --markdown > {CHECKED_IN}"
    )


def test_every_field_of_every_object_is_told_with_type_meaning_and_example() -> None:
    schema = publication_schema()
    for name, definition in {"The publication itself": schema, **schema["$defs"]}.items():
        told = rows(name)
        assert list(told) == list(definition["properties"])
        for key, cells in told.items():
            assert len(cells) == 3, (name, key)
            assert all(cells[:2]), (name, key)
            assert cells[2] != "null" or f"{name}.{key}" in ALWAYS_NULL, (name, key)


def test_a_field_is_told_as_a_reader_needs_it() -> None:
    assert rows("Mark")["start"] == ["integer", "where it begins in `text`, in code points from 0", "`44`"]
    assert rows("Mark")["kind"][0] == "`link`, `strong`, `emphasis`"
    assert rows("PublishedFigure")["image"][0] == "[Image](#image) or null"
    assert rows("The publication itself")["schema"][2] == '`"urn:republish:schema:publication:1"`'


def test_every_link_of_the_page_leads_to_an_object_of_it() -> None:
    page = publication_reference()
    assert set(re.findall(r"\]\(#(\w+)\)", page)) <= set(re.findall(r'<a id="(\w+)">', page))


def test_the_example_is_a_publication() -> None:
    example = json.loads(publication_example())
    jsonschema.Draft202012Validator(publication_schema(), format_checker=jsonschema.FormatChecker()).validate(example)
    publication = Publication.model_validate(example)
    [paragraph, *_] = publication.blocks
    assert paragraph.type == "paragraph"
    assert [paragraph.marked(mark) for mark in paragraph.marks] == ["أنفق"]
