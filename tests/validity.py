"""What each format's own rules say of a projection: a list of faults, empty where there are none."""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import html5lib
import jsonschema
from html5lib.constants import E as HTML_ERRORS
from rdflib.namespace import SDO
from referencing import Registry
from referencing.jsonschema import DRAFT202012

Json = Any

SINCE = frozenset(
    {
        "digitalSourceType",
        "TrainedAlgorithmicMediaDigitalSource",
        "CompositeWithTrainedAlgorithmicMediaDigitalSource",
    }
)
"""Terms that schema.org has had since version 29 (2025), and rdflib's list of them does not have yet."""
JSON_LD = frozenset({"@context", "@type", "@id"})
SCHEMA_ORG = "https://schema.org/"

GEOJSON = "https://geojson.org/schema/GeoJSON.json"  # ninjs's schema refers to it; no publication has any

FEED_KEYS = frozenset("version title home_page_url feed_url description language authors items".split())
ITEM_KEYS = frozenset(
    "id url external_url title content_html content_text summary image banner_image date_published date_modified "
    "authors tags language attachments".split()
)
"""JSON Feed 1.1; what begins with an underscore is an extension."""


def html_faults(page: str) -> list[str]:
    """Return what an HTML5 parser by the standard finds wrong in a whole page."""
    return _parse_errors(page, html5lib.HTMLParser.parse)


def fragment_faults(fragment: str) -> list[str]:
    """Return what it finds wrong in a piece of one."""
    return _parse_errors(fragment, html5lib.HTMLParser.parseFragment)


def _parse_errors(text: str, parse: Callable[[html5lib.HTMLParser, str], object]) -> list[str]:
    parser = html5lib.HTMLParser()
    parse(parser, text)
    return [f"line {place[0]}: {HTML_ERRORS[code] % data}" for place, code, data in parser.errors]


def schema_org_faults(data: Json) -> list[str]:
    """Return the types and properties that schema.org does not have, and what is empty."""
    if isinstance(data, list):
        return [fault for part in data for fault in schema_org_faults(part)]
    if isinstance(data, str) and data.startswith(SCHEMA_ORG):
        return [] if _is_term(data.removeprefix(SCHEMA_ORG)) else [f"no term: {data}"]
    if not isinstance(data, dict):
        return []
    faults = [f"no property: {key}" for key in data if key not in JSON_LD and not _is_term(key)]
    if not _is_term(data.get("@type", "")):
        faults.append(f"no type: {data.get('@type')}")
    faults += [f"empty: {key}" for key, value in data.items() if value in (None, "", [], {})]
    return faults + [fault for key, value in data.items() if key not in JSON_LD for fault in schema_org_faults(value)]


def _is_term(name: str) -> bool:
    return name in SDO or name in SINCE


def json_feed_faults(feed: Json) -> list[str]:
    """Return where a feed breaks the rules of JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    faults = [f"unknown: {key}" for key in feed if key not in FEED_KEYS and not key.startswith("_")]
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        faults.append(f"version: {feed.get('version')}")
    if not isinstance(feed.get("title"), str) or not isinstance(feed.get("items"), list):
        faults.append("it needs a title and items")
    return faults + [fault for item in feed.get("items", []) for fault in _item_faults(item)]


def _item_faults(item: Mapping[str, Json]) -> Iterator[str]:
    yield from (f"unknown: {key}" for key in item if key not in ITEM_KEYS and not key.startswith("_"))
    if not isinstance(item.get("id"), str) or not item["id"]:
        yield "an item needs an id, a string"
    if not isinstance(item.get("content_html", item.get("content_text")), str):
        yield "an item needs content_html or content_text"
    for key in ("url", "external_url", "image", "banner_image"):
        if key in item and not urlsplit(item[key]).netloc:
            yield f"{key}: {item[key]}"
    for key in ("date_published", "date_modified"):
        if key in item and dt.datetime.fromisoformat(item[key]).tzinfo is None:
            yield f"{key} has no zone: {item[key]}"
    if not all(author.keys() & {"name", "url", "avatar"} for author in item.get("authors", [])):
        yield "an author needs a name, url or avatar"
    yield from (f"content_html: {fault}" for fault in fragment_faults(item.get("content_html", "")))


def ninjs_validator(schema: Path) -> Callable[[Json], list[str]]:
    """Return what tells the faults of a ninjs object by IPTC's schema, formats included; no network."""
    registry: Registry[Any] = Registry().with_resource(GEOJSON, DRAFT202012.create_resource({}))
    validator = jsonschema.Draft202012Validator(
        json.loads(schema.read_text("utf-8")), registry=registry, format_checker=jsonschema.FormatChecker()
    )

    def faults(data: Json) -> list[str]:
        errors = [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(data)]
        bodies = (body["value"] for body in data.get("bodies", []) if body["contentType"] == "text/html")
        return errors + [f"bodies: {fault}" for body in bodies for fault in fragment_faults(body)]

    return faults


def wordpress_faults(post: Json) -> list[str]:
    """Return what is wrong in the fields of a post that are HTML to WordPress."""
    return [f"{key}: {fault}" for key in ("title", "content", "excerpt") for fault in fragment_faults(post[key])]
