"""What a page says about its reuse: in the headers it came with, its meta elements, its links and its JSON-LD."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from lxml.etree import _Element

from pipeline.model import Signal
from pipeline.stages.extract.cleaning import cleaned
from pipeline.stages.extract.jsonld import Node, strings, types
from pipeline.stages.extract.metadata import Metadata

# X-Robots-Tag and <meta name="robots">: what concerns a republication; the rest is about search results.
DIRECTIVES = ("noai", "noimageai", "notranslate", "noarchive")
# Directives with a value: elsewhere a colon ends the name of the one robot that is meant, "otherbot: noarchive".
_WITH_VALUE = ("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview")
_STATED = ("tdm-reservation", "tdm-policy", "content-usage")
# <https://creativecommons.org/licenses/by/4.0/>; rel="license"
_LICENSE_LINK = re.compile(r"<([^<>]{1,500})>\s*;[^<>,]{0,200}\brel\s*=\s*\"?[^\",;]{0,100}\blicense\b", re.IGNORECASE)
_JSON_LD = {
    "license": "license",
    "copyrightHolder": "copyright-holder",
    "copyrightNotice": "copyright-notice",
    "usageInfo": "usage-info",
    "conditionsOfAccess": "conditions-of-access",
}
# of the images: schema.org's own names, told apart from what is said of the text
_IMAGE_JSON_LD = {
    "license": "image-license",
    "acquireLicensePage": "image-license-page",
    "copyrightNotice": "image-copyright-notice",
}
_ADDRESSES = frozenset({"license", "acquireLicensePage", "usageInfo"})
_RIGHTS_META = ("dcterms.rights", "dc.rights", "rights", "copyright", "og:rights")
_MAX_VALUE = 500
_MAX_EACH = 5


def signals(headers: Mapping[str, str], tree: _Element, about: Metadata) -> tuple[Signal, ...]:
    """Return what the page says, each thing once; `headers` by their names in lower case."""
    found = (*_in_headers(headers), *_in_meta(about), *_in_links(tree), *_in_json_ld(about))
    return tuple(dict.fromkeys(signal for signal in found if signal.value))


def _in_headers(headers: Mapping[str, str]) -> Iterator[Signal]:
    for name in _STATED:
        yield _signal(name, headers.get(name, ""), "header")
    for directive in directives(headers.get("x-robots-tag", "")):
        yield _signal(directive, "X-Robots-Tag", "header")
    for url in _LICENSE_LINK.findall(headers.get("link", "")):
        yield _signal("license", url, "header")


def _in_meta(about: Metadata) -> Iterator[Signal]:
    for name in _STATED:
        for value in about.meta.get(name, [])[:_MAX_EACH]:
            yield _signal(name, value, "meta")
    yield _signal("rights-statement", about.first(*_RIGHTS_META), "meta")
    for value in about.meta.get("robots", [])[:_MAX_EACH]:
        for directive in directives(value):
            yield _signal(directive, "robots", "meta")


def _in_links(tree: _Element) -> Iterator[Signal]:
    licensing = (link for link in tree.iter("link") if "license" in (link.get("rel") or "").split())
    for link in islice(licensing, _MAX_EACH):
        yield _signal("license", link.get("href") or "", "link")


def _in_json_ld(about: Metadata) -> Iterator[Signal]:
    yield from _stated(about.article, _JSON_LD, "JSON-LD")
    for image in [node for node in about.nodes if "ImageObject" in types(node)][:_MAX_EACH]:
        yield from _stated(image, _IMAGE_JSON_LD, "JSON-LD ImageObject")


def _stated(node: Node, kinds: Mapping[str, str], where: str) -> Iterator[Signal]:
    for key, kind in kinds.items():
        value = node.get(key)
        named = value.get("@id") or value.get("url") if key in _ADDRESSES and isinstance(value, dict) else value
        for text in strings(named)[:_MAX_EACH]:
            yield _signal(kind, text, where)


def directives(value: str) -> list[str]:
    """Return which of DIRECTIVES `value` has for every robot: `noai` of `noai, otherbot: noarchive`."""
    found, robot = [], ""
    for part in value.lower().split(","):
        before, colon, after = part.strip().rpartition(":")
        if colon and not before.strip().startswith(_WITH_VALUE):
            robot = before.strip()
        directive = (after if colon else part).strip()
        if directive in DIRECTIVES and not robot:
            found.append(directive)
    return found


def _signal(kind: str, value: str, where: str) -> Signal:
    return Signal(kind=kind, value=cleaned(value)[:_MAX_VALUE], where=where)
