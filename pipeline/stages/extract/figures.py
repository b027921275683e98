"""The figures of an article, from the raw page: image, alt, caption and credit, each apart, where they stand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml.etree import _Element

from pipeline.model import Figure, Image, MarkedText
from pipeline.stages.extract.boxes import BOX, Body, box_of, is_teaser, name_beside, texts_after, texts_in
from pipeline.stages.extract.captions import told
from pipeline.stages.extract.cleaning import cleaned, compact
from pipeline.stages.extract.credits import Told
from pipeline.stages.extract.declared import NOTHING, by_file, completed, in_attributes
from pipeline.stages.extract.images import file_key, image, is_decoration
from pipeline.stages.extract.marks import absolute
from pipeline.stages.extract.names import Misleading, place_of
from pipeline.stages.extract.places import Place
from pipeline.stages.extract.runs import Picture, Run, Spot, Walk

_OUT = Place.BOILERPLATE | Place.BYLINE | Place.VIDEO | Place.REMOVED
# a figure of something else than an image
_OTHER_MEDIA = ("blockquote", "table", "iframe", "video", "audio", "pre", "object", "embed")
# alts that say nothing
_EMPTY_ALTS = frozenset(
    {"image", "photo", "picture", "img", "thumbnail", "articleimage", "featuredimage", "mainimage", "undefined", "null"}
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure, the order at which it stands, and the runs that are its texts.

    `is_certain`: it is a figure wherever it stands, not only among paragraphs.
    """

    order: int
    figure: Figure
    runs: frozenset[int]
    is_certain: bool


def figures(
    page: Walk, body: Body, misled: Misleading, *, base: str, declared: Mapping[str, Told] | None = None
) -> list[Placed]:
    """Return the figures of the page in order; `body` is what was taken for text so far.

    Whoever takes them chooses those that stand within the article. What is in `misled` is not believed; `declared`
    is what the page says of its images elsewhere, by their `file_key`.
    """
    found = [*_with_image(page, body, misled, base, declared or {}), *_without_image(page, misled, base)]
    return sorted(found, key=lambda placed: placed.order)


def without_doubles(placed: Sequence[Placed]) -> list[Placed]:
    """Return `placed` with each figure once: the same caption, or the same image file without another caption.

    Of two, the one that tells more stays, where it stands.
    """
    kept: list[Placed] = []
    by_key: dict[str, int] = {}
    for item in placed:
        keys = _keys(item.figure)
        at = next((by_key[key] for key in keys if key in by_key), None)
        if at is None or _tell_different(kept[at].figure, item.figure):
            by_key.update(dict.fromkeys(keys, len(kept)))
            kept.append(item)
        elif item.figure.caption and not kept[at].figure.caption:
            kept[at] = item
            by_key.update(dict.fromkeys(keys, at))
    return kept


def _with_image(
    page: Walk, body: Body, misled: Misleading, base: str, declared: Mapping[str, Told]
) -> Iterator[Placed]:
    taken: set[int] = set()
    for picture in page.pictures:
        if picture.order in taken or _is_elsewhere(picture.spot.parent, misled):
            continue
        box = box_of(page, picture, body)
        pictures = page.pictures_in(box)
        taken.update(other.order for other in pictures)
        shown = [(other, found) for other in pictures if (found := image(other.spot.element, base))]
        shown = [(other, found) for other, found in shown if not is_decoration(other.spot.element, found)]
        if shown:
            runs = texts_in(page, box) or texts_after(page, picture, body)
            texts = completed(
                told(box, runs, base=base), in_attributes(box.element), by_file(declared, shown[0][1].url)
            )
            if texts != NOTHING or not is_teaser(page, picture):
                yield _placed(page, box, shown[0], runs, body, texts)


def _without_image(page: Walk, misled: Misleading, base: str) -> Iterator[Placed]:
    """Yield the figures whose image only a script would load: an element for it, and its caption."""
    for spot in page.figures:
        runs = texts_in(page, spot)
        if (
            page.pictures_in(spot)
            or _is_elsewhere(spot, misled)
            or next(spot.element.iter(*_OTHER_MEDIA), None) is not None
        ):
            continue
        texts = told(spot, runs, base=base)
        if texts.caption and any(Place.CAPTION & run.place for run in runs):
            figure = Figure(image=_declared_image(spot.element, base), caption=texts.caption, credit=texts.credit)
            yield Placed(spot.first, figure, frozenset(run.order for run in runs), is_certain=True)


def _placed(page: Walk, box: Spot, shown: tuple[Picture, Image], runs: list[Run], body: Body, texts: Told) -> Placed:
    picture, found = shown
    caption = texts.caption
    if texts.credit and not caption and (name := name_beside(page, box, body)):
        caption = MarkedText(text=name.text)
    alt = cleaned(picture.spot.element.get("alt") or "")
    return Placed(
        picture.order,
        Figure(
            image=found,
            alt=alt if alt and compact(alt) not in _EMPTY_ALTS else None,
            caption=caption,
            credit=texts.credit,
        ),
        frozenset(run.order for run in runs),
        is_certain=box.element.tag == "figure" or bool(Place.FIGURE & box.place or caption or texts.credit),
    )


def _is_elsewhere(spot: Spot | None, misled: Misleading) -> bool:
    """Tell whether what stands in `spot` is no part of the article."""
    if spot is None or _OUT & place_of(spot, misled):
        return True
    return any(Place.ASIDE & around.own and not BOX & around.own and around not in misled for around in spot.chain())


def _declared_image(element: _Element, base: str) -> Image | None:
    """Return the image that microdata name: `itemid`, or an element with itemprop="url"."""
    named = [element.get("itemid")]
    named += [
        inner.get("content") or inner.get("href") for inner in element.iter("meta", "link") if inner.get("itemprop")
    ]
    return next((Image(url=url) for href in named if href and (url := absolute(href, base))), None)


def _keys(figure: Figure) -> list[str]:
    keys = [f"file {file_key(figure.image.url)}"] if figure.image else []
    if figure.caption:
        keys.append(f"caption {compact(figure.caption.text)} {compact(figure.credit or '')}")
    return keys


def _tell_different(one: Figure, other: Figure) -> bool:
    return bool(one.caption and other.caption) and one.caption != other.caption
