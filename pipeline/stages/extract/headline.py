"""The headline: what the page shows as one, what it declares as one, and which of them is believed."""

from itertools import islice
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml.etree import _Element

from pipeline.stages.extract.cleaning import compact
from pipeline.stages.extract.labels import Labelled, having
from pipeline.stages.extract.metadata import NOWHERE, TITLE_END, Metadata, Stated, first_stated, plain
from pipeline.stages.extract.tree import elements, shown_text

_TITLE_META = ("og:title", "twitter:title", "dc.title", "headline", "title", "parsely-title", "sailthru.title")
_ALIKE = 0.5
"""The share of words that two forms of one headline have in common, measured on the shorter."""
_MAX_HEADINGS = 10
_IS_CALLED_HEADLINE = having("class", "entry-title", "article-title", "article-headline")
_MAX_MARKED = 3
_ARTICLE_TAGS = ("article", "main")
_SITE_TAGS = ("header", "nav", "aside", "footer")


class _Heading(NamedTuple):
    """A first-level heading as it is shown, and its element."""

    text: str
    element: _Element


def headline_of(tree: _Element, metadata: Metadata, site: str) -> Stated:
    """Return the headline as the page shows it where the metadata agree with that, else as they declare it.

    Where they declare none but the page's title, which may name the site alone, the only heading of the article comes
    before that, and so does an element marked as the headline.
    """
    page_title = plain(tree.findtext(".//title") or "")
    title = Stated(without_site(page_title, site), "title")
    said = [metadata.of_article("headline"), *(metadata.stated(name) for name in _TITLE_META)]
    declared = [Stated(without_site(text, site), where) for text, where in said if text]
    headings = [_Heading(text, h1) for h1 in list(tree.iter("h1"))[:_MAX_HEADINGS] if (text := shown_text(h1))]
    own = [h1 for h1 in headings if declared or not _names_site(h1, page_title, site, metadata.url)]
    found = islice((item for item in metadata.labels if _is_marked(item)), _MAX_MARKED)
    marked = [Stated(text, "element marked as headline") for item in found if (text := shown_text(item.element))]
    known = [stated.text for stated in (*declared, title) if stated.text]
    shown = [Stated(h1.text, "h1") for h1 in own]
    best = max([*shown, *marked], key=lambda stated: _likeness_to(stated.text, known), default=NOWHERE)
    if best.text and _likeness_to(best.text, known) >= _ALIKE:
        return best
    inside = [h1 for h1 in own if _is_within(h1.element, _ARTICLE_TAGS)]
    beside = [h1 for h1 in own if not _is_within(h1.element, _SITE_TAGS)]
    any_shown = [Stated(h1.text, "h1") for h1 in headings]
    return first_stated(*declared, _only(inside), *marked, _only(beside), title, best, *any_shown)


def without_site(title: str, site: str) -> str:
    """Return `title` without the site's name at its end."""
    parts = TITLE_END.split(title)
    last, key = compact(parts[-1]), compact(site)
    if parts[1:] and last and key and (last in key or key in last):
        return title[: title.rindex(parts[-1])].rstrip(" |–—·•»-:")
    return title


def _is_marked(item: Labelled) -> bool:
    return item.get("itemprop") == "headline" or _IS_CALLED_HEADLINE(item)


def _names_site(heading: _Heading, title: str, site: str, url: str) -> bool:
    """Tell whether a heading is the site's name: as known, as the title's end, or as a link to the front page."""
    key = compact(heading.text)
    end = TITLE_END.split(title)[1:]
    if key == compact(site) or (end and key == compact(end[-1]) and len(end[-1]) < len(title) / 2):
        return True
    links = (link.get("href") for link in elements(heading.element, "ancestor::a[@href] | .//a[@href]"))
    return any(href is not None and _is_front(href, url) for href in links)


def _is_front(href: str, url: str) -> bool:
    try:
        parts = urlsplit(urljoin(url, href.strip()))
    except ValueError:  # "http://[": no address, and so not the front page's
        return False
    return parts.scheme in {"http", "https"} and not (parts.path.strip("/") or parts.query)


def _is_within(element: _Element, tags: tuple[str, ...]) -> bool:
    return any(True for _ in element.iterancestors(*tags))


def _only(headings: list[_Heading]) -> Stated:
    return Stated(headings[0].text, "h1") if len(headings) == 1 else NOWHERE


def _likeness_to(text: str, others: list[str]) -> float:
    return max((_likeness(text, other) for other in others), default=0.0)


def _likeness(one: str, other: str) -> float:
    """Return the share of the shorter text's words that the other has too, 0 to 1."""
    first, second = set(one.lower().split()), set(other.lower().split())
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0
