"""When an article was first published, with its zone, and when it was modified.

An instant is given only where the page tells a time and a zone; a day alone stays a day. What a page says of
its last change is never taken for its first publication.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from lxml.etree import _Element

from pipeline.stages.extract.jsonld import Node, strings
from pipeline.stages.extract.moments import Moment, day_in_url, moment, written
from pipeline.stages.extract.tree import elements, shown_text

_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "publicationdate",
    "article.published", "published-date", "date_published", "cxenseparse:recs:publishtime", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dcterms.date", "dc.date", "dc.date.created", "article:publish_date", "date",
    "rnews:datepublished", "iso-8601-publish-date", "ptime", "originalpublicationdate", "article_date_original",
    "bt:pubdate", "vr:published_time", "created", "datecreated", "timestamp",
)  # fmt: skip
_MODIFIED_META = (
    "article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "last-modified", "lastmod",
    "dcterms.modified", "dc.date.modified", "article.updated", "revised", "article:modified", "dateupdated",
)  # fmt: skip
# "datePublished":"2024-05-01T10:00:00Z" in the state that scripts leave in the page
_STATE = re.compile(
    r"""["'](?:datePublished|first_?[Pp]ublished_?(?:[Aa]t|[Dd]ate|[Tt]ime)?|(?:original)?[Pp]ublish(?:ed)?_?(?:[Dd]ate|[Aa]t|[Tt]ime)"""
    r"""(?:ISO8601|UTC|GMT|Time)?|publication_?[Dd]ate|display_date|first_publish_date|dateFirstPublished)["']\s*:\s*"""
    r"""\\?["']([0-9TZ:+.\- ]{10,35})\\?["']"""
)
# class="published-date", itemprop="datePublished", but not class="updated"
_PUBLISHED_NAME = re.compile(
    r"publi|posted|pubdate|created|dateline|timestamp|entry-date|post-date|article[-_]?date|byline", re.IGNORECASE
)
_SHOWN = (
    "//*[self::span or self::div or self::p or self::time or self::li]"
    "[contains(@class,'date') or contains(@class,'time')]"
)
_MAX_ELEMENTS = 40
_LINE = 200
_MODIFIED_NAME = re.compile(r"updat|modif|revis|edited", re.IGNORECASE)
_ELSEWHERE = re.compile(r"relat|comment|sidebar|recommend|teaser|promo|card|most-|latest", re.IGNORECASE)


def first_published(
    tree: _Element, article: Node, nodes: list[Node], meta: dict[str, list[str]], url: str
) -> Moment | None:
    """Return when the article was first published: an instant where any source tells one, else a day, else None."""
    moments = [found for found in map(moment, _published(tree, article, nodes, meta)) if found]
    known = [*moments, *(found for found in (_shown(tree), day_in_url(url)) if found)]
    if not known:
        return None
    first = known[0]
    # a later source may tell the zone that the first leaves out; but another day is another event
    return next((found for found in known if found.at and abs((found.day - first.day).days) <= 1), first)


def modified(article: Node, meta: dict[str, list[str]]) -> dt.datetime | None:
    """Return when the article was last modified, where the page tells an instant."""
    values = [*strings(article.get("dateModified")), *_of_meta(meta, _MODIFIED_META)]
    return next((found.at for found in map(moment, values) if found and found.at), None)


def _published(tree: _Element, article: Node, nodes: list[Node], meta: dict[str, list[str]]) -> Iterator[str]:
    """Yield what the page says of its publication, the most reliable first."""
    yield from strings(article.get("datePublished"))
    yield from _of_meta(meta, _PUBLISHED_META[:4])
    yield from (text for node in nodes for text in strings(node.get("datePublished")) if _is_page(node))
    yield from _of_meta(meta, _PUBLISHED_META[4:])
    yield from _of_elements(tree)
    yield from strings(article.get("dateCreated"))
    yield from strings(article.get("uploadDate"))
    yield from _of_scripts(tree)


def _is_page(node: Node) -> bool:
    return "WebPage" in str(node.get("@type")) or "Article" in str(node.get("@type"))


def _of_meta(meta: dict[str, list[str]], names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from meta.get(name, ())


def _of_elements(tree: _Element) -> Iterator[str]:
    """Yield the dates of `<time>` and of microdata, those called published before those that say nothing."""
    found = elements(
        tree,
        "//time[@datetime] | //*[@itemprop='datePublished'] | //*[@pubdate] | //abbr[@title]",
        at_most=_MAX_ELEMENTS,
    )
    unnamed: list[str] = []
    for element in found:
        names = " ".join(filter(None, (element.get("itemprop"), element.get("class"), element.get("id"))))
        around = element.getparent()
        wider = names if around is None else f"{names} {around.get('class', '')}"
        value = element.get("datetime") or element.get("content") or element.get("title") or shown_text(element)
        if _ELSEWHERE.search(wider) or _MODIFIED_NAME.search(names):
            continue
        if _PUBLISHED_NAME.search(wider) or element.get("pubdate") is not None:
            yield value
        else:
            unnamed.append(value)
    yield from unnamed[:1]


def _of_scripts(tree: _Element) -> Iterator[str]:
    for script in tree.iter("script"):
        if script.text and "ublish" in script.text and "ld+json" not in (script.get("type") or ""):
            yield from (match.group(1) for match in list(_STATE.finditer(script.text))[:3])


def _shown(tree: _Element) -> Moment | None:
    """Return the date written near the byline."""
    for element in elements(tree, _SHOWN, at_most=_MAX_ELEMENTS):
        text = shown_text(element)[:_LINE]
        if _MODIFIED_NAME.search(text) or _ELSEWHERE.search(element.get("class", "")):
            continue
        try:
            found = written(text)
        except ValueError:
            continue
        if found:
            return found
    return None
