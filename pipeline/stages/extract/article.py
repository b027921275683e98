"""A page to an article: decode, parse, choose, locate, place the figures, read the metadata, decide."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from lxml.etree import _Element

from pipeline.errors import Refused
from pipeline.model import Article, Author, Block, Site, SourcePage
from pipeline.stages.extract import dates, metadata
from pipeline.stages.extract.authors import authors
from pipeline.stages.extract.blocks import embed, text_block
from pipeline.stages.extract.body import chosen_by_trafilatura
from pipeline.stages.extract.boxes import body_of
from pipeline.stages.extract.cleaning import compact
from pipeline.stages.extract.content import Content, content
from pipeline.stages.extract.credits import Told
from pipeline.stages.extract.declared import of_images
from pipeline.stages.extract.decode import decode
from pipeline.stages.extract.figures import Placed, figures, without_doubles
from pipeline.stages.extract.marks import absolute
from pipeline.stages.extract.refusals import Evidence, refusal
from pipeline.stages.extract.runs import Run, Walk, walk
from pipeline.stages.extract.signals import signals
from pipeline.stages.extract.tree import parsed

_LEAD = 12
"""So many lines may stand between a lead image and the headline below it: its own texts, the section, a label."""


def extract(page: SourcePage) -> Article:
    """Return the article on `page`. Raises Refused with the reason where there is none to publish."""
    article = _extracted(
        page.html,
        url=page.final_url,
        content_type=page.content_type,
        retrieved_at=page.retrieved_at,
        headers=page.headers,
    )
    return article.model_copy(update={"signals": (*page.signals, *article.signals)})


def extract_article(html: bytes, *, url: str) -> Article:
    """Return the article in `html`, which was read at `url`; links in it become absolute from there.

    Raises Refused with one of the reasons of the contract where there is no article to publish.
    """
    return _extracted(html, url=url)


def _extracted(
    html: bytes,
    *,
    url: str,
    content_type: str = "",
    retrieved_at: dt.datetime | None = None,
    headers: Mapping[str, str] | None = None,
) -> Article:
    tree = parsed(decode(html, url=url, content_type=content_type), url=url)
    about = metadata.read(tree, url)
    host = urlsplit(url).hostname or ""
    site = metadata.site_name(about, host)
    headline = metadata.headline(tree, about, site)
    page = walk(tree)
    chosen = content(
        page, chosen_by_trafilatura(tree, page.runs), headline=headline, description=metadata.description(about)
    )
    language = metadata.language(tree, about)
    first = dates.first_published(tree, about.article, about.nodes, about.meta, url)
    refused = refusal(Evidence(tree, page, chosen.runs, about, headline, language, first is not None))
    if refused:
        raise Refused(refused[0], refused[1], item=url)
    return Article(
        url=url,
        canonical_url=metadata.canonical_url(tree, about),
        headline=headline,
        description=_description(about, chosen),
        authors=tuple(Author(name=name) for name in authors(tree, about, (site, host))),
        site=Site(name=site, host=host),
        first_published_at=first.at if first else None,
        first_published_date=first.day if first else None,
        modified_at=dates.modified(about.article, about.meta),
        retrieved_at=retrieved_at,
        content_sha256=hashlib.sha256(html).hexdigest(),
        language="en",
        blocks=tuple(_blocks(page, chosen, headline, _base(tree, url), of_images(about.nodes))),
        signals=signals(headers or {}, tree, about),
    )


def _base(tree: _Element, url: str) -> str:
    base = next((element.get("href") for element in tree.iter("base") if element.get("href")), None)
    return absolute(base, url) or url


def _description(about: metadata.Metadata, chosen: Content) -> str | None:
    """Return the standfirst, or the description of the metadata unless it only repeats how the text begins."""
    if chosen.standfirst:
        return chosen.standfirst
    text = metadata.description(about)
    key = compact(text.rstrip(".… "))
    if not key or any(run.key.startswith(key) for run in chosen.runs[:3]):
        return None
    return text


def _blocks(page: Walk, chosen: Content, headline: str, base: str, declared: Mapping[str, Told]) -> Iterator[Block]:
    """Yield the article's blocks in the order a reader meets them."""
    found = figures(page, body_of(chosen.runs), chosen.misled, base=base, declared=declared)
    title = next((run for run in page.runs if run.key == compact(headline)), None)
    within = [item for item in found if _is_within(item, page, chosen, title)]
    if title is not None:  # what stands among the paragraphs, too, is shown there
        within.sort(key=lambda item: item.order < title.order)
    told = {order for item in within for order in item.runs}
    placed: list[tuple[int, Block]] = [(item.order, item.figure) for item in without_doubles(within)]
    placed += [(run.order, text_block(run, chosen.misled, base=base)) for run in chosen.runs if run.order not in told]
    placed += [(spot.first, embed(page, spot, base=base)) for spot in chosen.embedded]
    yield from (block for _, block in sorted(placed, key=lambda item: item[0]))


def _is_within(item: Placed, page: Walk, chosen: Content, title: Run | None) -> bool:
    """Tell whether a figure stands between the headline, `title`, or just above it, and the end of the body."""
    first, last = chosen.runs[0].order, chosen.runs[-1].order
    if first < item.order < last:
        return True
    if title is not None and title.order < first:
        if title.order < item.order < first:
            return item.is_certain
        if item.order < title.order and item.figure.caption and _leads(item, title, page, first):
            return True
    container = chosen.container
    return item.is_certain and container is not None and container.first <= item.order <= container.last


def _leads(item: Placed, title: Run, page: Walk, first: int) -> bool:
    """Tell whether a figure stands just above the headline, in the element that holds that and the text."""
    holding = next(spot for spot in title.spot.chain() if spot.last >= first or spot.parent is None)
    between = [run for run in page.runs_after(item.order, at_most=_LEAD) if run.order not in item.runs]
    is_near = any(run.order >= title.order for run in between)
    return is_near and holding.first <= item.order and holding.element.tag not in {"body", "html"}
