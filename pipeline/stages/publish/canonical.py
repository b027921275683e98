"""Canonical JSON: the same value is always the same bytes, so that they can be hashed and compared."""

from pydantic import BaseModel

_ESCAPES = [(character, f"\\u{ord(character):04x}") for character in "\u2028\u2029<"]


def canonical_json(model: BaseModel, *, indent: int | None = 2) -> bytes:
    """Return `model` as UTF-8 JSON: keys in the order of the schema, Arabic as it is, a line feed at the end.

    U+2028 and U+2029 are escaped, as JavaScript once read them as line ends, and `<`, which could end the script
    element that a page puts the JSON into. Texts are in NFC already where
    `attribute` made the publication; changing them here would move the marks off their words.
    """
    text = model.model_dump_json(indent=indent)
    for character, escape in _ESCAPES:
        text = text.replace(character, escape)  # str.translate() takes as long as all the rest of an answer
    return (text + "\n").encode()
