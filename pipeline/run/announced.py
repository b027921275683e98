"""Where the sources announce articles: feeds, sitemaps, section pages, and the sitemaps that a robots.txt names."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

import structlog

from pipeline.errors import RepublishError
from pipeline.ledger import FeedRow
from pipeline.run.services import Services
from pipeline.settings.sources import SourceSettings
from pipeline.stages.discover import FeedResult, discover_feed, discover_page, discover_sitemap
from pipeline.web import Validators, WebClient

log = structlog.get_logger(__name__)

# A robots.txt names a site's whole archive, too. Of that, what is younger is news; what tells no time is none.
ROBOTS_AGE = dt.timedelta(days=7)
# So many of a robots.txt's sitemaps are asked, the first ones; publishers name one to five.
MAX_ROBOTS_SITEMAPS = 10

# Reads what is announced at a URL, given what is known of it, if anything.
Reader = Callable[[str, WebClient, FeedRow | None], FeedResult]


@dataclass(frozen=True)
class Place:
    """A URL where articles are announced, what reads it, and whether it is a sitemap, which may list whatever was."""

    url: str
    read: Reader
    is_sitemap: bool = False


def places(sources: Iterable[SourceSettings], services: Services, pool: Executor) -> list[Place]:
    """Return where `sources` announce articles, each URL once; a robots.txt that cannot be had is logged."""
    chosen = list(sources)
    found = [place for source in chosen for place in _configured(source)]
    for named in pool.map(partial(_named_by_robots, services=services), chosen):
        found += named
    return list({place.url: place for place in reversed(found)}.values())[::-1]


def _configured(source: SourceSettings) -> Iterator[Place]:
    yield from (Place(url, _read_feed) for url in source.feeds)
    yield from (Place(url, _read_sitemap, is_sitemap=True) for url in source.sitemaps)
    yield from (Place(url, partial(_read_page, hosts=source.hosts)) for url in source.pages)


def _named_by_robots(source: SourceSettings, services: Services) -> list[Place]:
    read = partial(_read_sitemap, newer_than=services.clock() - ROBOTS_AGE)
    found: list[Place] = []
    for origin in _origins(source) if source.robots_sitemaps else ():
        try:
            named = services.client.sitemaps(origin)
        except RepublishError as error:
            log.warning("the sitemaps that a robots.txt names are not known", site=origin, error=str(error))
            continue
        # A site may name another's; whose articles those are is not for it to say.
        own = [url for url in named if urlsplit(url).hostname in source.hosts]
        found += (Place(url, read) for url in own[:MAX_ROBOTS_SITEMAPS])
    return found


def _origins(source: SourceSettings) -> list[str]:
    """Return the sites of `source`: as its other addresses spell them, by https where none does."""
    spelled = [urlsplit(url) for url in (*source.feeds, *source.sitemaps, *source.pages)]
    origins = {parts.hostname: f"{parts.scheme}://{parts.netloc}/" for parts in spelled}
    return [origins.get(host, f"https://{host}/") for host in dict.fromkeys(source.hosts)]


def _read_feed(url: str, client: WebClient, known: FeedRow | None) -> FeedResult:
    return discover_feed(url, client, conditional=_validators(known))


def _read_sitemap(
    url: str, client: WebClient, known: FeedRow | None, newer_than: dt.datetime | None = None
) -> FeedResult:
    read_at = known.checked_at if known and not known.failures else None
    return discover_sitemap(url, client, conditional=_validators(known), read_at=read_at, newer_than=newer_than)


def _read_page(url: str, client: WebClient, known: FeedRow | None, hosts: tuple[str, ...]) -> FeedResult:
    return discover_page(url, client, hosts, conditional=_validators(known))


def _validators(known: FeedRow | None) -> Validators | None:
    return Validators(etag=known.etag, last_modified=known.last_modified) if known else None
