"""Feeds: RSS and Atom, read by feedparser once they are harmless."""

import calendar
import datetime as dt
import io
import time
from collections.abc import Iterator

import feedparser
from lxml import etree

from pipeline.stages.discover.announcement import (
    Announcement,
    FeedResult,
    absolute_url,
    first_of_each,
    plain_title,
)
from pipeline.stages.discover.markup import MAX_BYTES, harmless_xml, unreadable
from pipeline.web import Validators, WebClient

ACCEPT = "application/atom+xml,application/rss+xml,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.1"
ROOTS = frozenset({"rss", "feed", "rdf"})
# A large feed of full articles has some 10,000 tags.
MAX_TAGS = 50_000
# A publisher that asks for more has written seconds, or meant it for readers of another kind.
MAX_TTL = 24 * 3600


def discover_feed(url: str, client: WebClient, *, conditional: Validators | None = None) -> FeedResult:
    """Return what the RSS or Atom feed at `url` announces; with `conditional`, possibly that nothing is new.

    Raises FeedUnreadable where it is no feed, and Refused and FetchError as WebClient.get does.
    """
    response = client.get(url, accept=ACCEPT, conditional=conditional, max_bytes=MAX_BYTES)
    if response.not_modified:
        previous = conditional or Validators()
        return FeedResult(etag=previous.etag, last_modified=previous.last_modified, not_modified=True)
    root = harmless_xml(response, max_tags=MAX_TAGS)
    name = etree.QName(root).localname.lower()
    if name not in ROOTS:
        raise unreadable(response, f"it is neither RSS nor Atom, but <{name}>")
    feed = feedparser.parse(
        io.BytesIO(etree.tostring(root, encoding="utf-8")),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": response.final_url},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    return FeedResult(
        found=first_of_each(_announcements(feed.entries, response.final_url)),
        etag=response.validators.etag,
        last_modified=response.validators.last_modified,
        ttl=_ttl(feed.feed.get("ttl")),
    )


def _announcements(entries: list[feedparser.FeedParserDict], base: str) -> Iterator[Announcement]:
    for entry in entries:
        # FeedBurner puts a link of its own in front of the article's.
        url = absolute_url(entry.get("feedburner_origlink") or entry.get("link"), base)
        if url:
            # Not `updated`: an update is no publication.
            instant = _instant(entry.get("published_parsed"))
            yield Announcement(url=url, title=plain_title(entry.get("title")), published_at=instant)


def _instant(parsed: time.struct_time | None) -> dt.datetime | None:
    """Return feedparser's UTC time as a datetime, or None where the feed tells none that there is."""
    try:
        return dt.datetime.fromtimestamp(calendar.timegm(parsed), dt.UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None


def _ttl(minutes: str | None) -> int | None:
    """Return RSS's <ttl>, which is in minutes, in seconds; a day at most."""
    text = (minutes or "").strip()
    return min(int(text[:9]) * 60, MAX_TTL) if text.isascii() and text.isdigit() else None
