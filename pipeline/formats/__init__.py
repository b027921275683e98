"""Projections of a publication into the formats of others: pure functions, each a table entry by its name."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from pipeline.formats.html import to_html
from pipeline.formats.json_feed import json_feed as _json_feed
from pipeline.formats.schema_org import to_schema_org
from pipeline.model import Publication


def _feed_of_one(publication: Publication) -> dict[str, Any]:
    return _json_feed([publication])


FORMATS: Mapping[str, Callable[[Publication], str | dict[str, Any]]] = MappingProxyType(
    {
        "html": to_html,
        "json-feed": _feed_of_one,
        "schema-org": to_schema_org,
    }
)
"""Each format by its name on the command line; text, or JSON as a dictionary."""

__all__ = ["FORMATS", "to_html", "to_schema_org"]
