"""What is announced: articles by their URLs."""

import html
from collections.abc import Iterable
from itertools import islice
from urllib.parse import urljoin, urlsplit

import nh3
from pydantic import AwareDatetime

from pipeline.model import Model
from pipeline.web import normalise_url

# So many announcements are taken from one feed or sitemap, the first ones; feeds have 10 to 100.
MAX_FOUND = 500
MAX_TITLE = 500


class Announcement(Model):
    """An article that is announced: its absolute URL, and its title and first publication where told."""

    url: str
    title: str | None = None
    published_at: AwareDatetime | None = None


class FeedResult(Model):
    """What a feed or a sitemap announces, newest as the publisher orders it, each URL once.

    `etag` and `last_modified` are for the next request; with `not_modified`, nothing is new and `found` is empty.
    `ttl` is how many seconds the publisher asks us to wait until then, or null.
    """

    found: tuple[Announcement, ...] = ()
    etag: str | None = None
    last_modified: str | None = None
    not_modified: bool = False
    ttl: int | None = None


def first_of_each(announcements: Iterable[Announcement]) -> tuple[Announcement, ...]:
    """Return the first announcement of each article, of MAX_FOUND articles at most."""
    found: dict[str, Announcement] = {}
    for announcement in islice(announcements, 2 * MAX_FOUND):
        found.setdefault(normalise_url(announcement.url), announcement)
    return tuple(found.values())[:MAX_FOUND]


def absolute_url(link: str | None, base: str) -> str | None:
    """Return `link` as an absolute http or https URL, or None where it is none."""
    text = (link or "").strip()
    try:
        url = urljoin(base, text)
        split = urlsplit(url)
    except ValueError:
        return None
    return url if text and split.scheme in {"http", "https"} and split.hostname else None


def plain_title(title: str | None) -> str | None:
    """Return `title` without markup and in one line, or None where nothing is left."""
    text = html.unescape(nh3.clean(title or "", tags=set()))
    return " ".join(text.split())[:MAX_TITLE] or None
