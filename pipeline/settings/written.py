"""What is wrong with the main file as it is written: secrets, and what belongs elsewhere."""

import os
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

PREFIX = "REPUBLISH_"

ELSEWHERE: Mapping[str, str] = MappingProxyType(
    {
        "file": "it is the path of this file",
        "source": "a [[source]] belongs in sources.toml",
        "sources": "a [[source]] belongs in sources.toml",
    }
)
"""What the main file cannot set, and why."""

_SECRETS = frozenset({"api_key", "password", "read_token", "secret"})
_NAMED = ("engines", "sinks")
"""The tables whose keys are names that the operator chose."""


def written_faults(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the file at fault says that it cannot say, each with its key and the way to say it."""
    for name, table in _tables(data):
        for key in sorted(_SECRETS & table.keys()):
            variable = PREFIX + "__".join((*name.split("."), key)).upper()
            yield f"{name}.{key}: a secret does not belong in a file; set {variable} in the environment"
    for key in sorted(ELSEWHERE.keys() & data.keys()):
        yield f"{key}: unknown key; {ELSEWHERE[key]}"


def without_those(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return `data` without what `written_faults` tells of, so that its other faults are found besides."""
    kept: dict[str, Any] = {key: value for key, value in data.items() if key not in ELSEWHERE}
    for name, table in _tables(data):
        left = {key: value for key, value in table.items() if key not in _SECRETS}
        group, _, own = name.partition(".")
        kept[group] = {**kept[group], own: left} if own else left
    return kept


def unheard_variables(names: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return what is to be said of each variable that is for an engine or sink which is not among `names`.

    `names` are those of "engines" and of "sinks" in the configuration. Such a variable is no fault: configurations may
    share an environment. But it may be a slip.
    """
    said = []
    for variable in sorted(os.environ):
        group, _, rest = variable.removeprefix(PREFIX).lower().partition("__")
        name, _, key = rest.partition("__")
        if not variable.startswith(PREFIX) or group not in _NAMED or not key or name in names[group]:
            continue
        near = get_close_matches(name, names[group], n=1)
        meant = f"; did you mean {PREFIX}{group.upper()}__{near[0].upper()}__{key.upper()}?" if near else ""
        said.append(f"{variable} is set, but there is no [{group}.{name}] here{meant}")
    return said


def _tables(data: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the tables that may have secrets, each with its name: `ledger`, `engines.deepl`."""
    for name in ("ledger", "desk", "announce"):
        if isinstance(data.get(name), dict):
            yield name, data[name]
    for group in _NAMED:
        named = data.get(group)
        for name, table in named.items() if isinstance(named, dict) else ():
            if isinstance(table, dict):
                yield f"{group}.{name}", table
