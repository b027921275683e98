"""Sitemaps: plain ones, news sitemaps, and indexes of either (sitemaps.org; Google's news extension)."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from pipeline.errors import ServerFailed
from pipeline.stages.discover.announcement import (
    Announcement,
    FeedResult,
    absolute_url,
    first_of_each,
    plain_title,
)
from pipeline.stages.discover.markup import MAX_BYTES, harmless_xml, unreadable
from pipeline.web import Validators, WebClient, WebResponse
from pipeline.web.decoding import GZIP_MAGIC, read_body

ACCEPT = "application/xml,text/xml;q=0.9,*/*;q=0.1"
# 50,000 URLs, the most that a sitemap may have, take some 200,000 tags.
MAX_TAGS = 250_000
# So many sitemaps of an index are read, the latest ones; news indexes name one for each of the last days.
MAX_SITEMAPS = 10
# A sitemap of an index that last changed so long before it was last read has nothing new. Some tell a day alone, and
# clocks differ.
LASTMOD_MARGIN = dt.timedelta(days=2)
LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A <url> or a <sitemap>: where it is, and when it last changed, as far as told."""

    url: str
    changed_at: dt.datetime
    title: str | None = None
    published_at: dt.datetime | None = None


def discover_sitemap(
    url: str,
    client: WebClient,
    *,
    conditional: Validators | None = None,
    read_at: dt.datetime | None = None,
    newer_than: dt.datetime | None = None,
) -> FeedResult:
    """Return the latest articles that the sitemap at `url` names, or the sitemaps that it is an index of.

    Latest first, by their news publication date or else by lastmod; what tells neither comes last. `published_at`
    is told by news sitemaps alone. Of an index, those are left out whose lastmod says that they are as they were when
    it was last read, at the instant `read_at`. `newer_than` leaves out what is older, or tells no time.

    Raises FeedUnreadable where it is no sitemap, and Refused and FetchError as WebClient.get does; of an index, also
    where one of its latest sitemaps cannot be had.
    """
    response = client.get(url, accept=ACCEPT, conditional=conditional, max_bytes=MAX_BYTES)
    if response.not_modified:
        previous = conditional or Validators()
        return FeedResult(etag=previous.etag, last_modified=previous.last_modified, not_modified=True)
    root = _root(response)
    if _name(root) == "sitemapindex":
        sitemaps = _latest(_entries(root, response.final_url))[:MAX_SITEMAPS]
        changed = [sitemap for sitemap in sitemaps if _may_have_changed(sitemap, read_at)]
        found = [entry for sitemap in changed for entry in _named_by(sitemap.url, client)]
    else:
        found = list(_entries(root, response.final_url))
    if newer_than is not None:
        found = [entry for entry in found if entry.changed_at >= newer_than]
    return FeedResult(
        found=first_of_each(
            Announcement(url=entry.url, title=entry.title, published_at=entry.published_at) for entry in _latest(found)
        ),
        etag=response.validators.etag,
        last_modified=response.validators.last_modified,
    )


def _may_have_changed(sitemap: _Entry, read_at: dt.datetime | None) -> bool:
    return read_at is None or sitemap.changed_at == LONG_AGO or sitemap.changed_at >= read_at - LASTMOD_MARGIN


def _named_by(url: str, client: WebClient) -> list[_Entry]:
    """Return what a sitemap of an index names; an index within an index, which the protocol forbids, names nothing."""
    response = client.get(url, accept=ACCEPT, max_bytes=MAX_BYTES)
    root = _root(response)
    return list(_entries(root, response.final_url)) if _name(root) == "urlset" else []


def _latest(entries: Iterable[_Entry]) -> list[_Entry]:
    return sorted(entries, key=lambda entry: entry.changed_at, reverse=True)


def _root(response: WebResponse) -> etree._Element:
    root = harmless_xml(_inflated(response), max_tags=MAX_TAGS)
    if _name(root) not in {"urlset", "sitemapindex"}:
        raise unreadable(response, f"it is no sitemap, but <{_name(root)}>")
    return root


def _inflated(response: WebResponse) -> WebResponse:
    """Return `response` with its body inflated where it is a gzip file: sitemap.xml.gz."""
    if not response.body.startswith(GZIP_MAGIC):
        return response
    try:
        body = read_body([response.body], "gzip", MAX_BYTES)
    except ServerFailed as error:
        raise unreadable(response, error.message) from error
    if len(body) > MAX_BYTES:
        raise unreadable(response, f"it has more than {MAX_BYTES} bytes once inflated")
    return replace(response, body=body, headers={"content-type": "application/xml"})


def _entries(root: etree._Element, base: str) -> Iterator[_Entry]:
    for element in root.iterchildren("{*}url", "{*}sitemap"):
        url = absolute_url(element.findtext("{*}loc"), base)
        if url is None:
            continue
        published = _moment(element.findtext("{*}news/{*}publication_date"))
        changed = published or _moment(element.findtext("{*}lastmod")) or LONG_AGO
        yield _Entry(
            url,
            changed_at=changed if changed.tzinfo else changed.replace(tzinfo=dt.UTC),
            title=plain_title(element.findtext("{*}news/{*}title")),
            published_at=published if published and published.tzinfo else None,
        )


def _moment(text: str | None) -> dt.datetime | None:
    """Return a W3C datetime, without a zone where it is but a day; None where there is none."""
    try:
        return dt.datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname.lower()
