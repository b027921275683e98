"""Where a site announces its articles: the feeds that a page links to, and the addresses where feeds usually lie."""

from urllib.parse import urljoin

from pipeline.stages.discover.announcement import absolute_url
from pipeline.stages.extract.decode import decode
from pipeline.stages.extract.tree import elements, parsed

# <link rel="alternate" type="application/rss+xml" href="/feed.xml"> (RSS Autodiscovery; RFC 4287, 7 for Atom)
FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
_ALTERNATES = "//link[contains(concat(' ',normalize-space(@rel),' '),' alternate ') and @type and @href]"
# What WordPress, Drupal, Ghost, Hugo and Jekyll, Blogger, and most systems of newspapers call theirs.
USUAL_PATHS = ("/feed", "/rss.xml", "/rss", "/index.xml", "/feed.xml", "/atom.xml")
MAX_LINKS = 10


def feed_links(html: bytes, url: str, content_type: str = "") -> tuple[str, ...]:
    """Return the feeds that the page at `url` links to as its own, in its order, MAX_LINKS at most.

    Feeds of comments, which WordPress links to beside, are left out. Raises Refused where the page cannot be parsed.
    """
    tree = parsed(decode(html, url=url, content_type=content_type), url=url)
    links = [
        absolute_url(str(link.get("href")), url)
        for link in elements(tree, _ALTERNATES)
        if str(link.get("type")).strip().lower() in FEED_TYPES and "comments" not in str(link.get("href")).lower()
    ]
    return tuple(dict.fromkeys(link for link in links if link))[:MAX_LINKS]


def usual_feeds(url: str) -> tuple[str, ...]:
    """Return where the site of `url` may have a feed, although no page of it says so."""
    return tuple(urljoin(url, path) for path in USUAL_PATHS)
