"""The base of every value that flows."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A frozen value that rejects unknown keys and round-trips through JSON.

    Bytes are base64 in JSON, as JSON has no bytes of its own.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        ser_json_bytes="base64",
        val_json_bytes="base64",
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
    )
