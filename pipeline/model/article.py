"""An English article, as extracted: metadata, and blocks in the order a reader meets them."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from pipeline.model.base import Model
from pipeline.model.rights import Signal
from pipeline.model.text import MarkedText

TextBlockType = Literal["paragraph", "heading", "quote", "list_item", "note"]


class Author(Model):
    """A person named in the byline."""

    name: str = Field(min_length=1)


class Site(Model):
    """The publisher: its name as it writes it, and the host the article lies on."""

    name: str
    host: str


class Image(Model):
    """An image by its absolute URL; width and height in pixels where the page tells."""

    url: str = Field(description="absolute, http or https")
    width: int | None = Field(default=None, description="in pixels, where the source tells")
    height: int | None = Field(default=None, description="in pixels, where the source tells")


class TextBlock(MarkedText):
    """A paragraph, heading, quotation, list item or note (a contributor's or an editor's line)."""

    type: TextBlockType
    level: int | None = Field(default=None, ge=1, le=6, description="of a heading, as in h1 to h6")
    verbatim: tuple[str, ...] = Field(default=(), description="words that the page marks as not to be translated")


class Figure(Model):
    """An image with the texts that belong to it, each kept apart; never all of them absent."""

    type: Literal["figure"] = "figure"
    image: Image | None = None
    alt: str | None = None
    caption: MarkedText | None = None
    credit: str | None = None


class Embed(MarkedText):
    """A post of another site shown within the article: its URL and author, and its text where the page has it."""

    type: Literal["embed"] = "embed"
    url: str | None = None
    author: str | None = None
    text: str = ""


Block = Annotated[TextBlock | Figure | Embed, Field(discriminator="type")]


class Provenance(Model):
    """Where a value of an article was found: `JSON-LD datePublished`, `meta og:title`, `h1`, `rule` and the like."""

    field: str
    where: str


class Article(Model):
    """An article ready for translation.

    `first_published_at` is the instant with its zone, or null where the page tells only a day;
    `first_published_date` is the day in the publisher's own zone, wherever anything is known.
    `first_published_precision` tells which of the two is known. `url` is where the page was read, `canonical_url` what
    the page calls itself. `signals` are what the page and its server say about reuse; `provenance` tells of each value
    which part of the page it comes from.
    """

    url: str
    canonical_url: str
    headline: str = Field(min_length=1)
    description: str | None = None
    authors: tuple[Author, ...] = ()
    site: Site
    first_published_at: AwareDatetime | None = None
    first_published_date: dt.date | None = None
    first_published_precision: Literal["instant", "day"] | None = None
    modified_at: AwareDatetime | None = None
    retrieved_at: AwareDatetime | None = None
    content_sha256: str = Field(description="of the page's bytes, in hex")
    language: str = "en"
    blocks: tuple[Block, ...]
    section: str | None = None
    keywords: tuple[str, ...] = ()
    is_accessible_for_free: bool | None = Field(default=None, description="null where the page does not say")
    signals: tuple[Signal, ...] = ()
    provenance: tuple[Provenance, ...] = ()
