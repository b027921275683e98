"""The article's blocks in the order a reader meets them: its text, and the figures that stand within it."""

from collections.abc import Iterator

from pipeline.model import Block
from pipeline.stages.extract.blocks import text_block
from pipeline.stages.extract.boxes import body_of
from pipeline.stages.extract.cleaning import compact
from pipeline.stages.extract.content import Content
from pipeline.stages.extract.declared import of_images
from pipeline.stages.extract.embeds import embed
from pipeline.stages.extract.figures import Placed, figures, without_doubles
from pipeline.stages.extract.names import place_of
from pipeline.stages.extract.places import Place
from pipeline.stages.extract.reading import Reading
from pipeline.stages.extract.runs import Run, Walk

_LEAD = 12
"""So many lines may stand between a lead image and the headline below it: its own texts, the section, a label."""


def figures_within(reading: Reading) -> list[Placed]:
    """Return the figures of the article; those above its headline last, as what stands in the text, too, stays there.

    Doubles are not yet left out.
    """
    page, content = reading.page, reading.content
    # The captions of a slideshow are its text, and the texts of its figures all the same.
    prose = [run for run in content.runs if not Place.CAPTION & place_of(run.spot, content.misled)]
    found = figures(page, body_of(prose), content.misled, base=reading.base, declared=of_images(reading.about.nodes))
    key = compact(reading.headline.text)
    title = next((run for run in page.runs if run.key == key), None)
    within = [item for item in found if _is_within(item, page, content, title)]
    return sorted(within, key=lambda item: title is not None and item.order < title.order)


def blocks(reading: Reading, within: list[Placed]) -> Iterator[Block]:
    """Yield the article's blocks; `within` are the figures of the article."""
    content = reading.content
    told = {order for item in within for order in item.runs}
    placed: list[tuple[int, Block]] = [(item.order, item.figure) for item in without_doubles(within)]
    placed += [
        (run.order, text_block(run, content.misled, base=reading.base)) for run in content.runs if run.order not in told
    ]
    placed += [(spot.first, embed(reading.page, spot, base=reading.base)) for spot in content.embedded]
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
