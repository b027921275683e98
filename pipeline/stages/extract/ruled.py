"""What the rules of one source select on a page; they come before every heuristic."""

import datetime as dt
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element

from pipeline.settings.extraction import ExtractionRules, Selectors, selected
from pipeline.stages.extract.places import Kinds, Place
from pipeline.stages.extract.tree import shown_lines

_MAX_ELEMENTS = 500
_PLACES = {"remove": Place.REMOVED, "caption": Place.CAPTION, "credit": Place.CREDIT}


@dataclass(frozen=True, slots=True)
class Ruled:
    """What was selected: the elements of the body, what others are, bylines, dates; and the zone of bare times."""

    body: frozenset[_Element] = frozenset()
    places: Mapping[_Element, Kinds] = field(default_factory=dict)
    authors: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    zone: dt.tzinfo | None = None


def ruled(tree: _Element, rules: ExtractionRules | None) -> Ruled:
    """Return what `rules` select in `tree`."""
    if rules is None:
        return Ruled()
    places: dict[_Element, Kinds] = {}
    for name, place in _PLACES.items():
        for element in _selected(tree, getattr(rules, name)):
            places[element] = places.get(element, Place.NONE) | place
    return Ruled(
        frozenset(_selected(tree, rules.body)),
        places,
        tuple(text for element in _selected(tree, rules.authors) if (text := _told(element, "content"))),
        tuple(text for element in _selected(tree, rules.date) if (text := _told(element, "datetime", "content"))),
        zoneinfo.ZoneInfo(rules.zone) if rules.zone else None,
    )


def _selected(tree: _Element, selectors: Selectors) -> list[_Element]:
    found = (element for selector in selectors for element in selected(tree, selector))
    return list(dict.fromkeys(found))[:_MAX_ELEMENTS]


def _told(element: _Element, *attributes: str) -> str:
    """Return what `element` tells in one of `attributes`, or else shows."""
    return next((value for name in attributes if (value := element.get(name))), "") or shown_lines(element)
