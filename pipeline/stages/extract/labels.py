"""The elements that a template labels as byline, date or headline."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml.etree import _Element

# Parts of class names; which of them say what is for those to tell who ask.
_NAMES = re.compile(
    r"uthor|yline|ontributor|username|field--name-uid|entry-title|article-title|article-headline|date|time"
)
_TEST_NAMES = re.compile(r"byline|author")
_PERSONS_PAGE = re.compile(r"/(?:authors?|by|profile|people)/")
_LABELS = frozenset({"itemprop", "pubdate"})


class Labelled(NamedTuple):
    """An element and its attributes."""

    element: _Element
    attributes: Mapping[str, str]

    def get(self, name: str) -> str:
        """Return an attribute, or an empty text."""
        return self.attributes.get(name, "")


Test = Callable[[Labelled], bool]


def having(attribute: str, *words: str, tag: str | None = None) -> Test:
    """Return a test for elements whose `attribute` contains one of `words`; of one `tag`, or any."""

    def test(item: Labelled) -> bool:
        value = item.get(attribute)
        return bool(value) and (tag is None or item.element.tag == tag) and any(word in value for word in words)

    return test


def those(items: Sequence[Labelled], test: Test) -> Iterator[Labelled]:
    """Yield the elements that pass a test."""
    return (item for item in items if test(item))


def is_label(tag: str, attributes: Mapping[str, str]) -> bool:
    """Tell whether an element of these `attributes` may be labelled as one of them."""
    if tag == "time":
        return True
    names = attributes.get("class")
    if names is not None and _NAMES.search(names):
        return True
    if names is not None and len(attributes) == 1:
        return False
    return (
        not _LABELS.isdisjoint(attributes)
        or attributes.get("rel") == "author"
        or (tag == "a" and _PERSONS_PAGE.search(attributes.get("href", "")) is not None)
        or (tag == "abbr" and "title" in attributes)
        or _TEST_NAMES.search(attributes.get("data-testid", "")) is not None
        or _TEST_NAMES.search(attributes.get("data-component", "")) is not None
    )
