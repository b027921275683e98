"""What the sources have new: where they announce articles is asked, and every URL found made an item."""

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import structlog

from pipeline.errors import ConfigurationError, RepublishError
from pipeline.ledger import FeedRow, Item
from pipeline.run.announced import Place, places
from pipeline.run.identity import host_of
from pipeline.run.services import Services
from pipeline.settings.sources import SourceSettings
from pipeline.stages.discover import FeedResult
from pipeline.web.urls import item_id, normalise_url

log = structlog.get_logger(__name__)

NEWS = dt.timedelta(days=2)
"""What was published longer ago is no news when it is found, and waits for all that is."""

LONGEST_REST = dt.timedelta(days=2)
"""No feed is left alone for longer: a ttl counts for a day at most."""


@dataclass(frozen=True)
class Discovery:
    """What asking the sources gave: new items, and how many feeds, sitemaps and pages were asked and answered."""

    new: tuple[Item, ...] = ()
    asked: int = 0
    answered: int = 0

    @property
    def unreachable(self) -> bool:
        """Tell whether there was something to ask and nothing answered."""
        return self.asked > 0 and self.answered == 0


@dataclass(frozen=True)
class FeedAnswer:
    """What asking a feed, a sitemap or a page gave, null where it failed, and what the ledger is to keep of it.

    `is_archive` is a sitemap that was never read before: what it lists without a date may be of any age.
    """

    row: FeedRow
    result: FeedResult | None
    is_archive: bool = False


def add_url(url: str, services: Services, *, backfill: bool = False) -> tuple[Item, bool]:
    """Make `url` an item, or return the item it is known as; say whether it is new."""
    source = services.settings.source_of(host_of(url))
    name = source.name if source else None
    return services.ledger.add(
        item_id(url), url, normalise_url(url), source=name, now=services.clock(), backfill=backfill
    )


def discover(services: Services, only: str | None = None) -> Discovery:
    """Ask where every source announces articles, or the source named `only`; make what is announced items.

    One that fails is reported and does not hold back the others.
    """
    answers = ask_feeds(services, only)
    old = _backfill(answers, services.clock())
    added = [add_url(url, services, backfill=url in old) for url in _announced(answers)]
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
    """Ask feeds, sitemaps and pages, several at once, until told to stop; what fails is logged.

    One whose publisher asked to be left alone until later (a feed's ttl) is not asked before.
    """
    with ThreadPoolExecutor(services.settings.fetch.concurrency, thread_name_prefix="discover") as pool:
        found = places(_sources(services, only), services, pool)
        answers = pool.map(lambda place: None if services.stopping() else _ask(place, services), found)
        return [answer for answer in answers if answer is not None]


def _backfill(answers: list[FeedAnswer], now: dt.datetime) -> set[str]:
    """Return what is announced and no news: it says itself that it is old, or stands undated in an archive met anew."""
    old: set[str] = set()
    for answer in answers:
        for entry in answer.result.found if answer.result else ():
            at = entry.published_at
            if at < now - NEWS if at else answer.is_archive:
                old.add(entry.url)
    return old


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


def _ask(place: Place, services: Services) -> FeedAnswer | None:
    url, now = place.url, services.clock()
    known = services.ledger.runs.feed(url)
    # Far ahead is what a clock noted that has been put back since.
    if known and known.next_check_at and now < known.next_check_at <= now + LONGEST_REST:
        log.info("not asked yet, as its publisher wants it", feed=url, until=f"{known.next_check_at:%Y-%m-%dT%H:%M}Z")
        return None
    try:
        result = place.read(url, services.client, known)
    except RepublishError as error:
        log.warning("a feed could not be read", feed=url, error=str(error))
        message = str(error)
    except Exception as error:
        log.exception("an unforeseen error; please report it", feed=url)
        message = f"{url}: unforeseen {type(error).__name__}: {error}"
    else:
        row = FeedRow(
            url=url,
            etag=result.etag,
            last_modified=result.last_modified,
            checked_at=now,
            next_check_at=_next_check(result, known, now),
        )
        return FeedAnswer(row, result, is_archive=known is None and place.is_sitemap)
    failures = (known.failures if known else 0) + 1
    return FeedAnswer(FeedRow(url=url, checked_at=now, failures=failures, message=message), None)


def _next_check(result: FeedResult, known: FeedRow | None, now: dt.datetime) -> dt.datetime | None:
    """Return when a feed may be asked again by its ttl; one that has not changed still has the one it told."""
    if result.not_modified and known and known.next_check_at:
        return now + (known.next_check_at - known.checked_at)
    return now + dt.timedelta(seconds=result.ttl) if result.ttl else None
