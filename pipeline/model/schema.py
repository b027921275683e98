"""The JSON Schema of the publication, as it stands at config/schema/publication.json."""

from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from pipeline.model.publication import SCHEMA_ID, Publication


def publication_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a publication's JSON.

    It allows keys it does not know, though nothing here writes any: keys are added within a version, and a consumer
    that validates with an earlier copy of the schema must not break on them.
    """
    schema = Publication.model_json_schema(mode="serialization")
    for definition in (schema, *schema["$defs"].values()):
        definition.pop("additionalProperties", None)
    return {"$schema": GenerateJsonSchema.schema_dialect, "$id": SCHEMA_ID, **schema}
