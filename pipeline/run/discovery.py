"""What the sources have new: their feeds and sitemaps asked, and every URL found made an item."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import structlog

from pipeline.errors import ConfigurationError, RepublishError
from pipeline.ledger import FeedRow, Item
from pipeline.run.identity import host_of
from pipeline.run.services import Services
from pipeline.settings.sources import SourceSettings
from pipeline.stages.discover import FeedResult, discover_feed, discover_sitemap
from pipeline.web import Validators
from pipeline.web.urls import item_id, normalise_url

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Discovery:
    """What asking the sources gave: new items, and how many feeds and sitemaps were asked and answered."""

    new: tuple[Item, ...] = ()
    asked: int = 0
    answered: int = 0

    @property
    def unreachable(self) -> bool:
        """Tell whether there was something to ask and nothing answered."""
        return self.asked > 0 and self.answered == 0


@dataclass(frozen=True)
class FeedAnswer:
    """What asking a feed or a sitemap gave, null where it failed, and what the ledger is to keep of it."""

    row: FeedRow
    result: FeedResult | None


def add_url(url: str, services: Services) -> tuple[Item, bool]:
    """Make `url` an item, or return the item it is known as; say whether it is new."""
    source = services.settings.source_of(host_of(url))
    return services.ledger.add(
        item_id(url), url, normalise_url(url), source=source.name if source else None, now=services.clock()
    )


def discover(services: Services, only: str | None = None) -> Discovery:
    """Ask the feeds and sitemaps of every source, or of the source named `only`; make what they announce items.

    One that fails is reported and does not hold back the others.
    """
    answers = ask_feeds(services, only)
    added = [add_url(url, services) for url in _announced(answers)]
    # Only now: a run killed before this line asks the feeds again, and nothing they announced is lost.
    for answer in answers:
        services.ledger.runs.keep_feed(answer.row)
    return Discovery(tuple(item for item, new in added if new), len(answers), _answered(answers))


def preview(services: Services, only: str | None = None) -> tuple[list[str], Discovery]:
    """Return the URLs that a discovery would make items, and change nothing."""
    answers = ask_feeds(services, only)
    unknown = [url for url in _announced(answers) if not services.ledger.knows(normalise_url(url))]
    return unknown, Discovery(asked=len(answers), answered=_answered(answers))


def ask_feeds(services: Services, only: str | None) -> list[FeedAnswer]:
    """Ask the feeds and sitemaps, several at once, until told to stop; what fails is logged."""
    places = [place for source in _sources(services, only) for place in _places(source)]
    with ThreadPoolExecutor(services.settings.fetch.concurrency, thread_name_prefix="discover") as pool:
        answers = pool.map(lambda place: None if services.stopping() else _ask(place[0], place[1], services), places)
        return [answer for answer in answers if answer is not None]


def _announced(answers: list[FeedAnswer]) -> list[str]:
    return list(dict.fromkeys(entry.url for answer in answers if answer.result for entry in answer.result.found))


def _answered(answers: list[FeedAnswer]) -> int:
    return sum(answer.result is not None for answer in answers)


def _sources(services: Services, only: str | None) -> Iterator[SourceSettings]:
    sources = services.settings.sources
    if only is not None and only not in {source.name for source in sources}:
        names = ", ".join(repr(source.name) for source in sources) or "none"
        raise ConfigurationError(f"there is no such source; configured: {names}", item=only)
    return (source for source in sources if only in (None, source.name))


def _places(source: SourceSettings) -> list[tuple[str, Callable[..., FeedResult]]]:
    """Return where `source` announces articles, each with what reads it."""
    return [(url, discover_feed) for url in source.feeds] + [(url, discover_sitemap) for url in source.sitemaps]


def _ask(url: str, read: Callable[..., FeedResult], services: Services) -> FeedAnswer:
    known = services.ledger.runs.feed(url)
    validators = Validators(etag=known.etag, last_modified=known.last_modified) if known else None
    now = services.clock()
    try:
        result = read(url, services.client, conditional=validators)
    except RepublishError as error:
        log.warning("a feed could not be read", feed=url, error=str(error))
        message = str(error)
    except Exception as error:
        log.exception("an unforeseen error; please report it", feed=url)
        message = f"{url}: unforeseen {type(error).__name__}: {error}"
    else:
        row = FeedRow(url=url, etag=result.etag, last_modified=result.last_modified, checked_at=now)
        return FeedAnswer(row, result)
    failures = (known.failures if known else 0) + 1
    return FeedAnswer(FeedRow(url=url, checked_at=now, failures=failures, message=message), None)
