"""Which element holds an image together with its texts: a `<figure>`, a captioned `<div>`, a slide, or none."""

import re
from collections.abc import Sequence
from itertools import islice, takewhile
from typing import NamedTuple

from pipeline.stages.extract.credits import is_credit, is_signed
from pipeline.stages.extract.lines import is_boilerplate_line
from pipeline.stages.extract.places import Place
from pipeline.stages.extract.runs import HEADING_TAGS, Picture, Run, Spot, Walk

TOLD = Place.CAPTION | Place.CREDIT
BOX = Place.MEDIA | Place.FIGURE | Place.CAPTION | Place.GALLERY
_MAX_CLIMB = 8
_MAX_TEXTS = 6
_MAX_WIDTH = 60
_MAX_LETTERS = 1200
_POINTER = 0.5
_SHORT = 300
_NAME = 100
_LINE, _CREDIT = 0, 1
_PARAGRAPH = frozenset({"p"})
_LINK = frozenset({"a"})
_TEXT_TAGS = frozenset({"p", "li", "blockquote", "td", *HEADING_TAGS})
_NO_BOXES = frozenset({"picture", "source"})
_STOP_TAGS = frozenset({"article", "main", "body", "html"})
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


def body_of(runs: Sequence[Run]) -> Body:
    """Return the body that `runs` are; where most are paragraphs, a short run in another element is unlike them."""
    short_and_bare = [run for run in runs if len(run.text) <= _SHORT and run.spot.within(_TEXT_TAGS) is None]
    most_are_paragraphs = sum(run.spot.within(_PARAGRAPH) is not None for run in runs) > len(runs) / 2
    unlike = [run.order for run in short_and_bare] if most_are_paragraphs else []
    return Body(frozenset(run.order for run in runs), frozenset(unlike))


def box_of(page: Walk, picture: Picture, body: Body) -> Spot:
    """Return the smallest element that holds this image with its texts, or the image alone where it has none.

    Beyond the first element with a text, only one that adds what is called a caption or a credit is taken.
    """
    best = picture.spot
    told = 0
    for climbed, spot in enumerate(spot for spot in picture.spot.chain() if spot.element.tag not in _NO_BOXES):
        if climbed > _MAX_CLIMB or _is_too_wide(spot) or _holds_others(page, spot, picture):
            break
        runs = texts_in(page, spot)
        if not (_are_texts_of_one_image(runs, spot, body) or _is_signed(runs, picture)):
            break
        if told and len(runs) > told and not all(TOLD & run.place or is_credit(run.text) for run in runs):
            break
        if len(runs) > told or not told or spot.element.tag == "figure":
            best = spot
        told = len(runs)
    return best


def texts_in(page: Walk, spot: Spot) -> list[Run]:
    """Return the runs in `spot` without the words of its controls, such as `View gallery` or `3`."""
    return [run for run in page.runs_in(spot) if not _CONTROL.fullmatch(run.text)]


def texts_after(page: Walk, picture: Picture, body: Body) -> list[Run]:
    """Return the runs right after an image that are called its caption or credit, where no box holds them with it."""
    found: list[Run] = []
    for run in page.runs_after(picture.order, at_most=_MAX_TEXTS):
        is_told = is_signed(run.text) or (TOLD & run.place and run.order not in body.runs)
        if not is_told or page.has_picture_between(picture.order, run.order):
            break
        found.append(run)
    return found


def name_beside(page: Walk, box: Spot, body: Body) -> Run | None:
    """Return the name of what an image shows, in a card that holds it with its credit and links to buy it."""
    if box.first < min(body.runs, default=0):  # above the text stand headline, byline and date
        return None
    known = {run.order for run in page.runs_in(box)}
    for spot in takewhile(lambda spot: not _is_too_wide(spot), box.chain()):
        beside = [run for run in page.runs_in(spot) if run.order not in known]
        if any(run.order in body.runs for run in beside) or len(page.pictures_in(spot)) > 1:
            return None
        names = [run for run in beside if run.link_share <= _POINTER and len(run.text) <= _NAME]
        if names and any(run.link_share > _POINTER for run in beside):
            return names[0]
    return None


def is_teaser(page: Walk, picture: Picture) -> bool:
    """Tell whether an image leads where a title beside it leads: a pointer to another article."""
    link = picture.spot.within(_LINK)
    href = link.element.get("href") if link else None
    if link is None or not href:
        return False
    for spot in islice(takewhile(lambda spot: not _is_too_wide(spot), link.chain()), _MAX_CLIMB):
        for run in page.runs_in(spot):
            is_apart = run.spot.within(HEADING_TAGS) is not None or run.spot.within(_LINK) is not link
            leads_there = any(mark.href == href for piece in run.pieces for mark in piece.marks)
            if is_apart and leads_there and run.link_share > _POINTER and not TOLD & run.place:
                return True
    return False


def _is_too_wide(spot: Spot) -> bool:
    """Tell whether `spot` holds more than one image could need; it costs nothing to ask."""
    return spot.element.tag in _STOP_TAGS or spot.last - spot.first > _MAX_WIDTH


def _are_texts_of_one_image(runs: Sequence[Run], box: Spot, body: Body) -> bool:
    if len(runs) > _MAX_TEXTS or sum(len(run.text) for run in runs) > _MAX_LETTERS:
        return False
    return all(_may_be_told(run, box, body) for run in runs)


def _is_signed(runs: Sequence[Run], picture: Picture) -> bool:
    """Tell whether `runs` are a line and a credit below an image: then that is its caption, whatever it is set as."""
    return len(runs) == len((_LINE, _CREDIT)) and runs[_LINE].order > picture.order and is_credit(runs[_CREDIT].text)


def _may_be_told(run: Run, box: Spot, body: Body) -> bool:
    """Tell whether a run in the same box as an image may be its caption or credit."""
    if TOLD & run.place or is_credit(run.text) or run.order in body.unlike:
        return True
    if is_signed(run.text) and run.spot.within(HEADING_TAGS) is None:
        return True
    if run.link_share > _POINTER and run.spot.within(HEADING_TAGS) is not None:
        return False
    if any(BOX & spot.own for spot in takewhile(lambda spot: spot is not box.parent, run.spot.chain())):
        return True
    if run.order in body.runs or run.link_share > _POINTER or run.spot.within(HEADING_TAGS) is not None:
        return False
    return not (Place.BYLINE | Place.FORM) & run.place and not is_boilerplate_line(run.text)


def _holds_others(page: Walk, spot: Spot, picture: Picture) -> bool:
    """Tell whether `spot` has images besides `picture`: not its fallback, and not the same in another size."""
    alt = picture.spot.element.get("alt")
    return any(
        other is not picture
        and not (alt and other.spot.element.get("alt") == alt)
        and next(other.spot.element.iterancestors("noscript"), None) is None
        for other in page.pictures_in(spot)
    )
