"""The page as a reader meets it: runs of inline text and images, in document order.

A run is the text between two block boundaries, whatever element holds it: a `<p>`, a bare `<div>`, the part
of a paragraph before `<br><br>`. Links and emphasis within it are kept as spans, so nothing cuts a sentence.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeVar, cast

from lxml.etree import _Element

from pipeline.model import MarkKind
from pipeline.stages.extract.cleaning import cleaned, compact
from pipeline.stages.extract.labels import Labelled, is_label
from pipeline.stages.extract.places import Kinds, Place, own_place

BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html iframe li main menu nav ol p pre section "
    "summary table tbody td tfoot th thead tr ul video audio".split()
)
HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Frames that may show a post of another site.
FRAME_TAGS = frozenset("iframe amp-twitter amp-instagram amp-facebook amp-tiktok amp-reddit amp-bluesky".split())
IMAGE_TAGS = frozenset({"img", "amp-img", "amp-anim"})
# What is written in them is not read as text of the page; images may still stand in a button or a noscript.
_MUTE_TAGS = frozenset(
    "script style template svg math object embed canvas select option textarea button input datalist iframe "
    "head title noframes noscript video audio map progress meter rp rt".split()
)
_SKIPPED_TAGS = frozenset(
    "script style template svg math object embed canvas select textarea datalist head map".split()
)
_MARKS: dict[str, MarkKind] = {"a": "link", "b": "strong", "strong": "strong", "i": "emphasis", "em": "emphasis"}
# What a machine reads or writes.
_VERBATIM_TAGS = frozenset({"code", "kbd", "samp"})
_SELF_ORDERED = IMAGE_TAGS | FRAME_TAGS
MAX_NODES = 40_000
"""What takes a second; the largest of 167 news pages had 3,200 elements."""
MAX_PICTURES = 2_000
"""Each is looked at in 0.1 ms; the news page with the most that was measured had 88."""
_VERSE = 80
# , opens new tab · (opens in a new window): said of a link to those who hear the page
_NEW_TAB = re.compile(r"[,;]?\s*[(\[]?(?:link )?opens? (?:in )?(?:an? )?new (?:tab|window)[)\]]?\.?", re.IGNORECASE)
_LONGEST_NEW_TAB = 60
_ENDING_IN_NEW_TAB = re.compile(r"\s*[(\[](?:link )?opens? (?:in )?(?:an? )?new (?:tab|window)[)\]]\s*$", re.IGNORECASE)
_SENTENCE_ENDS = (".", "!", "?", "”", '"', "’", ")", ":")


class OpenMark(NamedTuple):
    """A link, an emphasis or words not to be translated that began in the page: `number` tells it from its likes."""

    number: int
    kind: MarkKind | Literal["verbatim"]
    href: str | None


class Spot:
    """An element on the way to a text: itself, what it is, what surrounds it.

    `first` and `last` are the orders of the first and the last run or image in it; `ruled` is what a rule says it is.
    """

    __slots__ = ("depth", "element", "first", "is_mute", "last", "own", "parent", "place", "ruled")

    def __init__(self, element: _Element, parent: "Spot | None", own: Kinds, ruled: Kinds = Place.NONE) -> None:
        tag = element.tag
        self.element = element
        self.parent = parent
        self.first = self.last = 0
        self.ruled = ruled
        self.own = ruled or own
        self.is_mute: bool = (tag in _MUTE_TAGS and not (tag == "button" and _shows_image(element))) or (
            tag == "sup" and _is_note_number(element)
        )
        if parent:
            self.depth: int = parent.depth + 1
            self.place: Kinds = self.own | parent.place
            self.is_mute = self.is_mute or parent.is_mute
        else:
            self.depth, self.place = 0, self.own

    def chain(self) -> Iterator["Spot"]:
        """Yield this spot and those around it, innermost first."""
        spot: Spot | None = self
        while spot is not None:
            yield spot
            spot = spot.parent

    def within(self, tags: frozenset[str]) -> "Spot | None":
        """Return the innermost spot, this one included, whose element is one of `tags`."""
        return next((spot for spot in self.chain() if spot.element.tag in tags), None)


def _attributes(element: _Element) -> dict[str, str]:
    """Return all attributes of an element at once, which costs less than to ask for each."""
    return cast("dict[str, str]", dict(element.items()))


def _is_empty_break(element: _Element, names: str) -> bool:
    """Tell whether an element of the classes `names` stands for a line break: `<span class="br"></span>`."""
    return "br" in names and not len(element) and not element.text and "br" in names.split()


def _is_verbatim(tag: str, attributes: Mapping[str, str]) -> bool:
    """Tell whether words in a line are not to be translated; of a block or a page it says so to browsers alone."""
    if tag in BLOCK_TAGS:
        return False
    return (
        tag in _VERBATIM_TAGS
        or attributes.get("translate") == "no"
        or ("notranslate" in attributes.get("class", "") and "notranslate" in attributes["class"].split())
    )


def _is_of_new_tab(text: str) -> bool:
    return len(text) <= _LONGEST_NEW_TAB and "new " in text and _NEW_TAB.fullmatch(text.strip()) is not None


def _is_note_number(raised: _Element) -> bool:
    """Tell whether a raised text is but a link to a note on the page: `<sup><a href="#fn1">1</a></sup>`."""
    return (
        len(raised) == 1
        and raised[0].tag == "a"
        and (raised[0].get("href") or "").startswith("#")
        and not (raised.text or "").strip(" [(")
    )


def _shows_image(button: _Element) -> bool:
    """Tell whether a button is an image to enlarge, or opens a caption, rather than a mere control."""
    return any(
        element.tag in IMAGE_TAGS or Place.CAPTION & own_place(element.tag, _attributes(element))
        for element in button.iter("*")
    )


class Piece(NamedTuple):
    """A text node as it stands in the page, the marks on it, and the element that holds it."""

    text: str
    marks: tuple[OpenMark, ...]
    spot: Spot


@dataclass(slots=True)
class Run:
    """Inline text between two block boundaries; `order` counts runs and images of the page together."""

    order: int
    spot: Spot
    pieces: list[Piece]
    text: str = field(init=False)
    key: str = field(init=False)

    def __post_init__(self) -> None:
        self.text = cleaned("".join([piece.text for piece in self.pieces]))
        self.key = compact(self.text)

    @property
    def place(self) -> Kinds:
        """What surrounds this text."""
        return self.spot.place

    @property
    def link_share(self) -> float:
        """The share of the letters that are links, 0 to 1."""
        linked = sum(
            len(compact(piece.text)) for piece in self.pieces if any(mark.kind == "link" for mark in piece.marks)
        )
        return linked / len(self.key) if self.key else 0.0


@dataclass(slots=True)
class Picture:
    """An image element where it stands in the page."""

    order: int
    spot: Spot


T = TypeVar("T", Run, Picture)


@dataclass(slots=True)
class Walk:
    """What a walk through the page found."""

    runs: list[Run] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    figures: list[Spot] = field(default_factory=list)
    frames: list[Spot] = field(default_factory=list)
    labels: list[Labelled] = field(default_factory=list)
    cut_within: frozenset[Spot] = frozenset()

    def runs_in(self, spot: Spot) -> list[Run]:
        """Return the runs within `spot`, in order."""
        return _between(self.runs, spot.first, spot.last)

    def runs_after(self, order: int, *, at_most: int) -> list[Run]:
        """Return the first runs after `order`."""
        start = bisect_right(self.runs, order, key=_order)
        return self.runs[start : start + at_most]

    def has_picture_between(self, first: int, last: int) -> bool:
        """Tell whether an image stands after `first` and before `last`."""
        return bool(_between(self.pictures, first + 1, last - 1))

    def pictures_in(self, spot: Spot) -> list[Picture]:
        """Return the images within `spot`, in order."""
        return _between(self.pictures, spot.first, spot.last)


def _between(items: list[T], first: int, last: int) -> list[T]:
    start = bisect_left(items, first, key=_order)
    return items[start : bisect_right(items, last, lo=start, key=_order)]


def _order(item: Run | Picture) -> int:
    return item.order


def walk(root: _Element, ruled: Mapping[_Element, Kinds] | None = None) -> Walk:
    """Walk through the page once and return its runs and images.

    What is beyond MAX_NODES is left out, as `cut_within` says; so are images beyond MAX_PICTURES.

    `ruled` says of some elements what they are, whatever they are called.
    """
    return _Walker(root, ruled or {}).result


class _Opened(NamedTuple):
    """An element whose end is still to come: its spot, and the marks that are open around it."""

    element: _Element
    spot: Spot
    marks: tuple[OpenMark, ...]


class _Walker:
    """Holds the text that is being gathered while the tree is walked, without recursion."""

    def __init__(self, root: _Element, ruled: Mapping[_Element, Kinds]) -> None:
        self.result = Walk()
        self._ruled = ruled
        self._order = 0
        self._marks: tuple[OpenMark, ...] = ()
        self._mark_number = 0
        self._pieces: list[Piece] = []
        self._holders: set[Spot] = set()
        self._breaks = 0
        self._length = 0
        self._last = ""
        self._divided: Spot | None = None
        self._visited = 0
        self._run(root)

    def _run(self, root: _Element) -> None:
        """Visit each element when it opens and when it closes, its tail after that."""
        stack: list[_Element | _Opened] = [root]
        spots: list[Spot] = []
        while stack and self._visited < MAX_NODES:
            item = stack.pop()
            if isinstance(item, _Opened):
                self._close(item)
                spots.pop()
                continue
            self._visited += 1
            marks = self._marks
            spot = self._open(item, spots[-1] if spots else None)
            spots.append(spot)
            stack.append(_Opened(item, spot, marks))
            if item.tag not in _SKIPPED_TAGS:
                stack.extend(reversed(item))
        if stack:
            self.result.cut_within = frozenset(spots)
        for item in reversed(stack):
            if isinstance(item, _Opened):
                self._close(item)

    def _open(self, element: _Element, parent: Spot | None) -> Spot:
        tag = element.tag
        if not isinstance(tag, str):  # a comment, an instruction, an entity
            return parent or Spot(element, None, Place.NONE)
        attributes = _attributes(element)
        if tag == "br" or _is_empty_break(element, attributes.get("class", "")):
            if parent:
                self._break(parent)
            return parent or Spot(element, None, Place.NONE)
        spot = self._spot(element, attributes, parent)
        if tag in BLOCK_TAGS:
            if parent:
                self._flush(parent)
        elif tag in _MARKS:
            self._open_mark(element, _MARKS[tag])
        if _is_verbatim(tag, attributes):
            self._open_mark(element, "verbatim")
        self._record(spot)
        spot.first = self._order + (tag not in _SELF_ORDERED)
        self._text(element.text, spot)
        return spot

    def _record(self, spot: Spot) -> None:
        tag = spot.element.tag
        if tag in IMAGE_TAGS and len(self.result.pictures) < MAX_PICTURES:
            self.result.pictures.append(Picture(self._next_order(), spot))
        elif tag in FRAME_TAGS:
            self._next_order()
            self.result.frames.append(spot)
        elif tag == "figure":
            self.result.figures.append(spot)

    def _spot(self, element: _Element, attributes: Mapping[str, str], parent: Spot | None) -> Spot:
        if (attributes or element.tag == "time") and is_label(element.tag, attributes):
            self.result.labels.append(Labelled(element, attributes))
        ruled = self._ruled.get(element, Place.NONE) if self._ruled else Place.NONE
        return Spot(element, parent, own_place(element.tag, attributes), ruled)

    def _break(self, parent: Spot) -> None:
        """Take a line break: the second in a row ends a paragraph, and the first after a paragraph's worth of text."""
        self._breaks += 1
        self._pieces.append(Piece("\n", self._marks, parent))
        if self._breaks > 1:
            self._flush(parent)
        elif self._ends_paragraph(parent) or self._is_line_of_its_own():
            self._divided = parent
            self._flush(parent)

    def _close(self, opened: _Opened) -> None:
        element, spot, marks = opened
        if element.tag in BLOCK_TAGS:
            self._flush(spot)
        if spot.element is element:
            spot.last = self._order
        self._marks = marks
        if element.tail and spot.parent:
            self._text(element.tail, spot.parent if spot.element is element else spot)

    def _open_mark(self, element: _Element, kind: MarkKind | Literal["verbatim"]) -> None:
        self._mark_number += 1
        href = element.get("href") if kind == "link" else None
        self._marks = (*self._marks, OpenMark(self._mark_number, kind, href))

    def _text(self, text: str | None, spot: Spot) -> None:
        if not text or spot.is_mute or _is_of_new_tab(text):
            return
        if "new " in text and self._marks:
            text = _ENDING_IN_NEW_TAB.sub("", text)
        if not text.isspace():
            self._breaks = 0
            self._holders.add(spot)
            self._length += len(text)
            self._last = text
        self._pieces.append(Piece(text, self._marks, spot))

    def _ends_paragraph(self, parent: Spot) -> bool:
        """Tell whether a single line break ends a paragraph: after a sentence, and more of it than a line of verse.

        Where one did so in the same element, the next need not follow as much.
        """
        is_enough = self._length > _VERSE or parent is self._divided
        return is_enough and self._last.rstrip().endswith(_SENTENCE_ENDS)

    def _is_line_of_its_own(self) -> bool:
        """Tell whether what is gathered is a heading in bold letters, or a rule of dashes, before a line break."""
        told = [piece for piece in self._pieces if not piece.text.isspace()]
        if not told or self._length > _VERSE:
            return False
        is_bold = all(any(mark.kind == "strong" for mark in piece.marks) for piece in told)
        return is_bold or not any(character.isalnum() for piece in told for character in piece.text)

    def _flush(self, spot: Spot) -> None:
        """End the run that is being gathered; it belongs to the one element that holds all its text, or to `spot`."""
        pieces, self._pieces, self._breaks, self._length = self._pieces, [], 0, 0
        holders, self._holders = self._holders, set()
        if not holders:
            return
        run = Run(self._next_order(), holders.pop() if len(holders) == 1 else spot, pieces)
        if run.text:
            self.result.runs.append(run)

    def _next_order(self) -> int:
        self._order += 1
        return self._order
