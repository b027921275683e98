"""docs/publication.md: the publication for who reads it, field by field, generated from the schema."""

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from pipeline.model.publication import Publication
from pipeline.model.schema import publication_schema

Schema = Mapping[str, Any]

INTRODUCTION = """\
# The publication

What downstream publishers read: one JSON file an article, `articles/ID.json`. How to poll for them, and how they can
be delivered, is in [delivery.md](delivery.md). This page is generated (`republish schema --markdown`) from the model
that writes the files, and so is the JSON Schema, [publication.json](../config/schema/publication.json)
(`republish schema`).

## What can be relied on

**Within a version of the schema, keys are only ever added.** The version is the last part of `schema`, which is the
JSON Schema's `$id` too. What is there keeps its name, its type, its meaning and its list of values; what is never
null stays so. So ignore keys that you do not know; the schema allows them. A change of any other kind makes the next
version. Every key is always written; what is not known is `null` or empty.

**Texts are plain text, never markup.** Links and emphasis are `marks` beside the text, as offsets in code points:
count as Python or `[...text]` in JavaScript do, not in UTF-16 units. Escape a text where you put it in a page, as you
would any other. An `href` or `url` is absolute, and http or https. Texts are in Unicode's NFC and without bidi
controls; put what is in Latin letters between isolates or into `<bdi>`.

**The same publication is the same bytes.** UTF-8, keys in the order of the schema, an indent of two, Arabic as it is,
one line feed at the end. U+2028, U+2029 and `<` are escaped, so that a file can stand in a script element as it is.
SHA-256 over these bytes is the `sha256` in index.json and in changes.jsonl.

**`id` never changes; `revision` grows.** A revision is what readers see: a rerun that changes nothing visible keeps
the number. `state` is of this revision: `published`; `withdrawn`, whose body is gone, whose reason and time are the
last entry of `history`, and which must no longer be shown; or `held`, which consumers never see.

**Attribution and disclaimers are part of the text.** Show every line and every sentence, in their order.
"""

CLOSING = """\
## A publication

```json
{example}```
"""


def publication_reference() -> str:
    """Return docs/publication.md."""
    schema, example = publication_schema(), publication_example()
    values = _examples(Publication.model_validate_json(example))
    sections = [_section("The publication itself", schema, values)]
    sections += [_section(name, definition, values) for name, definition in schema["$defs"].items()]
    return "\n".join([INTRODUCTION, *sections, CLOSING.format(example=example)])


def publication_example() -> str:
    """Return a publication in which every field stands at least once, as JSON."""
    return files("pipeline.model").joinpath("example.json").read_text("utf-8")


def _section(heading: str, definition: Schema, values: Mapping[str, Any]) -> str:
    name = definition["title"]
    rows = [
        f"| `{key}` | {_type(field)} | {_said(field)} | {_cell(values.get(f'{name}.{key}', _own_example(field)))} |"
        for key, field in definition["properties"].items()
    ]
    head = f'## <a id="{name.lower()}"></a>{heading}\n\n{definition["description"]}\n\n'
    return head + "| key | type | what it says | for example |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"


def _type(field: Schema) -> str:
    """Return the type of a field as a person reads it, with links to the objects on this page."""
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "const" in field:
        return f"`{json.dumps(field['const'])}`"
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    if variants := field.get("anyOf") or field.get("oneOf"):
        return " or ".join(_type(variant) for variant in variants)
    if field["type"] == "array":
        within = field.get("items") or {"type": field["prefixItems"][0]["type"]}
        return f"list of {_type(within)}"
    return str(field.get("format") or field["type"])


def _said(field: Schema) -> str:
    return str(field.get("description", "")).replace("|", "\\|")


def _own_example(field: Schema) -> Any:  # noqa: ANN401 - any JSON
    """Return the example that the field itself brings, as what is not withdrawn has none of a withdrawal."""
    return next(iter(field.get("examples", ())), None)


def _examples(publication: Publication) -> dict[str, Any]:
    """Return the first value that is not empty of each field, e.g. `Mark.kind`."""
    found: dict[str, Any] = {}
    for name, value in _fields(publication):
        if value not in (None, "", [], {}) and found.get(name) is None:
            found[name] = value
    return found


def _fields(value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - any value of the model
    if isinstance(value, (list, tuple)):
        for inner in value:
            yield from _fields(inner)
    elif hasattr(type(value), "model_fields"):
        data = value.model_dump(mode="json")
        for name, field in type(value).model_fields.items():
            key = field.alias or name
            yield f"{type(value).__name__}.{key}", data[key]
            yield from _fields(getattr(value, name))


def _cell(value: Any) -> str:  # noqa: ANN401 - any JSON
    """Return a value for a table's cell: objects are told on their own, so they are left out here."""
    if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(inner, dict) for inner in value)):
        return "…"
    if value is None:
        return "null"
    return f"`{json.dumps(value, ensure_ascii=False)}`".replace("|", "\\|")
