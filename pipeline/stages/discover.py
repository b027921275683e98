"""Discover: a feed's announcements of articles.

A feed is written by strangers. Before feedparser sees it, its size, elements and items are counted, entities are
refused, and lxml makes well-formed XML of what publishers get wrong, so that no input costs more than its size.
"""

import calendar
import datetime as dt
import html
import io
import re
import time
from urllib.parse import urljoin, urlsplit

import feedparser
import nh3
from feedparser.encodings import convert_to_utf8
from lxml import etree
from pydantic import AwareDatetime

from pipeline.errors import FeedUnreadable
from pipeline.model import Model
from pipeline.web import Validators, WebClient, WebResponse, normalise_url

ACCEPT_FEED = "application/atom+xml,application/rss+xml,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.1"

# A large feed of full articles has some 2 MB, 10,000 tags and 100,000 references; beyond these it is not read.
MAX_FEED_BYTES = 5_000_000
MAX_TAGS = 50_000
MAX_REFERENCES = 400_000
MAX_ITEMS = 5_000
MAX_ATTRIBUTES = 100
# So many announcements are taken from one feed, the first ones; feeds have 10 to 100.
MAX_FOUND = 500
MAX_TITLE = 500
MAX_TTL = 7 * 24 * 3600

TAG = re.compile(rb"<[^/!?]")
ITEM = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s/>]")
LONG_TAG = re.compile(rb"<[a-zA-Z][^<>]{10000}")
ENTITY_DECLARATION = re.compile(rb"<!ENTITY")
# What may precede the first tag only once and in the first line, and often does not.
DECLARATIONS = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)*")
# Characters that XML 1.0 does not know; publishers paste them in from word processors.
NO_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Every ampersand outside CDATA, with the reference it begins, if any: "&amp;", "&#38;", "&nbsp;", or "&" alone.
REFERENCE = re.compile(r"&(?P<reference>#\d+;|#x[0-9a-fA-F]+;|[A-Za-z][A-Za-z0-9]*;)?")
ROOTS = frozenset({"rss", "feed", "rdf"})


class Announcement(Model):
    """An article that a feed announces: its absolute URL, and its title and first publication where told."""

    url: str
    title: str | None = None
    published_at: AwareDatetime | None = None


class FeedResult(Model):
    """What a feed announces, newest as the publisher orders it, each URL once.

    `etag` and `last_modified` are for the next request; with `not_modified`, nothing is new and `found` is empty.
    `ttl` is how many seconds the publisher asks us to wait until then, or null.
    """

    found: tuple[Announcement, ...] = ()
    etag: str | None = None
    last_modified: str | None = None
    not_modified: bool = False
    ttl: int | None = None


def discover_feed(url: str, client: WebClient, *, conditional: Validators | None = None) -> FeedResult:
    """Return what the RSS or Atom feed at `url` announces; with `conditional`, possibly that nothing is new.

    Raises FeedUnreadable where it is no feed, and Refused and FetchError as WebClient.get does.
    """
    response = client.get(url, accept=ACCEPT_FEED, conditional=conditional, max_bytes=MAX_FEED_BYTES)
    if response.not_modified:
        previous = conditional or Validators()
        return FeedResult(etag=previous.etag, last_modified=previous.last_modified, not_modified=True)
    feed = feedparser.parse(
        io.BytesIO(_harmless(response)),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": response.final_url},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    return FeedResult(
        found=_announcements(feed.entries, response.final_url),
        etag=response.validators.etag,
        last_modified=response.validators.last_modified,
        ttl=_ttl(feed.feed.get("ttl")),
    )


def _harmless(response: WebResponse) -> bytes:
    """Return the feed as well-formed XML in UTF-8, without entities."""
    data: bytes = convert_to_utf8({"content-type": response.headers.get("content-type", "")}, response.body, {})
    _require_bounded(data, response)
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(_repaired(data.decode()).encode(), parser)
    except etree.XMLSyntaxError as error:
        raise _unreadable(response, f"it is no XML ({error.msg})") from error
    name = etree.QName(root).localname.lower() if root is not None else ""
    if name not in ROOTS:
        raise _unreadable(response, f"it is neither RSS nor Atom, but <{name}>" if name else "it is no XML")
    if any(len(element.attrib) > MAX_ATTRIBUTES for element in root.iter()):
        raise _unreadable(response, f"it has a tag with more than {MAX_ATTRIBUTES} attributes")
    return etree.tostring(root, encoding="utf-8")


def _require_bounded(data: bytes, response: WebResponse) -> None:
    if ENTITY_DECLARATION.search(data):
        raise _unreadable(response, "it declares entities")
    if LONG_TAG.search(data):
        raise _unreadable(response, "it has a tag of more than 10000 bytes")
    if data.count(b"&") > MAX_REFERENCES:
        raise _unreadable(response, f"it has more than {MAX_REFERENCES} references")
    for pattern, limit, what in ((TAG, MAX_TAGS, "tags"), (ITEM, MAX_ITEMS, "items")):
        if sum(1 for _ in pattern.finditer(data)) > limit:
            raise _unreadable(response, f"it has more than {limit} {what}")


def _repaired(text: str) -> str:
    """Return the XML `text` without declarations, with XML's characters only and numeric references only.

    Named ones would not survive: once libxml2 has met a fault, it drops even "&amp;" from the links behind it.
    """
    clean = NO_CHARACTERS.sub("", text)
    start = DECLARATIONS.match(clean)
    parts = iter(clean[start.end() if start else 0 :].split("<![CDATA["))
    repaired = [REFERENCE.sub(_numeric, next(parts))]
    for part in parts:
        cdata, end, markup = part.partition("]]>")
        repaired += ["<![CDATA[", cdata, end, REFERENCE.sub(_numeric, markup)]
    return "".join(repaired)


def _numeric(match: re.Match[str]) -> str:
    reference = match["reference"]
    if reference and reference.startswith("#"):
        return match[0]
    return "".join(f"&#{ord(character)};" for character in html.unescape(match[0]))


def _unreadable(response: WebResponse, why: str) -> FeedUnreadable:
    kind = response.content_type or "no declared type"
    return FeedUnreadable(
        f"{why} (sent as {kind})",
        item=response.url,
        next_step="open it in a browser, then correct the source's feeds in sources.toml",
    )


def _announcements(entries: list[feedparser.FeedParserDict], base: str) -> tuple[Announcement, ...]:
    found: dict[str, Announcement] = {}
    for entry in entries:
        # FeedBurner puts a link of its own in front of the article's.
        url = _absolute(entry.get("feedburner_origlink") or entry.get("link") or "", base)
        if url:
            announcement = Announcement(
                url=url, title=_plain(entry.get("title")), published_at=_instant(entry.get("published_parsed"))
            )
            found.setdefault(normalise_url(url), announcement)
        if len(found) == MAX_FOUND:
            break
    return tuple(found.values())


def _absolute(link: str, base: str) -> str | None:
    """Return `link` as an absolute http or https URL, or None where it is none."""
    try:
        url = urljoin(base, link.strip())
        split = urlsplit(url)
    except ValueError:
        return None
    return url if link.strip() and split.scheme in {"http", "https"} and split.hostname else None


def _plain(title: str | None) -> str | None:
    """Return `title` without markup and in one line."""
    text = html.unescape(nh3.clean(title or "", tags=set()))
    return " ".join(text.split())[:MAX_TITLE] or None


def _instant(parsed: time.struct_time | None) -> dt.datetime | None:
    """Return feedparser's UTC time as a datetime, or None where the feed tells none that there is."""
    try:
        return dt.datetime.fromtimestamp(calendar.timegm(parsed), dt.UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None


def _ttl(minutes: str | None) -> int | None:
    """Return RSS's <ttl>, which is in minutes, in seconds; a week at most."""
    text = (minutes or "").strip()
    return min(int(text[:9]) * 60, MAX_TTL) if text.isascii() and text.isdigit() else None
