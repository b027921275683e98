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
from pipeline.stages.extract.decode import decode
from pipeline.stages.extract.figures import Placed, figures, without_doubles
from pipeline.stages.extract.marks import absolute
from pipeline.stages.extract.refusals import Evidence, refusal
from pipeline.stages.extract.runs import Walk, walk
from pipeline.stages.extract.signals import signals
from pipeline.stages.extract.tree import parsed


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
        blocks=tuple(_blocks(page, chosen, headline, _base(tree, url))),
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


def _blocks(page: Walk, chosen: Content, headline: str, base: str) -> Iterator[Block]:
    """Yield the article's blocks in the order a reader meets them."""
    found = figures(page, body_of(chosen.runs), chosen.misled, base=base)
    within = [item for item in found if _is_within(item, page, chosen, headline)]
    told = {order for item in within for order in item.runs}
    placed: list[tuple[int, Block]] = [(item.order, item.figure) for item in without_doubles(within)]
    placed += [(run.order, text_block(run, chosen.misled, base=base)) for run in chosen.runs if run.order not in told]
    placed += [(spot.first, embed(page, spot, base=base)) for spot in chosen.embedded]
    yield from (block for _, block in sorted(placed, key=lambda item: item[0]))


def _is_within(item: Placed, page: Walk, chosen: Content, headline: str) -> bool:
    """Tell whether a figure stands between the headline and the end of the body."""
    first, last = chosen.runs[0].order, chosen.runs[-1].order
    if first < item.order < last:
        return True
    top = next((run.order for run in page.runs if run.key == compact(headline)), first)
    if min(top, first) < item.order < first:
        return item.is_certain
    container = chosen.container
    return item.is_certain and container is not None and container.first <= item.order <= container.last
