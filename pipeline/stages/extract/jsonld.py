"""JSON-LD as publishers write it: graphs, lists, several scripts, and JSON that is not quite JSON."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.etree import _Element

from pipeline.stages.extract.tree import elements

Node = dict[str, Any]

MAX_NODES = 2_000
_MAX_DEPTH = 12
_MAX_SCRIPTS = 50
_MAX_ITEMS = 50
_SCRIPT = "//script[contains(@type, 'ld+json')]"
# wrappers from the days of XHTML: <!-- … --> · //<![CDATA[ … //]]> · /*<![CDATA[*/ … /*]]>*/
_OPENINGS = ("//", "/*", "<!--", "<![CDATA[", "*/")
_CLOSINGS = (";", "*/", "-->", "]]>", "//", "/*")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")  # {"a": 1,}
_MISSING_COMMA = re.compile(r"(?<=[\"}\]])(\s+)(?=\"[\w@]+\"\s*:)")  # "a": "x" newline "b": …
_BAD_ESCAPE = re.compile(r"\\(?![\"\\/bfnrtu])")  # \' and \&
# NewsArticle, ReportageNewsArticle, OpinionNewsArticle, BlogPosting, LiveBlogPosting, Report, Review …
_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|Review|SocialMediaPosting)$")
_BASIC_ARTICLE = re.compile(r"(?:NewsArticle|LiveBlogPosting)$")


def nodes(tree: _Element) -> list[Node]:
    """Return every JSON-LD object of the page in document order, outer before inner, at most MAX_NODES."""
    found: list[Node] = []
    for script in elements(tree, _SCRIPT, at_most=_MAX_SCRIPTS):
        for value in _parsed(script.text or ""):
            for node in _objects(value):
                found.append(node)
                if len(found) >= MAX_NODES:
                    return found
    return found


def types(node: Node) -> list[str]:
    """Return the types of `node`, without the prefix of their vocabulary."""
    value = node.get("@type") or node.get("type")
    names = value if isinstance(value, list) else [value]
    return [name.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for name in names if isinstance(name, str)]


def is_article(node: Node) -> bool:
    """Tell whether `node` is an article of any kind."""
    return any(_ARTICLE.search(name) for name in types(node))


def article(found: list[Node]) -> Node:
    """Return the node of the article the page is about, or an empty one.

    Of several, one that tells when it was published wins over one that does not, news over others, the first over
    later ones.
    """
    candidates = [node for node in found if is_article(node)]
    return max(candidates, key=_weight, default={})


def resolved(value: object, found: list[Node]) -> object:
    """Return `value` with objects that are only references (`{"@id": …}`) replaced by the nodes they refer to."""
    if isinstance(value, list):
        return [resolved(item, found) for item in value[:_MAX_ITEMS]]
    if isinstance(value, dict) and "name" not in value and value.get("@id"):
        return next((node for node in found if node.get("@id") == value["@id"] and "name" in node), value)
    return value


def strings(value: object) -> list[str]:
    """Return the texts in `value`: a string, a list of strings, or objects with a name."""
    if isinstance(value, str):
        text = html.unescape(value).strip()
        return [text] if text else []
    if isinstance(value, list):
        return [text for item in value[:_MAX_ITEMS] for text in strings(item)]
    if isinstance(value, dict):
        return strings(value.get("name") or value.get("@value") or value.get("url"))
    return []


def string(value: object) -> str:
    """Return the first text in `value`, or an empty one."""
    return next(iter(strings(value)), "")


def _weight(node: Node) -> tuple[bool, bool, bool]:
    return (
        bool(node.get("datePublished")),
        bool(node.get("headline")),
        any(_BASIC_ARTICLE.search(name) for name in types(node)),
    )


def _parsed(script: str) -> list[Any]:
    """Return the JSON values in `script`, mended where they break in one of the known ways; none if beyond that."""
    text = _unwrapped(script.strip())
    for mended in _mendings(text):
        try:
            return _values(mended)
        except (ValueError, RecursionError):
            continue
    return []


def _unwrapped(text: str) -> str:
    for _ in range(len(_OPENINGS)):
        for opening in _OPENINGS:
            text = text.removeprefix(opening).lstrip()
        for closing in _CLOSINGS:
            text = text.removesuffix(closing).rstrip()
    return text


def _mendings(text: str) -> Iterator[str]:
    yield text
    text = _BAD_ESCAPE.sub("", _TRAILING_COMMA.sub("", text))
    yield text
    yield _MISSING_COMMA.sub(r",\1", text)
    yield html.unescape(text)


def _values(text: str) -> list[Any]:
    """Parse one JSON value after the other, as some scripts hold several."""
    decoder, position = json.JSONDecoder(strict=False), 0
    values: list[Any] = []
    while position < len(text) and len(values) < MAX_NODES:
        value, end = decoder.raw_decode(text, position)
        values.append(value)
        rest = text[end:].lstrip(" \t\r\n;,")
        position = len(text) - len(rest)
    return values


def _objects(value: object) -> Iterator[Node]:
    stack: list[tuple[object, int]] = [(value, 0)]
    while stack:
        item, depth = stack.pop()
        if depth > _MAX_DEPTH:
            continue
        if isinstance(item, dict):
            yield item
            stack.extend(
                (child, depth + 1) for child in reversed(list(item.values())) if isinstance(child, dict | list)
            )
        elif isinstance(item, list):
            stack.extend((child, depth + 1) for child in reversed(item))
