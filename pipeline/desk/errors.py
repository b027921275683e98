"""What an error says, in the language of who reads it: one table, errors.toml."""

import functools
import re
import tomllib
from importlib.resources import files

from pipeline.desk.interface import Language, phrases, told
from pipeline.errors import RepublishError
from pipeline.ledger import STATES

_ALSO = "; "
_COMMAND = "republish "
"""What a step begins with that is a command, e.g. `republish retry 12ab --from fetch`."""
_PLACE = re.compile(r"\\\{(\w+)\\\}")
"""A place in a text whose signs are escaped, e.g. `\\{state\\}`."""


@functools.cache
def table() -> dict[str, dict[str, str]]:
    """Return the Arabic of errors by their code, and of what they say by the English."""
    return tomllib.loads(files("pipeline.desk").joinpath("errors.toml").read_text("utf-8"))


def kind(code: str | None, language: Language) -> str:
    """Return in Arabic what an error's code or a refusal's reason means; nothing in English, which errors speak."""
    return table()["kinds"].get(code or "", "") if language == "ar" else ""


def said(text: str, language: Language) -> str:
    """Return what an error says in `language`; what is not in the table stays as it is."""
    return (_arabic(text) if language == "ar" else None) or text


def explained(error: RepublishError | str, language: Language) -> str:
    """Return an error in `language`, with the item that it is about and the next step."""
    if language == "en":
        return str(error)
    if isinstance(error, str):
        message, _, step = error.partition(" Next: ")
        return _with_step(said(message.rstrip("."), language) if step else said(message, language), step)
    message = _arabic(error.message) or f"{kind(error.code, language)}: {error.message}"
    return _with_step(f"{error.item}: {message}" if error.item else message, error.next_step or "")


def advised(message: str, language: Language) -> str:
    """Return what an item's message says, in `language`, without steps on the command line: its page has buttons."""
    text, is_followed, step = message.partition(" Next: ")
    left = _ALSO.join(part for part in step.split(_ALSO) if _COMMAND not in part)
    if left or not is_followed:
        return explained(f"{text} Next: {left}" if left else text, language)
    return explained(text.rstrip("."), language)


def _with_step(text: str, step: str) -> str:
    return f"{text.rstrip(' .')}. {phrases('ar')('next_step')} {said(step, 'ar')}" if step else text


def _arabic(text: str) -> str | None:
    for pattern, arabic in _patterns():
        if found := pattern.fullmatch(text):
            return arabic.format(**{name: _named(name, value) for name, value in found.groupdict().items()})
    return None


def _named(place: str, value: str) -> str:
    if place == "state" and value in STATES:
        return phrases("ar")(f"state_{value}")
    return told(value, "ar")


@functools.cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    return [
        (re.compile(_PLACE.sub(r"(?P<\1>.+)", re.escape(english)), re.DOTALL), arabic)
        for english, arabic in table()["said"].items()
    ]
