"""A page as it was read: every intermediate result, for the article that is made of it and for its explanation."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.etree import _Element

from pipeline.settings.extraction import ExtractionRules
from pipeline.stages.extract import dates, metadata
from pipeline.stages.extract.body import chosen_by_trafilatura
from pipeline.stages.extract.cleaning import compact
from pipeline.stages.extract.content import Content, content
from pipeline.stages.extract.dates import Published
from pipeline.stages.extract.decode import decode
from pipeline.stages.extract.headline import headline_of
from pipeline.stages.extract.marks import absolute
from pipeline.stages.extract.metadata import Metadata, Stated
from pipeline.stages.extract.places import Place
from pipeline.stages.extract.refusals import Evidence, Found, refusal
from pipeline.stages.extract.ruled import Ruled, ruled
from pipeline.stages.extract.runs import HEADING_TAGS, Walk, walk
from pipeline.stages.extract.slides import with_slides
from pipeline.stages.extract.tree import parsed

_LINES = 8
"""So many lines below the headline are looked at."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The page, what it says of itself, which runs were chosen and by whom, and what became of them."""

    url: str
    base: str
    tree: _Element
    page: Walk
    about: Metadata
    ruled: Ruled
    site: Stated
    host: str
    headline: Stated
    description: Stated
    below_headline: tuple[str, ...]
    published: Published | None
    chosen: frozenset[int]
    is_chosen_by_rule: bool
    content: Content
    refusal: Found


def read(html: bytes, *, url: str, content_type: str = "", rules: ExtractionRules | None = None) -> Reading:
    """Read the page in `html`. Raises Refused where there is nothing to read; other refusals are in the result."""
    tree = parsed(decode(html, url=url, content_type=content_type), url=url)
    selected = ruled(tree, rules)
    page = walk(tree, selected.places)
    about = metadata.read(tree, url, page.labels)
    host = urlsplit(url).hostname or ""
    site = metadata.site_name(about, host, metadata.plain(tree.findtext(".//title") or ""))
    headline = headline_of(tree, about, site.text)
    description = metadata.description(about)
    by_rule = _in_body(page, selected)
    chosen = by_rule or chosen_by_trafilatura(tree, page.runs)
    kept = content(
        page,
        chosen,
        headline=headline.text,
        description=description.text,
        site=site.text,
        is_whole=bool(by_rule),
    )
    if about.declares_article and not by_rule:
        kept = with_slides(page, kept, headline.text)
    below = tuple(_below_headline(page, headline.text, kept))
    published = dates.first_published(tree, about, ruled=selected.dates, zone=selected.zone, lines=below)
    language = metadata.language(tree, about)
    return Reading(
        url=url,
        base=_base(tree, url),
        tree=tree,
        page=page,
        about=about,
        ruled=selected,
        site=site,
        host=host,
        headline=headline,
        description=description,
        below_headline=below,
        published=published,
        chosen=frozenset(page.runs[index].order for index in chosen),
        is_chosen_by_rule=bool(by_rule),
        content=kept,
        refusal=refusal(Evidence(tree, page, kept.runs, about, headline.text, language, published is not None)),
    )


def _below_headline(page: Walk, headline: str, kept: Content) -> Iterator[str]:
    """Yield the lines between the headline and the text, where byline and date stand, whatever they are called."""
    key = compact(headline)
    title = next((run.order for run in page.runs if run.key == key), 0)
    text = next((run.order for run in kept.runs if run.spot.within(HEADING_TAGS) is None), 0)
    lines = [run for run in page.runs if title < run.order < text]
    for run in lines[:_LINES] if title else lines[-_LINES:]:
        if not (Place.BOILERPLATE | Place.ASIDE | Place.FIGURE) & run.place:
            yield run.text


def _in_body(page: Walk, selected: Ruled) -> list[int]:
    """Return the indexes of the runs in the elements that a rule calls the body."""
    if not selected.body:
        return []
    return [
        number
        for number, run in enumerate(page.runs)
        if any(spot.element in selected.body for spot in run.spot.chain())
    ]


def _base(tree: _Element, url: str) -> str:
    base = next((element.get("href") for element in tree.iter("base") if element.get("href")), None)
    return absolute(base, url) or url
