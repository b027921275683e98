"""When an article was first published, with its zone, and when it was modified.

An instant is given only where the page tells a time and a zone; a day alone stays a day. What a page says of
its last change is never taken for its first publication.
"""

import contextlib
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from lxml.etree import _Element

from pipeline.stages.extract.cleaning import cleaned
from pipeline.stages.extract.jsonld import Node, strings
from pipeline.stages.extract.labels import Labelled, having, those
from pipeline.stages.extract.metadata import Meta, Metadata
from pipeline.stages.extract.moments import Moment, day_in_url, moment, written
from pipeline.stages.extract.tree import shown_text

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
_SHOWN_IN = frozenset({"span", "div", "p", "time", "li"})
_IS_CALLED_DATE = having("class", "date", "time")
_RULE = "rule"
_DATE_ATTRIBUTES = ("datetime", "content", "title")
_FARTHEST_ZONE = dt.timedelta(hours=14)
_HALF_HOUR = 30
_MAX_ELEMENTS = 40
_LINE = 200
_NEAR = 40
_MODIFIED_NAME = re.compile(r"updat|modif|revis|edited", re.IGNORECASE)
_ELSEWHERE = re.compile(r"relat|comment|sidebar|recommend|teaser|promo|card|most-|latest", re.IGNORECASE)


class Published(NamedTuple):
    """When an article was published, and where the page has that."""

    moment: Moment
    where: str


def first_published(
    tree: _Element,
    about: Metadata,
    *,
    ruled: Iterable[str] = (),
    zone: dt.tzinfo | None = None,
    lines: Iterable[str] = (),
) -> Published | None:
    """Return when the article was first published: an instant where any source tells one, else a day, else None.

    `ruled` are the dates that a rule found; a time that no source tells a zone of is taken for one of `zone`. `lines`
    are what stands below the headline, of which a date counts, though nothing calls it one.
    """
    said = [*((_RULE, value) for value in ruled), *_published(tree, about)]
    known = [Published(found, where) for where, value in said if (found := moment(value))]
    shown = _shown(about)
    last = (
        ("visible text", shown),
        ("line below the headline", None if shown else _of_lines(lines)),
        ("URL", day_in_url(about.url)),
    )
    known += [Published(found, where) for where, found in last if found]
    if not known:
        return None
    first, by_rule = known[0], known[0].where == _RULE
    # a later source may tell the zone that the first leaves out; but another day is another event
    same = [item for item in known if abs((item.moment.day - first.moment.day).days) <= (0 if by_rule else 1)]
    instant = next((item for item in same if item.moment.at), None)
    timed = next((item for item in (known[:1] if by_rule else same) if item.moment.time), None)
    if first.moment.at or not (timed and zone) or (instant and not by_rule):
        return _in_own_zone(instant, same) if instant else first
    return Published(timed.moment.within(zone), f"{timed.where}, in the source's zone")


def _in_own_zone(found: Published, same: Iterable[Published]) -> Published:
    """Return an instant that is told in UTC in the publisher's zone, where another source tells the local time of it.

    A clock that differs by whole half hours, to the second, is the same one in another zone; but not one on the half
    hour itself, as many events are.
    """
    at = found.moment.at
    if at is None or at.utcoffset():
        return found
    for day, instant, time in (item.moment for item in same):
        if instant or time is None or not (time.minute % _HALF_HOUR or time.second):
            continue
        offset = dt.datetime.combine(day, time, dt.UTC) - at
        if offset and abs(offset) <= _FARTHEST_ZONE and not offset % dt.timedelta(minutes=_HALF_HOUR):
            return Published(Moment(day, at.astimezone(dt.timezone(offset)), time), found.where)
    return found


def modified(about: Metadata) -> tuple[dt.datetime | None, str]:
    """Return when the article was last modified, where the page tells an instant, and which part of it does."""
    for where, value in (*_of_json_ld(about.article, "dateModified"), *_of_meta(about.meta, _MODIFIED_META)):
        found = moment(value)
        if found and found.at:
            return found.at, where
    return None, ""


def _published(tree: _Element, about: Metadata) -> Iterator[tuple[str, str]]:
    """Yield what the page says of its publication, each with the part that says so, the most reliable first."""
    yield from _of_json_ld(about.article, "datePublished")
    yield from _of_meta(about.meta, _PUBLISHED_META[:4])
    yield from (said for node in about.nodes if _is_page(node) for said in _of_json_ld(node, "datePublished"))
    yield from _of_meta(about.meta, _PUBLISHED_META[4:])
    yield from _of_elements(about)
    yield from _of_json_ld(about.article, "dateCreated")
    yield from _of_json_ld(about.article, "uploadDate")
    yield from (("state of a script", value) for value in _of_scripts(tree))


def _of_json_ld(node: Node, key: str) -> Iterator[tuple[str, str]]:
    yield from ((f"JSON-LD {key}", value) for value in strings(node.get(key)))


def _is_page(node: Node) -> bool:
    return "WebPage" in str(node.get("@type")) or "Article" in str(node.get("@type"))


def _of_meta(meta: Meta, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    yield from ((f"meta {name}", value) for name in names for value in meta.get(name, ()))


def _of_elements(about: Metadata) -> Iterator[tuple[str, str]]:
    """Yield the dates of `<time>` and of microdata, those called published before those that say nothing."""
    unnamed: list[tuple[str, str]] = []
    for item in islice(those(about.labels, _is_date), _MAX_ELEMENTS):
        element = item.element
        names = " ".join(filter(None, (element.get("itemprop"), element.get("class"), element.get("id"))))
        around = element.getparent()
        wider = names if around is None else f"{names} {around.get('class', '')}"
        value = next((told for name in _DATE_ATTRIBUTES if (told := item.get(name))), "") or shown_text(element)
        said = _words_before(element)
        if _ELSEWHERE.search(wider) or _MODIFIED_NAME.search(names) or _MODIFIED_NAME.search(said):
            continue
        if _PUBLISHED_NAME.search(f"{wider} {said}") or element.get("pubdate") is not None:
            yield _called(item), value
        else:
            unnamed.append((_called(item), value))
    yield from unnamed[:1]


def _words_before(element: _Element) -> str:
    """Return what stands right before an element in its line: `First published`."""
    before = element.getprevious()
    around = element.getparent()
    words = before.tail if before is not None else around.text if around is not None else None
    return cleaned((words or "")[-_NEAR:])


def _called(item: Labelled) -> str:
    """Return the element and what of it tells the date, as a template writes them: `<time datetime>`."""
    name = next((name for name in _DATE_ATTRIBUTES if item.get(name)), "")
    return f"<{item.element.tag} {name}>" if name else f"text of <{item.element.tag}>"


def _is_date(item: Labelled) -> bool:
    return (
        item.element.tag == "time"
        or item.get("itemprop") == "datePublished"
        or "pubdate" in item.attributes
        or (item.element.tag == "abbr" and "title" in item.attributes)
    )


def _of_scripts(tree: _Element) -> Iterator[str]:
    for script in tree.iter("script"):
        if script.text and "ublish" in script.text and "ld+json" not in (script.get("type") or ""):
            yield from (match.group(1) for match in list(_STATE.finditer(script.text))[:3])


def _of_lines(lines: Iterable[str]) -> Moment | None:
    """Return the first date that a short line tells before it speaks of a change."""
    for line in lines:
        text = _MODIFIED_NAME.split(line)[0] if len(line) <= _LINE // 2 else ""
        with contextlib.suppress(ValueError):
            if found := written(text):
                return found
    return None


def _shown(about: Metadata) -> Moment | None:
    """Return the date written near the byline."""
    shown = (item for item in those(about.labels, _IS_CALLED_DATE) if item.element.tag in _SHOWN_IN)
    for item in islice(shown, _MAX_ELEMENTS):
        text = shown_text(item.element)[:_LINE]
        if _MODIFIED_NAME.search(text) or _ELSEWHERE.search(item.get("class")):
            continue
        try:
            found = written(text)
        except ValueError:
            continue
        if found:
            return found
    return None
