"""Projections of a publication into the formats of others: pure functions, each under its name in FORMATS."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from pipeline.formats.html import to_html
from pipeline.formats.json_feed import json_feed as _json_feed
from pipeline.formats.markdown import to_markdown
from pipeline.formats.ninjs import to_ninjs
from pipeline.formats.schema_org import to_schema_org
from pipeline.formats.wordpress import to_wordpress
from pipeline.model import Publication


def _feed_of_one(publication: Publication) -> dict[str, Any]:
    return _json_feed([publication])


FORMATS: Mapping[str, Callable[[Publication], str | dict[str, Any]]] = MappingProxyType(
    {
        "html": to_html,
        "json-feed": _feed_of_one,
        "markdown": to_markdown,
        "ninjs": to_ninjs,
        "schema-org": to_schema_org,
        "wordpress": to_wordpress,
    }
)
"""Each format by its name on the command line: text, or JSON as a dictionary."""

__all__ = ["FORMATS", "to_html", "to_markdown", "to_ninjs", "to_schema_org", "to_wordpress"]
