"""The publication: the JSON that downstream publishers read.

Its JSON Schema is generated from these classes (`republish schema`) and checked in at
config/schema/publication.json. Within a version of the schema, keys are only ever added.
"""

import datetime as dt
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from pipeline.model.article import Image, TextBlockType
from pipeline.model.base import Model
from pipeline.model.report import Flag, Verdict
from pipeline.model.rights import Rights
from pipeline.model.text import MarkedText
from pipeline.model.translation import Origin

SCHEMA_ID = "urn:republish:schema:publication:1"

PublicationState = Literal["published", "held", "withdrawn"]
TranslationMethod = Literal["machine", "machine_reviewed", "human"]


class TranslatedText(MarkedText):
    """An Arabic text beside its English source; the marks of both correspond, in the source's order."""

    text: str = Field(min_length=1)
    source: MarkedText
    origin: Origin
    flags: tuple[Flag, ...] = ()


class PublishedTextBlock(TranslatedText):
    """A paragraph, heading, quotation, list item or note."""

    id: str
    type: TextBlockType
    level: int | None = None


class PublishedFigure(Model):
    """A figure; `image` is null where there is no right to show it."""

    id: str
    type: Literal["figure"] = "figure"
    image: Image | None = None
    alt: TranslatedText | None = None
    caption: TranslatedText | None = None
    credit: TranslatedText | None = None


class PublishedEmbed(Model):
    """A post of another site: a link to it, its author as written there, and its text where known."""

    id: str
    type: Literal["embed"] = "embed"
    url: str | None = None
    author: str | None = None
    content: TranslatedText | None = None


PublishedBlock = Annotated[PublishedTextBlock | PublishedFigure | PublishedEmbed, Field(discriminator="type")]


class SourceAuthor(Model):
    """An author as the source names them, and in Arabic letters where that is known."""

    name: str = Field(min_length=1)
    name_ar: str | None = None


class PublicationSource(Model):
    """The article that was translated.

    `url` is the article's own, never a bare domain. `content_sha256` is of the page's bytes as retrieved.
    """

    url: str
    site: str
    host: str
    language: str
    headline: str
    authors: tuple[SourceAuthor, ...]
    first_published_at: AwareDatetime | None
    first_published_date: dt.date | None
    modified_at: AwareDatetime | None
    retrieved_at: AwareDatetime | None
    content_sha256: str


class AttributionLine(Model):
    """One line of the attribution block, e.g. label «الموقع», value the site's name, href the article."""

    label: str = Field(min_length=1)
    value: str = Field(min_length=1)
    href: str | None = None
    datetime: str | None = Field(default=None, description="ISO 8601, of a line that tells a time")


class Attribution(Model):
    """The attribution block as it is shown below the article."""

    label: str = Field(min_length=1)
    lines: tuple[AttributionLine, ...]


class Disclaimer(Model):
    """A sentence that must be shown with the article."""

    kind: Literal["views", "machine_translation"]
    text: str = Field(min_length=1)


class TranslationInfo(Model):
    """How the translation was made.

    `engines` names the engines whose words these are, also where they came by way of the memory.
    `characters` were sent to engines for this revision. `digital_source_type` is a URI of IPTC's vocabulary.
    """

    method: TranslationMethod
    engines: tuple[str, ...]
    translated_at: AwareDatetime
    reviewed_by: str | None = None
    digital_source_type: str
    characters: int


class Quality(Model):
    """The verdict of the checks, and all flags, those of single texts included."""

    verdict: Verdict
    flags: tuple[Flag, ...] = ()


class HistoryEntry(Model):
    """Something that happened to the publication; the newest entry is last."""

    revision: int
    at: AwareDatetime
    event: Literal["created", "revised", "edited", "approved", "withdrawn"]
    by: str | None = None
    detail: str | None = None


class Publication(Model):
    """An Arabic publication of an English article.

    `state` is of this revision: revision 1 stays published while revision 2 is held.
    """

    schema_id: str = Field(default=SCHEMA_ID, alias="schema")
    id: str = Field(pattern=r"^[0-9a-f]{16}$")
    revision: int = Field(ge=1)
    state: PublicationState
    language: str = "ar"
    direction: Literal["rtl"] = "rtl"
    headline: TranslatedText
    description: TranslatedText | None = None
    blocks: tuple[PublishedBlock, ...]
    source: PublicationSource
    attribution: Attribution
    disclaimers: tuple[Disclaimer, ...]
    translation: TranslationInfo
    quality: Quality
    rights: Rights
    history: tuple[HistoryEntry, ...] = ()
