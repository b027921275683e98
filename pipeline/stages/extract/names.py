"""Which elements mislead: what they are called sounds like boilerplate, and they hold the article."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator

from pipeline.stages.extract.places import Kinds, Place
from pipeline.stages.extract.runs import Run, Spot

Misleading = frozenset[Hashable]

_MASS = 0.5
"""What holds this share of the article's letters is the template's, whatever word is in its class."""
# A body is often cut in several elements of one class; but many list items or quotations of one class are just that.
_BY_ELEMENT_ONLY = Place.LIST | Place.QUOTE | Place.TABLE


def misleading(runs: Iterable[Run], headline: Run | None) -> Misleading:
    """Return the elements and class names that hold most of the text `runs`, which is the article, or its headline."""
    mass: Counter[Hashable] = Counter()
    total = 0
    for run in runs:
        total += len(run.key)
        for key in {key for spot in run.spot.chain() for key in _keys(spot)}:
            mass[key] += len(run.key)
    holding = {key for key, letters in mass.items() if letters > _MASS * total}
    return frozenset([*holding, *(headline.spot.chain() if headline else ())])


def place_of(spot: Spot, misled: Misleading) -> Kinds:
    """Return what surrounds an element, not believing those that mislead."""
    place = Place.NONE
    for around in spot.chain():
        if around.own and (around.ruled or misled.isdisjoint(_keys(around))):
            place |= around.own
    return place


def _keys(spot: Spot) -> Iterator[Hashable]:
    if not spot.own:
        return
    yield spot
    names = spot.element.get("class")
    if names and not _BY_ELEMENT_ONLY & spot.own:
        yield names
