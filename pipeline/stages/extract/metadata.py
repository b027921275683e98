"""What the page says of itself: JSON-LD first, then its meta elements, then what it shows."""

import html
import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml.etree import _Element

from pipeline.stages.extract.cleaning import cleaned, compact
from pipeline.stages.extract.jsonld import Node, nodes, string, strings, types
from pipeline.stages.extract.jsonld import article as article_node
from pipeline.stages.extract.labels import Labelled
from pipeline.stages.extract.marks import absolute

Meta = dict[str, list[str]]

_MAX_META = 500
_NAMED = ("property", "name", "itemprop", "http-equiv")
_SITE_META = (
    "og:site_name",
    "application-name",
    "twitter:app:name:iphone",
    "apple-mobile-web-app-title",
    "publisher",
    "dc.publisher",
    "copyright",
)
_SECTION_META = ("article:section", "section", "parsely-section", "sailthru.section", "dc.subject")
_TAGS = ("news_keywords", "article:tag", "parsely-tags", "sailthru.tags", "keywords")
_MAX_KEYWORDS, _LONGEST_KEYWORD = 30, 100
_DESCRIPTION_META = ("og:description", "description", "twitter:description", "dc.description")
_MARKUP = re.compile(r"<[^<>]{1,200}>")
# Headline | The Daily · Headline - The Daily · Headline — The Daily · Headline :: The Daily
TITLE_END = re.compile(r"\s+(?:[|–—·•»-]|::)\s+")
_LABEL = 4
"""Letters of a host's label that says something of its name."""
_SITE_TYPES = ("Organization", "NewsMediaOrganization", "WebSite", "Corporation")


class Stated(NamedTuple):
    """A text, and where the page has it."""

    text: str
    where: str


NOWHERE = Stated("", "")


def first_stated(*candidates: Stated) -> Stated:
    """Return the first of `candidates` that says anything."""
    return next((stated for stated in candidates if stated.text), NOWHERE)


class Metadata(NamedTuple):
    """The page's own words on itself: its meta elements by lower-case name, its JSON-LD, its labels."""

    meta: Meta
    nodes: list[Node]
    article: Node
    url: str
    labels: tuple[Labelled, ...] = ()

    def first(self, *names: str) -> str:
        """Return the first value that one of the meta elements called `names` has, cleaned, or an empty text."""
        return self.stated(*names).text

    def stated(self, *names: str) -> Stated:
        """Return the same with the name of the meta element."""
        return first_stated(
            *(Stated(plain(value), f"meta {name}") for name in names for value in self.meta.get(name, ()))
        )

    @property
    def declares_article(self) -> bool:
        """Whether the page calls itself an article."""
        return (
            bool(self.article)
            or self.first("og:type").lower() == "article"
            or bool(self.first("article:published_time"))
        )

    def of_article(self, key: str) -> Stated:
        """Return the first text that the article's JSON-LD has for `key`."""
        return Stated(plain(string(self.article.get(key))), f"JSON-LD {key}")


def read(tree: _Element, url: str, labels: Iterable[Labelled] = ()) -> Metadata:
    """Gather the metadata of the page read at `url`."""
    found = nodes(tree)
    return Metadata(_meta(tree), found, article_node(found), url, tuple(labels))


def plain(value: str) -> str:
    """Return `value` as plain text: entities resolved, also those escaped twice, and markup removed."""
    text = html.unescape(html.unescape(value)) if "&" in value else value
    return cleaned(_MARKUP.sub("", text) if "<" in text else text)


def canonical_url(tree: _Element, metadata: Metadata) -> Stated:
    """Return the absolute URL the page calls itself by, or the one it was read at.

    A canonical link to a site's front page is a mistake of its template and not believed.
    """
    links = [link for link in tree.iter("link") if link.get("rel") in {"canonical", "Canonical"}]
    named = [Stated(link.get("href") or "", "link canonical") for link in links[:3]]
    here = urlsplit(metadata.url)
    for href, where in (*named, metadata.stated("og:url"), metadata.of_article("url")):
        url = absolute(href, metadata.url)
        if url and (urlsplit(url).path.strip("/") or urlsplit(url).query or not here.path.strip("/")):
            return Stated(url, where)
    return Stated(metadata.url, "URL")


def site_name(metadata: Metadata, host: str, title: str = "") -> Stated:
    """Return the site's name as it writes it, be it at the end of the page's `title`, or its host."""
    named = [metadata.stated(_SITE_META[0]), metadata.of_article("publisher"), metadata.stated(*_SITE_META[1:6])]
    named += [metadata.of_article("isPartOf")]
    named += [
        Stated(plain(string(node.get("name"))), f"JSON-LD {types(node)[0]}")
        for node in metadata.nodes
        if set(types(node)) & set(_SITE_TYPES)
    ]
    shown = [stated for stated in named if not stated.text.startswith(("http", "@"))]
    own = host.removeprefix("www.")
    parts = TITLE_END.split(title)
    if len(parts) > 1 and _is_called(own, compact(parts[-1])):
        shown.append(Stated(parts[-1], "title"))
    return first_stated(*shown, Stated(own, "host"))


def _is_called(host: str, name: str) -> bool:
    """Tell whether a compact `name` is what a host is called by: The Ledger, of ledger.example."""
    return any(label in name or name in label for label in map(compact, host.split(".")[:-1]) if len(label) >= _LABEL)


def description(metadata: Metadata) -> Stated:
    """Return what the metadata says the article is about."""
    return first_stated(metadata.of_article("description"), metadata.stated(*_DESCRIPTION_META))


def section(metadata: Metadata) -> Stated:
    """Return the section of the site that the article belongs to."""
    return first_stated(metadata.of_article("articleSection"), metadata.stated(*_SECTION_META))


def keywords(metadata: Metadata) -> tuple[list[str], str]:
    """Return the article's keywords, each once, and where the page has them."""
    told = strings(metadata.article.get("keywords"))
    sources = [("JSON-LD keywords", told), *((f"meta {name}", metadata.meta.get(name, [])) for name in _TAGS)]
    for where, values in sources:
        # one text is a list with commas, several are one keyword each
        parts = values[0].split(",") if len(values) == 1 else values
        words = dict.fromkeys(word for part in parts if (word := plain(part)) and len(word) <= _LONGEST_KEYWORD)
        if words:
            return list(words)[:_MAX_KEYWORDS], where
    return [], ""


def is_accessible_for_free(metadata: Metadata) -> bool | None:
    """Return whether the page says that all may read it, or None where it does not say."""
    said = str(metadata.article.get("isAccessibleForFree")).rsplit("/", 1)[-1].lower()
    return {"true": True, "false": False}.get(said)


def language(tree: _Element, metadata: Metadata) -> str:
    """Return the language the page declares, as a lower-case tag such as `en-gb`, or an empty text."""
    root = tree.getroottree().getroot()
    declared = [root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang"), root.get("xml:lang")]
    declared += [
        string(metadata.article.get("inLanguage")),
        metadata.first("og:locale", "content-language", "language", "dc.language"),
    ]
    return next((tag.strip().lower().replace("_", "-") for tag in declared if tag and tag.strip()), "")


def _meta(tree: _Element) -> Meta:
    meta: Meta = {}
    for element in list(tree.iter("meta"))[:_MAX_META]:
        value = element.get("content")
        if value and value.strip():
            # one element may be called by several vocabularies
            for name in {(element.get(key) or "").strip().lower() for key in _NAMED} - {""}:
                meta.setdefault(name, []).append(value)
    return meta
