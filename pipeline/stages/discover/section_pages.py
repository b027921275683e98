"""Section pages: a publisher's own list of headlines, for sections that no feed or sitemap announces."""

import re
from collections.abc import Collection, Iterator
from itertools import islice
from urllib.parse import urlsplit

from courlan.filters import is_not_crawlable, type_filter
from lxml.etree import _Element

from pipeline.errors import Refused
from pipeline.stages.discover.announcement import Announcement, FeedResult, absolute_url, first_of_each, plain_title
from pipeline.stages.discover.markup import MAX_BYTES, unreadable
from pipeline.stages.extract.decode import decode
from pipeline.stages.extract.tree import elements, parsed, shown_text
from pipeline.web import Validators, WebClient, WebResponse

# Real ones have some 1,000 to 10,000 tags; a tree of more takes memory that nobody needs.
MAX_TAGS = 50_000
# So many of a page's links are looked at, and so many articles taken, the first ones; section pages name 20 to 80.
MAX_LINKS = 2_000
MAX_ARTICLES = 100
# A headline has some words; "Read more", "Politics" and "3 comments" have fewer.
MIN_WORDS = 4

# What the page is about: not its menus, nor what stands below it.
LINKS = "//a[@href][not(ancestor::nav or ancestor::footer or ancestor::form)]"
# Folders whose pages are no articles though their names may be long: /authors/mara-whitfield-of-harbour, /live/storm-3
NAVIGATION = frozenset(
    {"about", "account", "advertise", "audio", "author", "authors", "by", "contact", "events", "gallery", "galleries"}
    | {"help", "jobs", "live", "login", "newsletter", "newsletters", "people", "photos", "podcast", "podcasts"}
    | {"privacy", "profile", "search", "shop", "staff", "subscribe", "tag", "tags", "terms", "topic", "topics"}
    | {"video", "videos"}
)
# /2024/07/29/ · /2024/jul/29/ · /2024-07-29/ · /20240729/
DATED = re.compile(r"/(?:19|20)\d\d(?:/(?:\d{1,2}|[a-z]{3})/|-\d\d-\d\d|\d{4}/)", re.IGNORECASE)
# bridge-reopens-after-repairs · bridge_reopens_after_repairs.html
SLUG = re.compile(r"(?:[^-_/.]+[-_]){3,}[^-_/.]+(?:\.[a-z]{2,5})?", re.IGNORECASE)
# world-68991234 · 68991234 · story-c4ng8v2lxy7o
NUMBERED = re.compile(r"(?:.*[-_/.])?(?=[a-z0-9]*\d)[a-z0-9]{6,}(?:\.[a-z]{2,5})?", re.IGNORECASE)


def discover_page(
    url: str, client: WebClient, hosts: Collection[str], *, conditional: Validators | None = None
) -> FeedResult:
    """Return the articles that the section page at `url` links to, in its order: those on `hosts` that look like ones.

    Raises FeedUnreadable where it is no page or names no article, and Refused and FetchError as WebClient.get does.
    """
    response = client.get(url, conditional=conditional, max_bytes=MAX_BYTES)
    if response.not_modified:
        previous = conditional or Validators()
        return FeedResult(etag=previous.etag, last_modified=previous.last_modified, not_modified=True)
    found = first_of_each(_announced(response, frozenset(hosts)))[:MAX_ARTICLES]
    if not found:
        raise unreadable(response, "no link on it looks like an article's")
    validators = response.validators
    return FeedResult(found=found, etag=validators.etag, last_modified=validators.last_modified)


def looks_like_an_article(url: str) -> bool:
    """Tell whether an address is made as articles' are: dated, numbered, or of several words, and no list's."""
    path = urlsplit(url).path
    if is_not_crawlable(url) or not type_filter(url, strict=True) or NAVIGATION & set(path.lower().split("/")):
        return False
    last = path.rstrip("/").rpartition("/")[2]
    return bool(last) and bool(DATED.search(path) or SLUG.fullmatch(last) or NUMBERED.fullmatch(last))


def _announced(response: WebResponse, hosts: frozenset[str]) -> Iterator[Announcement]:
    page = response.final_url
    for link in islice(elements(_tree(response), LINKS), MAX_LINKS):
        url, _, _ = (absolute_url(link.get("href"), page) or page).partition("#")
        title = plain_title(shown_text(link)) or ""
        is_own = url != page and urlsplit(url).hostname in hosts
        if is_own and looks_like_an_article(url) and len(title.split()) >= MIN_WORDS:
            yield Announcement(url=url, title=title)


def _tree(response: WebResponse) -> _Element:
    if response.body.count(b"<") > 2 * MAX_TAGS:  # most tags have an end
        raise unreadable(response, f"it has more than {MAX_TAGS} tags")
    try:
        text = decode(response.body, url=response.url, content_type=response.headers.get("content-type", ""))
        return parsed(text, url=response.url)
    except Refused as refusal:
        raise unreadable(response, refusal.message) from refusal
