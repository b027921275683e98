"""Canonical JSON: the same value is always the same bytes, so that they can be hashed and compared."""

from pydantic import BaseModel


def canonical_json(model: BaseModel, *, indent: int | None = 2) -> bytes:
    """Return `model` as UTF-8 JSON: keys in the order of the schema, Arabic as it is, a line feed at the end.

    U+2028 and U+2029 are escaped, as JavaScript once read them as line ends. Texts are in NFC already where
    `attribute` made the publication; changing them here would move the marks off their words.
    """
    text = model.model_dump_json(indent=indent)
    return (text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029") + "\n").encode()
