"""A page to an article: read, decided, and told with where each value comes from."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping

from pipeline.errors import Refused
from pipeline.model import Article, Author, Provenance, Signal, Site, SourcePage
from pipeline.settings.extraction import ExtractionRules
from pipeline.stages.extract import dates, metadata
from pipeline.stages.extract.authors import authors, beside_text, houses
from pipeline.stages.extract.cleaning import compact
from pipeline.stages.extract.metadata import NOWHERE, Stated
from pipeline.stages.extract.placement import blocks, figures_within
from pipeline.stages.extract.reading import Reading, read
from pipeline.stages.extract.signals import signals
from pipeline.stages.rights import agency_of

_REPEATED_WITHIN = 3


def extract(page: SourcePage, rules: ExtractionRules | None = None) -> Article:
    """Return the article on `page`, read by the `rules` of its source.

    Raises Refused with the reason where there is none to publish.
    """
    reading = read(page.html, url=page.final_url, content_type=page.content_type, rules=rules)
    article = article_of(reading, page.html, retrieved_at=page.retrieved_at, headers=page.headers)
    return article.model_copy(update={"signals": (*page.signals, *article.signals)})


def extract_article(html: bytes, *, url: str, rules: ExtractionRules | None = None) -> Article:
    """Return the article in `html`, which was read at `url`; links in it become absolute from there.

    `rules` are those of its source. Raises Refused with one of the reasons of the contract where there is no article
    to publish.
    """
    return article_of(read(html, url=url, rules=rules), html)


def article_of(
    reading: Reading,
    html: bytes,
    *,
    retrieved_at: dt.datetime | None = None,
    headers: Mapping[str, str] | None = None,
) -> Article:
    """Return the article that was read from `html`. Raises Refused where there is none to publish."""
    if reading.refusal:
        raise Refused(reading.refusal[0], reading.refusal[1], item=reading.url)
    tree, about = reading.tree, reading.about
    canonical = metadata.canonical_url(tree, about)
    description = _description(reading)
    names, byline = authors(
        beside_text(about, reading.content.runs),
        (reading.site.text, reading.host),
        ruled=reading.ruled.authors,
        lines=reading.below_headline,
    )
    moment, dated = reading.published or (None, "")
    modified_at, changed = dates.modified(about)
    section = metadata.section(about)
    keywords, listed = metadata.keywords(about)
    free = metadata.is_accessible_for_free(about)
    found = {
        "canonical_url": canonical.where,
        "headline": reading.headline.where,
        "description": description.where,
        "authors": byline,
        "site": reading.site.where,
        "first_published_at" if moment and moment.at else "first_published_date": dated,
        "modified_at": changed,
        "section": section.where,
        "keywords": listed,
        "is_accessible_for_free": "JSON-LD isAccessibleForFree" if free is not None else "",
    }
    return Article(
        url=reading.url,
        canonical_url=canonical.text,
        headline=reading.headline.text,
        description=description.text or None,
        authors=tuple(Author(name=name) for name in names),
        site=Site(name=reading.site.text, host=reading.host),
        first_published_at=moment.at if moment else None,
        first_published_date=moment.day if moment else None,
        first_published_precision=("instant" if moment.at else "day") if moment else None,
        modified_at=modified_at,
        retrieved_at=retrieved_at,
        content_sha256=hashlib.sha256(html).hexdigest(),
        language="en",
        blocks=tuple(blocks(reading, figures_within(reading))),
        section=section.text or None,
        keywords=tuple(keywords),
        is_accessible_for_free=free,
        signals=(*signals(headers or {}, tree, about), *_agency(reading)),
        provenance=tuple(Provenance(field=name, where=where) for name, where in found.items() if where),
    )


def _agency(reading: Reading) -> Iterator[Signal]:
    """Yield the first agency in the byline, whether alone or with a person."""
    for part, where in houses(reading.about):
        if agency := agency_of(part):
            yield Signal(kind="byline", value=agency, where=where)
            return


def _description(reading: Reading) -> Stated:
    """Return the standfirst, or the description of the metadata unless it only repeats how the text begins."""
    if reading.content.standfirst:
        return Stated(reading.content.standfirst.text, "standfirst")
    key = compact(reading.description.text.rstrip(".… "))
    if not key or any(run.key.startswith(key) for run in reading.content.runs[:_REPEATED_WITHIN]):
        return NOWHERE
    return reading.description
