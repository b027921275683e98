"""The figures of an article, from the raw page: image, alt, caption and credit, each apart, where they stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from pipeline.model import Figure, Image, MarkedText
from pipeline.stages.extract.cleaning import cleaned, compact
from pipeline.stages.extract.credits import is_credit, separated
from pipeline.stages.extract.images import file_key, image, is_decoration
from pipeline.stages.extract.lines import is_boilerplate_line
from pipeline.stages.extract.marks import marked_text
from pipeline.stages.extract.names import Misleading, place_of
from pipeline.stages.extract.places import Place
from pipeline.stages.extract.runs import HEADING_TAGS, Picture, Piece, Run, Spot, Walk

_MAX_CLIMB = 8
_MAX_CAPTION = 1200
_MAX_TEXTS = 6
_POINTER = 0.5
_SHORT = 300
_PARAGRAPH = frozenset({"p"})
_TEXT_TAGS = frozenset({"p", "li", "blockquote", "td", *HEADING_TAGS})
_BOX = Place.MEDIA | Place.FIGURE | Place.CAPTION | Place.GALLERY
_OUT = Place.BOILERPLATE | Place.BYLINE
_TOLD = Place.CAPTION | Place.CREDIT
# alts that say nothing
_EMPTY_ALTS = frozenset(
    {"image", "photo", "picture", "img", "thumbnail", "articleimage", "featuredimage", "mainimage", "undefined", "null"}
)
_PHRASE_TAGS = frozenset({"a", "b", "i", "em", "strong", "u", "sup", "sub"})
_NO_BOXES = frozenset({"picture", "source"})
_STOP_TAGS = frozenset({"article", "main", "body", "html"})
# Jane Roe · Jane Roe for The Daily · Jane Roe / The Daily · NASA: words that begin with capitals, without a full stop
_NAME_WORD = r"(?:[A-Z][\w.'’&@-]*|for|of|the|via|and|by|de|van|von|al|der|la|bin|/|\||-|–)"
_NAMES = re.compile(rf"[(\[©]? ?{_NAME_WORD}(?:[ /|,]+{_NAME_WORD}){{0,9}}(?<!\.)[)\]]?")
# Image · View 3 images · Image caption, · 2 · 1/12 · Enlarge this image · toggle caption
_CONTROL = re.compile(
    r"(?:image|photos?|video|gallery|enlarge|expand|zoom|close|share|save|loading|previous|next|play|pin|tweet)"
    r"(?: (?:caption|source|copyright|this image|image|gallery|photo))?[,:.]?"
    r"|view (?:\d+ )?(?:images?|gallery|photos?|full size|larger)"
    r"|(?:hide|toggle|show|open|expand) (?:caption|image(?: in gallery)?|gallery)|[\d/ +,.]*(?:of \d+)?|advertisement",
    re.IGNORECASE,
)


class Body(NamedTuple):
    """The orders of the runs that were taken for text; those `unlike` stand in an element that the others do not."""

    runs: frozenset[int]
    unlike: frozenset[int]


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure, the order at which it stands, and the runs that are its texts."""

    order: int
    figure: Figure
    runs: frozenset[int]
    is_certain: bool


def figures(page: Walk, body: Body, misled: Misleading, *, base: str) -> Iterator[Placed]:
    """Yield the figures of the page in order; `body` is what was taken for text so far.

    Whoever takes them chooses those that stand within the article. What is in `misled` is not believed.
    """
    taken: set[int] = set()
    for picture in page.pictures:
        if picture.order in taken or _is_elsewhere(picture, misled):
            continue
        root = _root(page, picture, body)
        pictures = page.pictures_in(root)
        shown = [(other, found) for other in pictures if (found := image(other.spot.element, base))]
        shown = [(other, found) for other, found in shown if not is_decoration(other.spot.element, found)]
        runs = _texts_in(page, root) or _texts_after(page, picture, body)
        taken.update(other.order for other in pictures)
        if shown:
            yield _placed(root, shown[0], runs, base)


def body_of(runs: Sequence[Run]) -> Body:
    """Return the body that `runs` are; where most are paragraphs, a short run in another element is unlike them."""
    short_and_bare = [run for run in runs if len(run.text) <= _SHORT and run.spot.within(_TEXT_TAGS) is None]
    most_are_paragraphs = sum(run.spot.within(_PARAGRAPH) is not None for run in runs) > len(runs) / 2
    unlike = [run.order for run in short_and_bare] if most_are_paragraphs else []
    return Body(frozenset(run.order for run in runs), frozenset(unlike))


def without_doubles(placed: Sequence[Placed]) -> list[Placed]:
    """Return `placed` with each figure once: the same caption, or the same image file, is the same figure."""
    kept: list[Placed] = []
    by_key: dict[str, int] = {}
    for item in placed:
        keys = _keys(item.figure)
        at = next((by_key[key] for key in keys if key in by_key), None)
        if at is None:
            by_key.update(dict.fromkeys(keys, len(kept)))
            kept.append(item)
        elif item.figure.caption and not kept[at].figure.caption:
            kept[at] = Placed(kept[at].order, item.figure, item.runs | kept[at].runs, item.is_certain)
            by_key.update(dict.fromkeys(keys, at))
    return kept


def _keys(figure: Figure) -> list[str]:
    keys = [f"file {file_key(figure.image.url)}"] if figure.image else []
    if figure.caption:
        keys.append(f"caption {compact(figure.caption.text)} {compact(figure.credit or '')}")
    return keys


def _root(page: Walk, picture: Picture, body: Body) -> Spot:
    """Return the smallest element that holds this image with its texts, or the image alone where it has none.

    Beyond the first element with a text, only one that adds what is called a caption or a credit is taken.
    """
    best = picture.spot
    told = 0
    boxes = [spot for spot in picture.spot.chain() if spot.element.tag not in _NO_BOXES]
    for climbed, spot in enumerate(boxes):
        if climbed > _MAX_CLIMB or spot.element.tag in _STOP_TAGS or _holds_others(page, spot, picture):
            break
        runs = _texts_in(page, spot)
        if not _are_texts_of_one_image(runs, spot, body):
            break
        added = len(runs) - told
        if told and added and not all(_TOLD & run.place or is_credit(run.text) for run in runs):
            break
        if added or not told or spot.element.tag == "figure":
            best = spot
        told = len(runs)
    return best


def _texts_in(page: Walk, spot: Spot) -> list[Run]:
    """Return the runs in `spot` without the words of its controls, such as `View gallery` or `3`."""
    return [run for run in page.runs_in(spot) if not _CONTROL.fullmatch(run.text)]


def _are_texts_of_one_image(runs: Sequence[Run], box: Spot, body: Body) -> bool:
    if len(runs) > _MAX_TEXTS or sum(len(run.text) for run in runs) > _MAX_CAPTION:
        return False
    return all(_may_be_told(run, box, body) for run in runs)


def _may_be_told(run: Run, box: Spot, body: Body) -> bool:
    """Tell whether a run in the same box as an image may be its caption or credit."""
    if _TOLD & run.place or is_credit(run.text) or run.order in body.unlike:
        return True
    inside = list(takewhile(lambda spot: spot is not box.parent, run.spot.chain()))
    if any(_BOX & spot.own for spot in inside):
        return True
    if run.order in body.runs or run.link_share > _POINTER or run.spot.within(HEADING_TAGS) is not None:
        return False
    return not (Place.BYLINE | Place.FORM) & run.place and not is_boilerplate_line(run.text)


def _holds_others(page: Walk, spot: Spot, picture: Picture) -> bool:
    """Tell whether `spot` has images besides `picture`: not its fallback, not the same in another size, no portrait."""
    alt = picture.spot.element.get("alt")
    return any(
        other is not picture
        and not (alt and other.spot.element.get("alt") == alt)
        and next(other.spot.element.iterancestors("noscript"), None) is None
        for other in page.pictures_in(spot)
    )


def _is_elsewhere(picture: Picture, misled: Misleading) -> bool:
    """Tell whether an image stands in what is no part of the article; its own class says nothing of that."""
    if picture.spot.parent is None or _OUT & place_of(picture.spot.parent, misled):
        return True
    return any(Place.ASIDE in spot.own and not _BOX & spot.own and spot not in misled for spot in picture.spot.chain())


def _texts_after(page: Walk, picture: Picture, body: Body) -> list[Run]:
    """Return the runs right after an image that are called its caption or credit, where no box holds them with it."""
    found: list[Run] = []
    for run in page.runs_after(picture.order)[:_MAX_TEXTS]:
        if not _TOLD & run.place or run.order in body.runs or page.has_picture_between(picture.order, run.order):
            break
        found.append(run)
    return found


def _placed(root: Spot, shown: tuple[Picture, Image], runs: list[Run], base: str) -> Placed:
    picture, found = shown
    caption, credit = _texts(root, runs, base)
    told = separated(caption, credit)
    alt = cleaned(picture.spot.element.get("alt") or "")
    return Placed(
        picture.order,
        Figure(
            image=found,
            alt=alt if compact(alt) not in _EMPTY_ALTS and alt else None,
            caption=told.caption,
            credit=told.credit,
        ),
        frozenset(run.order for run in runs),
        root.element.tag == "figure" or Place.FIGURE in root.place or told.caption is not None,
    )


def _texts(root: Spot, runs: list[Run], base: str) -> tuple[MarkedText | None, str | None]:
    """Return caption and credit as the elements hold them."""
    captions: list[Piece] = []
    owed: list[Piece] = []
    for run in runs:
        for piece in run.pieces:
            (owed if _is_in_credit(piece.spot, root) else captions).append(piece)
        gap = Piece(" ", (), run.spot)
        captions.append(gap)
        owed.append(gap)
    credit = cleaned("".join(piece.text for piece in owed))
    if not credit:
        captions, credit = _last_part_apart(captions)
    text = marked_text(captions, base=base)
    return (text if text.text else None), credit or None


def _last_part_apart(pieces: list[Piece]) -> tuple[list[Piece], str]:
    """Take off the last element of a caption where it is a name that follows the caption proper."""
    parts: list[tuple[Spot, list[Piece]]] = []
    for piece in pieces:
        holder = next(spot for spot in piece.spot.chain() if spot.element.tag not in _PHRASE_TAGS)
        if parts and (parts[-1][0] is holder or piece.text.isspace()):
            parts[-1][1].append(piece)
        elif not piece.text.isspace():
            parts.append((holder, [piece]))
    if parts == parts[:1]:  # one part alone is the caption
        return pieces, ""
    last = cleaned("".join(piece.text for piece in parts[-1][1]))
    if not is_credit(last) and not _NAMES.fullmatch(last):
        return pieces, ""
    return [piece for _, part in parts[:-1] for piece in part], last


def _is_in_credit(spot: Spot, root: Spot) -> bool:
    for around in spot.chain():
        if around is root:
            return False
        if Place.CAPTION in around.own:
            return False
        if (Place.CREDIT | Place.BYLINE) & around.own:
            return True
    return False
