"""What a site's own files say about the reuse of a page: TDMRep's well-known file, and Content-Usage in robots.txt."""

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from pipeline.model import Signal
from pipeline.web import WebClient

TDMREP = "/.well-known/tdmrep.json"
MAX_RULES = 1_000
_ESCAPED = re.compile(r"%[0-9a-fA-F]{2}")
MAX_VALUE = 500


def site_signals(url: str, client: WebClient) -> tuple[Signal, ...]:
    """Return what the site of `url` says in its files; a file that cannot be had says nothing."""
    parts = urlsplit(url)
    path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    tdm = tdmrep_signals(client.site_file(url, TDMREP), path)
    return (*tdm, *usage_signals(client.robots_text(url), path, client.robot))


def tdmrep_signals(content: bytes, path: str) -> tuple[Signal, ...]:
    """Return what a tdmrep.json says of `path`: its first rule whose location matches (TDMRep, "TDM file")."""
    try:
        rules = json.loads(content.decode("utf-8-sig")) if content else []
    except (ValueError, RecursionError):
        return ()
    plain = unescaped(path)
    for rule in rules[:MAX_RULES] if isinstance(rules, list) else ():
        if isinstance(rule, dict) and _matches(unescaped(str(rule.get("location", ""))), plain):
            said = ((key, rule.get(key)) for key in ("tdm-reservation", "tdm-policy"))
            return tuple(
                Signal(kind=key, value=str(value)[:MAX_VALUE], where=TDMREP) for key, value in said if value is not None
            )
    return ()


def unescaped(path: str) -> str:
    """Return `path` with the escapes undone that RFC 3986 says mean nothing, those of unreserved characters (2.3).

    TDMRep wants patterns and paths compared so; `%24` stays, as a `$` in a pattern is its end.
    """
    return _ESCAPED.sub(lambda found: _unreserved(found[0]), path)


def _unreserved(escape: str) -> str:
    character = chr(int(escape[1:], 16))
    return character if character.isascii() and (character.isalnum() or character in "-._~") else escape.upper()


def usage_signals(text: str, path: str, robot: str) -> tuple[Signal, ...]:
    """Return the Content-Usage that a robots.txt states for `path`, to `robot` or else to all; the longest wins."""
    groups = _groups(text)
    stated = groups.get(robot.lower(), groups.get("*", []))
    matching = [(place, usage) for place, usage in stated if _matches(place, path)]
    if not matching:
        return ()
    _, usage = max(matching, key=lambda rule: len(rule[0]))
    return (Signal(kind="content-usage", value=usage[:MAX_VALUE], where="robots.txt"),)


def _groups(text: str) -> dict[str, list[tuple[str, str]]]:
    """Return by robot, in lower case, the paths that its groups name a Content-Usage for (RFC 9309, 2.2.1)."""
    groups: dict[str, list[tuple[str, str]]] = {}
    agents: list[str] = []
    begins = True
    for key, value in _lines(text):
        if key == "user-agent":
            agents = [value.lower()] if begins else [*agents, value.lower()]
            groups.setdefault(value.lower(), [])
        elif key == "content-usage":
            for agent in agents:
                groups[agent].append(_split(value))
        begins = key != "user-agent"
    return groups


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield key.strip().lower(), value.strip()


def _split(value: str) -> tuple[str, str]:
    """Split `/news train-ai=n` into path and usage; without a path it is for all."""
    place, _, usage = value.partition(" ")
    return (place, usage.strip()) if place.startswith("/") else ("/", value)


def _matches(pattern: str, path: str) -> bool:
    """Tell whether `path` begins as `pattern` says, where `*` is anything and a last `$` the end (RFC 9309, 2.2.3)."""
    first, *others = pattern.removesuffix("$").split("*")
    if not pattern or not path.startswith(first):
        return False
    position = len(first)
    for part in others:
        found = path.find(part, position)
        if found < 0:
            return False
        position = found + len(part)
    return not pattern.endswith("$") or (path.endswith(others[-1]) if others else position == len(path))
