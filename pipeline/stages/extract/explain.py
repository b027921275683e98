"""Why each line and image of a page was taken or dropped, and which part of it told each value."""

from collections.abc import Iterator
from typing import Literal

from pipeline.errors import Refused
from pipeline.model import Article, Model, Provenance
from pipeline.settings.extraction import ExtractionRules
from pipeline.stages.extract.article import article_of
from pipeline.stages.extract.blocks import text_block
from pipeline.stages.extract.cleaning import compact
from pipeline.stages.extract.content import out_for
from pipeline.stages.extract.figures import Placed, without_doubles
from pipeline.stages.extract.names import place_of
from pipeline.stages.extract.placement import figures_within
from pipeline.stages.extract.places import Place
from pipeline.stages.extract.reading import Reading, read
from pipeline.stages.extract.runs import Run, Spot

_MAX_PATH = 2

Kind = Literal[
    "headline", "standfirst", "paragraph", "heading", "quote", "list_item", "note", "embed", "figure", "caption", ""
]


class Line(Model):
    """A line or an image of the page: what it became (nothing where it was dropped), why, and the element it is in."""

    kind: Kind
    reason: str
    text: str
    element: str


class Explanation(Model):
    """What became of a page: its values with their sources, or the refusal; and of everything on it, in order."""

    refused: str | None = None
    detail: str | None = None
    values: tuple[tuple[str, str, str], ...] = ()
    lines: tuple[Line, ...]


def explain(html: bytes, *, url: str, content_type: str = "", rules: ExtractionRules | None = None) -> Explanation:
    """Return what `extract` does with this page, and why. Raises Refused only where there is nothing to read at all."""
    reading = read(html, url=url, content_type=content_type, rules=rules)
    within = figures_within(reading) if reading.content.runs else []
    lines = tuple(line for _, line in sorted((*_lines(reading, within), *_images(reading, within)), key=_order))
    try:
        article = article_of(reading, html)
    except Refused as refused:
        return Explanation(refused=refused.reason, detail=refused.message, lines=lines)
    return Explanation(values=tuple(_values(article)), lines=lines)


def _order(item: tuple[int, Line]) -> int:
    return item[0]


def _values(article: Article) -> Iterator[tuple[str, str, str]]:
    """Yield the name of each value that the page tells, the value, and where it tells it."""
    for told in article.provenance:
        yield told.field, _shown(article, told), told.where


def _shown(article: Article, told: Provenance) -> str:
    if told.field == "authors":
        return ", ".join(author.name for author in article.authors)
    if told.field == "site":
        return article.site.name
    value = getattr(article, told.field)
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _lines(reading: Reading, within: list[Placed]) -> Iterator[tuple[int, Line]]:
    """Yield each text of the page with its order."""
    content = reading.content
    told = {order for item in within for order in item.runs}
    kept = {run.order for run in content.runs} - told
    embedded = set(content.embedded)
    last = content.runs[-1].order if content.runs else 0
    for run in reading.page.runs:
        if run.key == compact(reading.headline.text):
            kind, reason = "headline", reading.headline.where
        elif run is content.standfirst:
            kind, reason = "standfirst", "between headline and text"
        elif run.order in kept:
            kind, reason = text_block(run, content.misled, base=reading.base).type, _kept_for(reading, run)
        elif run.order in told:
            kind, reason = "caption", "belongs to the image beside it"
        elif not embedded.isdisjoint(run.spot.chain()):
            kind, reason = "embed", "a post of another site; its words stay there"
        else:
            kind, reason = "", _dropped_for(reading, run, last)
        yield run.order, Line(kind=kind, reason=reason, text=run.text, element=_path(run.spot))


def _kept_for(reading: Reading, run: Run) -> str:
    if run.order not in reading.chosen:
        return "stands where the others do"
    return "rule: body" if reading.is_chosen_by_rule else "chosen by trafilatura"


def _dropped_for(reading: Reading, run: Run, last: int) -> str:
    reason = out_for(run, reading.content.misled)
    if reason:
        return reason
    if run.order not in reading.chosen:
        return "outside the body of the rule" if reading.is_chosen_by_rule else "not chosen by trafilatura"
    return "a heading with nothing below it" if run.order > last else "joined with another line, or repeated"


def _images(reading: Reading, within: list[Placed]) -> Iterator[tuple[int, Line]]:
    """Yield each image of the page with its order."""
    shown = {item.order for item in without_doubles(within)}
    doubled = {item.order for item in within} - shown
    for picture in reading.page.pictures:
        if picture.order in shown:
            kind, reason = "figure", "within the article"
        elif picture.order in doubled:
            kind, reason = "", "shown elsewhere in the article"
        else:
            kind, reason = "", _no_figure_for(reading, picture.spot)
        source = picture.spot.element.get("src") or picture.spot.element.get("data-src") or ""
        yield picture.order, Line(kind=kind, reason=reason, text=source, element=_path(picture.spot))


def _no_figure_for(reading: Reading, spot: Spot) -> str:
    place = place_of(spot, reading.content.misled)
    if Place.REMOVED & place:
        return "removed by a rule"
    if (Place.BOILERPLATE | Place.BYLINE | Place.VIDEO | Place.ASIDE) & place:
        return "called boilerplate, byline, video or aside by its element"
    return "decoration, a teaser, a second source, or outside the article"


def _path(spot: Spot) -> str:
    """Return the innermost elements as a CSS selector would name them."""
    named = []
    for around in spot.chain():
        element = around.element
        names = "".join(f".{name}" for name in (element.get("class") or "").split()[:2])
        named.append(f"{element.tag}{'#' + element.get('id', '') if element.get('id') else ''}{names}")
    return " > ".join(reversed(named[:_MAX_PATH]))
