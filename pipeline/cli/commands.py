"""Commands in messages, so that they work as they are printed: with the configuration that this command was given."""

import re
import shlex
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

_VERBS = (
    "run retry approve edit refuse withdraw list show status tail preview desk worker export backup prune doctor"
).split()
# A verb that reads the configuration, as in "Next: republish retry 8819cb7f8990a6b3"; not one that names its own.
_COMMAND = re.compile(
    r"\brepublish (?:" + "|".join(_VERBS) + r"|(?:memory|config|source|glossary) [a-z]+)(?![\w-])(?! --config)"
)

_given: list[Path] = []


def take_note(config: Path, default: Path) -> None:
    """Note which configuration this command was given, where it is not the default one."""
    _given[:] = [config] if config != default else []


def completed(text: str) -> str:
    """Return `text`, each command in it with the configuration that this one was given."""
    if not _given:
        return text
    option = f" --config {shlex.quote(str(_given[0]))}"
    return _COMMAND.sub(lambda found: found[0] + option, text)


def completed_event(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Complete the commands in every text of a log event: structlog's processor."""
    return {key: completed(value) if isinstance(value, str) else value for key, value in event.items()}
