"""The table [source.rules] of sources.toml: where the parts of an article stand on one source's pages.

Most sources need none. A rule is a CSS selector or an XPath expression, which begins with a slash.
"""

import functools
import zoneinfo
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, BeforeValidator, Field, field_validator

from pipeline.settings.table import Table

if TYPE_CHECKING:  # loaded where there is a selector: most configurations have none, and every command reads them
    from lxml.etree import XPath, _Element

_XPATH_BEGINNINGS = ("/", "./", "(/")


def selected(root: "_Element", selector: str) -> "list[_Element]":
    """Return the elements of the document of `root` that `selector` means, in its order."""
    from lxml.etree import _Element  # noqa: PLC0415 - as above

    found = _compiled(selector)(root)
    return [item for item in found if isinstance(item, _Element)] if isinstance(found, list) else []


@functools.lru_cache(maxsize=1024)
def _compiled(selector: str) -> "XPath":
    """Return what finds the elements that `selector` means.

    Raises ValueError where it is neither CSS nor XPath, or finds no elements but a number or a text.
    """
    from cssselect import HTMLTranslator, SelectorError  # noqa: PLC0415 - as above
    from lxml import etree  # noqa: PLC0415 - as above

    is_xpath = selector.startswith(_XPATH_BEGINNINGS)
    try:
        path = selector if is_xpath else HTMLTranslator().css_to_xpath(selector, prefix="//")
        found = etree.XPath(path)
        result = found(etree.Element("html"))
    except (SelectorError, etree.XPathError) as error:
        raise ValueError(f"{selector!r} is no {'XPath expression' if is_xpath else 'CSS selector'}: {error}") from error
    if not isinstance(result, list):
        raise ValueError(f"{selector!r} finds no elements but a {type(result).__name__}")  # noqa: TRY004 - pydantic
    return found


def _listed(value: object) -> object:
    """Take one selector for a list of one."""
    return (value,) if isinstance(value, str) else value


def _valid(selectors: tuple[str, ...]) -> tuple[str, ...]:
    for selector in selectors:
        _compiled(selector)
    return selectors


Selectors = Annotated[tuple[str, ...], BeforeValidator(_listed), AfterValidator(_valid)]


class ExtractionRules(Table):
    """What one source's pages are read by, before any heuristic. Each is a selector or a list of them.

    Where `body`, `authors` or `date` find nothing on a page, the heuristics decide as they do without rules.
    """

    body: Selectors = Field(default=(), description="the elements that hold the text")
    remove: Selectors = Field(default=(), description="what is no part of an article, wherever it stands")
    caption: Selectors = Field(default=(), description="captions of images")
    credit: Selectors = Field(default=(), description="whose the images are")
    authors: Selectors = Field(default=(), description="the names in the byline")
    date: Selectors = Field(default=(), description="when the article was first published")
    zone: str | None = Field(
        default=None, description="the zone of times that are told without one, e.g. Africa/Cairo (IANA)"
    )

    @field_validator("zone")
    @classmethod
    def _is_known(cls, zone: str | None) -> str | None:
        if zone is not None:
            try:
                zoneinfo.ZoneInfo(zone)
            except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
                raise ValueError(f"{zone!r} is no time zone; write it as in Africa/Cairo") from error
        return zone
