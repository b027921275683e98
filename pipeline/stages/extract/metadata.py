"""What the page says of itself: JSON-LD first, then its meta elements, then what it shows."""

import html
import re
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml.etree import _Element

from pipeline.stages.extract.cleaning import cleaned, compact
from pipeline.stages.extract.jsonld import Node, nodes, string, types
from pipeline.stages.extract.jsonld import article as article_node
from pipeline.stages.extract.marks import absolute
from pipeline.stages.extract.tree import elements, shown_text

Meta = dict[str, list[str]]

_MAX_META = 500
_SITE_META = (
    "og:site_name",
    "application-name",
    "twitter:app:name:iphone",
    "apple-mobile-web-app-title",
    "publisher",
    "dc.publisher",
    "copyright",
)
_TITLE_META = ("og:title", "twitter:title", "dc.title", "headline", "title", "parsely-title", "sailthru.title")
_DESCRIPTION_META = ("og:description", "description", "twitter:description", "dc.description")
# Headline | The Daily · Headline - The Daily · Headline — The Daily · Headline :: The Daily
_TITLE_END = re.compile(r"\s+(?:[|–—·•»-]|::)\s+")
_MARKUP = re.compile(r"<[^<>]{1,200}>")
_ALIKE = 0.5
"""The share of words that two forms of one headline have in common, measured on the shorter."""
_MAX_HEADINGS = 10
_MARKED_HEADLINE = (
    "//*[@itemprop='headline' or contains(@class,'entry-title') or contains(@class,'article-title')"
    " or contains(@class,'article-headline')]"
)
_SITE_TYPES = ("Organization", "NewsMediaOrganization", "WebSite", "Corporation")


class Metadata(NamedTuple):
    """The page's own words on itself: its meta elements by lower-case name, and its JSON-LD."""

    meta: Meta
    nodes: list[Node]
    article: Node
    url: str

    def first(self, *names: str) -> str:
        """Return the first value that one of the meta elements called `names` has, cleaned, or an empty text."""
        return next((text for name in names for value in self.meta.get(name, ()) if (text := plain(value))), "")


def read(tree: _Element, url: str) -> Metadata:
    """Gather the metadata of the page read at `url`."""
    found = nodes(tree)
    return Metadata(_meta(tree), found, article_node(found), url)


def plain(value: str) -> str:
    """Return `value` as plain text: entities resolved, also those escaped twice, and markup removed."""
    text = html.unescape(html.unescape(value)) if "&" in value else value
    return cleaned(_MARKUP.sub("", text) if "<" in text else text)


def canonical_url(tree: _Element, metadata: Metadata) -> str:
    """Return the absolute URL the page calls itself by, or the one it was read at.

    A canonical link to a site's front page is a mistake of its template and not believed.
    """
    links = elements(tree, "//link[@rel='canonical' or @rel='Canonical']", at_most=3)
    named = [link.get("href") for link in links] + [metadata.first("og:url"), string(metadata.article.get("url"))]
    here = urlsplit(metadata.url)
    for href in named:
        url = absolute(href, metadata.url)
        if url and (urlsplit(url).path.strip("/") or urlsplit(url).query or not here.path.strip("/")):
            return url
    return metadata.url


def site_name(metadata: Metadata, host: str) -> str:
    """Return the site's name as it writes it, or its host."""
    publisher = metadata.article.get("publisher")
    named = [metadata.first(_SITE_META[0]), plain(string(publisher)), metadata.first(*_SITE_META[1:6])]
    named += [plain(string(node.get("name"))) for node in metadata.nodes if set(types(node)) & set(_SITE_TYPES)]
    return next((name for name in named if name and not name.startswith(("http", "@"))), "") or host.removeprefix(
        "www."
    )


def headline(tree: _Element, metadata: Metadata, site: str) -> str:
    """Return the headline as the page shows it where the metadata agree with that, else as they declare it.

    Where they declare none but the page's title, an element marked as the headline comes before that.
    """
    shown = [text for h1 in list(tree.iter("h1"))[:_MAX_HEADINGS] if (text := shown_text(h1))]
    marked = [text for element in elements(tree, _MARKED_HEADLINE, at_most=3) if (text := shown_text(element))]
    declared = [plain(string(metadata.article.get("headline"))), *(metadata.first(name) for name in _TITLE_META)]
    declared = [without_site(text, site) for text in declared if text]
    title = without_site(plain(tree.findtext(".//title") or ""), site)
    known = [*declared, title] if title else declared
    best = max([*shown, *marked], key=lambda text: _likeness_to(text, known), default="")
    if best and (not known or _likeness_to(best, known) >= _ALIKE):
        return best
    return next((text for text in (*declared, *marked, title) if text), best)


def _likeness_to(text: str, others: list[str]) -> float:
    return max((_likeness(text, other) for other in others), default=0.0)


def description(metadata: Metadata) -> str:
    """Return what the metadata says the article is about."""
    return plain(string(metadata.article.get("description"))) or metadata.first(*_DESCRIPTION_META)


def language(tree: _Element, metadata: Metadata) -> str:
    """Return the language the page declares, as a lower-case tag such as `en-gb`, or an empty text."""
    root = tree.getroottree().getroot()
    declared = [root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang"), root.get("xml:lang")]
    declared += [
        string(metadata.article.get("inLanguage")),
        metadata.first("og:locale", "content-language", "language", "dc.language"),
    ]
    return next((tag.strip().lower().replace("_", "-") for tag in declared if tag and tag.strip()), "")


def without_site(title: str, site: str) -> str:
    """Return `title` without the site's name at its end."""
    parts = _TITLE_END.split(title)
    last, key = compact(parts[-1]), compact(site)
    if parts[1:] and last and key and (last in key or key in last):
        return title[: title.rindex(parts[-1])].rstrip(" |–—·•»-:")
    return title


def _likeness(one: str, other: str) -> float:
    """Return the share of the shorter text's words that the other has too, 0 to 1."""
    first, second = set(one.lower().split()), set(other.lower().split())
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def _meta(tree: _Element) -> Meta:
    meta: Meta = {}
    for element in list(tree.iter("meta"))[:_MAX_META]:
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        value = element.get("content")
        if name and value and value.strip():
            meta.setdefault(name.strip().lower(), []).append(value)
    return meta
