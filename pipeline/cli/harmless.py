"""Logs and messages that quote strangers: nothing in them moves the cursor, forges a line or tells a password."""

import re
from collections.abc import MutableMapping
from typing import Any

# What a terminal obeys, or what turns a line round: the C0 and C1 controls, U+2028 and U+2029, the bidi controls;
# and the surrogates that stand for bytes of a command line that are no UTF-8, which no output takes.
_CONTROLS = re.compile("[\\ud800-\\udfff\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_LINES = frozenset({"\n", "\t"})
# The user and the password in https://user:password@host/, of a URL that stands in any text.
_CREDENTIALS = re.compile(r"(?<=://)[^\s/?#@]{0,500}(?::[^\s/?#@]{0,500})?@")

OF_MANY_LINES = frozenset({"exception", "stack"})
"""What structlog writes as several lines; they are our own."""


def harmless(text: str, *, lines: bool = False) -> str:
    """Return `text` with controls as escapes and credentials of URLs as `***@`; with `lines`, its lines stay lines."""
    kept = _LINES if lines else frozenset[str]()
    redacted = _CREDENTIALS.sub("***@", text)
    return _CONTROLS.sub(lambda found: found[0] if found[0] in kept else _escaped(found[0]), redacted)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def harmless_event(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Make every text of a log event harmless: structlog's processor."""
    return {key: _value(value, lines=key in OF_MANY_LINES) for key, value in event.items()}


def _value(value: object, *, lines: bool = False) -> object:
    if isinstance(value, dict):
        return {harmless(str(key)): _value(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_value(inner) for inner in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return harmless(str(value), lines=lines)
