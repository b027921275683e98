"""A look at a site before it is a source: what announces its articles, and what a trial extraction gives."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from pipeline.config import Settings
from pipeline.errors import FeedUnreadable, FetchError, NotPossible, Refused
from pipeline.model import Model, Signal
from pipeline.run.identity import host_of, web_address
from pipeline.stages.discover import Announcement, FeedResult, discover_feed, discover_page, discover_sitemap
from pipeline.stages.discover.links import feed_links, usual_feeds
from pipeline.stages.extract import extract
from pipeline.stages.extract.explain import Explanation, explain
from pipeline.stages.fetch import fetch
from pipeline.web import WebClient

MAX_FEEDS = 5
MAX_SITEMAPS = 3
MAX_HOSTS = 5
MAX_ASKED = 10
"""Feeds or sitemaps that are asked for, whatever comes of them: a robots.txt may name thousands."""
SHOWN = 5
"""Announced articles that are named."""
TRIALS = 3
"""Announced articles that are tried until one is an article."""


class Trial(Model):
    """What extraction makes of one page of the source, and what the page says of its reuse."""

    url: str
    explanation: Explanation
    site: str = ""
    signals: tuple[Signal, ...] = ()


class Look(Model):
    """What is known of a source before anybody decided anything. `notes` say what could not be had, and why."""

    url: str
    name: str
    hosts: tuple[str, ...]
    feeds: tuple[str, ...]
    sitemaps: tuple[str, ...]
    pages: tuple[str, ...]
    announced: tuple[Announcement, ...]
    trial: Trial | None
    notes: tuple[str, ...]


@dataclass
class _Findings:
    """What a look has found so far."""

    client: WebClient
    announced: list[Announcement] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def readable(self, urls: Iterable[str], read: Callable[..., FeedResult], most: int) -> tuple[str, ...]:
        """Return what of the first MAX_ASKED `urls` announces something, `most` at most, and keep what it announces."""
        found = []
        for url in islice(urls, MAX_ASKED):
            try:
                announced = read(url, self.client).found
            except (FeedUnreadable, FetchError, Refused) as error:
                self.notes.append(str(error))
                continue
            if announced:
                self.announced += announced
                found.append(url)
            if len(found) == most:
                break
        return tuple(found)

    def section_page(self, url: str) -> tuple[str, ...]:
        """Return the page at `url` where it links to articles of its own host."""
        return self.readable([url], lambda page, client: discover_page(page, client, {host_of(url)}), 1)


def look(url: str, settings: Settings) -> Look:
    """Return what the site of `url` announces and how a page of it is extracted; asks through the guarded door.

    `url` is an article, any other page of the site, or a feed. Raises InputError where it is no web address,
    NotPossible where a source claims its host already, and Refused and FetchError where it cannot be had.
    """
    address = web_address(url.strip())
    if (source := settings.source_of(host_of(address))) is not None:
        step = f"add to its feeds in {settings.paths.sources}"
        raise NotPossible(f"the source {source.name!r} has this host already", item=address, next_step=step)
    with WebClient(settings.fetch) as client:
        findings = _Findings(client)
        trial, feeds, here = _first_page(address, findings)
        # A feed tells what is new and when; a sitemap mostly; of a page's links it is a guess which are articles.
        sitemaps = () if feeds else findings.readable(_sitemaps(address, findings), discover_sitemap, MAX_SITEMAPS)
        pages = () if feeds or sitemaps or not here else findings.section_page(here[-1])
        if trial is None or trial.explanation.refused:
            trial = _trial([announced.url for announced in findings.announced], findings) or trial
    hosts = _hosts([*here, *(announced.url for announced in findings.announced)], settings) or (host_of(address),)
    return Look(
        url=address,
        name=(trial.site if trial else "") or hosts[0].removeprefix("www."),
        hosts=hosts,
        feeds=feeds,
        sitemaps=sitemaps,
        pages=pages,
        announced=tuple(findings.announced[:SHOWN]),
        trial=trial,
        notes=tuple(findings.notes),
    )


def _first_page(url: str, findings: _Findings) -> tuple[Trial | None, tuple[str, ...], list[str]]:
    """Return what the page itself is as an article, the feeds that it leads to, and the addresses that it has."""
    try:
        page = fetch(url, findings.client)
    except Refused as refusal:
        if refusal.reason != "not_html":
            raise
        return None, findings.readable([url], discover_feed, MAX_FEEDS), []
    try:
        linked = feed_links(page.html, page.final_url, page.content_type)
    except Refused:
        linked = ()
    feeds = findings.readable(linked, discover_feed, MAX_FEEDS)
    if not feeds:
        # What lies nowhere is not worth a note: nobody said that it lies there.
        feeds = _Findings(findings.client, findings.announced).readable(usual_feeds(page.final_url), discover_feed, 1)
    return _tried(page.final_url, findings), feeds, [url, page.final_url]


def _sitemaps(url: str, findings: _Findings) -> list[str]:
    try:
        return findings.client.sitemaps(url)
    except (FetchError, Refused) as error:
        findings.notes.append(str(error))
        return []


def _trial(urls: Sequence[str], findings: _Findings) -> Trial | None:
    """Return the first of `urls` that is extracted as an article, or else the last that was tried."""
    tried = None
    for url in urls[:TRIALS]:
        try:
            tried = _tried(url, findings)
        except (FetchError, Refused) as error:
            findings.notes.append(str(error))
            continue
        if tried.explanation.refused is None:
            break
    return tried


def _tried(url: str, findings: _Findings) -> Trial:
    page = fetch(url, findings.client)
    try:
        told = explain(page.html, url=page.final_url, content_type=page.content_type)
    except Refused as refusal:
        told = Explanation(refused=refusal.reason, detail=refusal.message, lines=())
    if told.refused:
        return Trial(url=page.final_url, explanation=told, signals=page.signals)
    article = extract(page)
    return Trial(url=page.final_url, explanation=told, site=article.site.name or "", signals=article.signals)


def _hosts(urls: Sequence[str], settings: Settings) -> tuple[str, ...]:
    """Return the hosts of `urls` that no source claims, the most frequent first."""
    counted = Counter(host_of(url) for url in urls)
    return tuple(host for host, _ in counted.most_common(MAX_HOSTS) if host and settings.source_of(host) is None)
