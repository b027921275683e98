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

    text: str = Field(min_length=1, description="the Arabic: plain text, no markup, no bidi controls")
    source: MarkedText = Field(description="the English that it translates")
    origin: Origin = Field(description="whose words the Arabic is")
    flags: tuple[Flag, ...] = Field(default=(), description="what the checks found in this text")


class PublishedTextBlock(TranslatedText):
    """A paragraph, heading, quotation, list item or note."""

    id: str = Field(description="the block's place, the same in both languages")
    type: TextBlockType = Field(description="what it is; a `note` is a contributor's or an editor's line")
    level: int | None = Field(default=None, description="of a heading, 1 to 6, as in h1 to h6")


class PublishedFigure(Model):
    """A figure; `image` is null where there is no right to show it."""

    id: str = Field(description="the block's place, the same in both languages")
    type: Literal["figure"] = Field(default="figure", description="always `figure`")
    image: Image | None = Field(default=None, description="null where there is no right to show it")
    alt: TranslatedText | None = Field(default=None, description="what is to be seen, for who does not see it")
    caption: TranslatedText | None = Field(default=None, description="the words under it")
    credit: TranslatedText | None = Field(default=None, description="who made it and who owns it")


class PublishedEmbed(Model):
    """A post of another site: a link to it, its author as written there, and its text where known."""

    id: str = Field(description="the block's place, the same in both languages")
    type: Literal["embed"] = Field(default="embed", description="always `embed`")
    url: str | None = Field(default=None, description="the post's own address")
    author: str | None = Field(default=None, description="who posted, as written there")
    content: TranslatedText | None = Field(default=None, description="what the post says, where that is known")


PublishedBlock = Annotated[PublishedTextBlock | PublishedFigure | PublishedEmbed, Field(discriminator="type")]


class SourceAuthor(Model):
    """An author as the source names them, and in Arabic letters where that is known."""

    name: str = Field(min_length=1, description="as the source writes it")
    name_ar: str | None = Field(default=None, description="in Arabic letters, where that is known")


class PublicationSource(Model):
    """The article that was translated.

    `url` is the article's own, never a bare domain. `content_sha256` is of the page's bytes as retrieved.
    """

    url: str = Field(description="the article's own address")
    site: str = Field(description="the publisher's name, as configured or as it writes it; empty where unknown")
    host: str = Field(description="the host that the article lies on")
    language: str = Field(description="BCP 47 tag")
    headline: str = Field(description="as the source has it")
    authors: tuple[SourceAuthor, ...] = Field(description="in the source's order; empty where it names none")
    first_published_at: AwareDatetime | None = Field(
        description="the instant, with its zone; null where the source tells a day at most"
    )
    first_published_date: dt.date | None = Field(
        description="the day, in the publisher's own zone; null where nothing is known"
    )
    modified_at: AwareDatetime | None = Field(description="when the source says that it last changed the article")
    retrieved_at: AwareDatetime | None = Field(description="when the page was fetched")
    content_sha256: str = Field(description="of the page's bytes as fetched, in hex")


class AttributionLine(Model):
    """One line of the attribution block, e.g. label «الموقع», value the site's name, href the article."""

    label: str = Field(min_length=1, description="what the line is about")
    value: str = Field(min_length=1, description="what it says")
    href: str | None = Field(default=None, description="where its value leads")
    datetime: str | None = Field(default=None, description="ISO 8601, of a line that tells a time")


class Attribution(Model):
    """The attribution block as it is shown below the article."""

    label: str = Field(min_length=1, description="its heading")
    lines: tuple[AttributionLine, ...] = Field(description="author, site, first publication; more may follow")


class Disclaimer(Model):
    """A sentence that must be shown with the article."""

    kind: Literal["views", "machine_translation"] = Field(description="what it is about")
    text: str = Field(min_length=1, description="the sentence, ready to show")


class TranslationInfo(Model):
    """How the translation was made.

    `engines` names the engines whose words these are, also where they came by way of the memory.
    `characters` were sent to engines for this revision. `digital_source_type` is a URI of IPTC's vocabulary.
    """

    method: TranslationMethod = Field(description="by a machine, by one and reviewed by a person, or by people")
    engines: tuple[str, ...] = Field(description="the engines whose words these are")
    translated_at: AwareDatetime = Field(description="when")
    reviewed_by: str | None = Field(default=None, description="who reviewed and approved the text")
    digital_source_type: str = Field(description="the same as `method`, as a URI of IPTC's NewsCodes")
    characters: int = Field(description="code points that were sent to engines for this revision")


class Quality(Model):
    """The verdict of the checks, and all flags, those of single texts included."""

    verdict: Verdict = Field(description="`held`: a person has to decide; `approved`: a person has")
    flags: tuple[Flag, ...] = Field(default=(), description="everything found, also what stands at the single texts")


class HistoryEntry(Model):
    """Something that happened to the publication; the newest entry is last.

    `changes` is what the source changed of the article: empty where a person or a setting made the revision.
    """

    revision: int = Field(description="the revision that it led to")
    at: AwareDatetime = Field(description="when")
    event: Literal["created", "revised", "edited", "approved", "withdrawn"] = Field(description="what happened")
    by: str | None = Field(default=None, description="the person, where it was one")
    detail: str | None = Field(default=None, description="the reason, or what it was about")
    changes: tuple[str, ...] = Field(
        default=(),
        description="what the source changed: `headline`, `description`, `body`, `caption`, `image`, `authors`, "
        "`date`, `address`; kinds may be added",
    )


class Withdrawal(Model):
    """What readers are told in place of an article that was withdrawn, in the configured words."""

    title: str = Field(
        min_length=1,
        description="for lists of titles: that it was withdrawn, and its headline",
        examples=["سُحب: عودة الجسر القديم إلى الخدمة"],
    )
    lines: tuple[str, ...] = Field(
        min_length=1,
        description="for the place of the body: that it was withdrawn, when, and why where a reason was given",
        examples=[["سُحب هذا الخبر ولم يعد منشورًا.", "سبب السحب: أزال الناشر الأصلي هذا الخبر من موقعه."]],
    )


class Publication(Model):
    """An Arabic publication of an English article.

    `state` is of this revision: revision 1 stays published while revision 2 is held.
    """

    schema_id: str = Field(
        default=SCHEMA_ID, alias="schema", description="the schema, and its version as the last part"
    )
    id: str = Field(pattern=r"^[0-9a-f]{16}$", description="the article's, in every revision, for good")
    revision: int = Field(ge=1, description="counts from 1; a new one where readers see something new")
    state: PublicationState = Field(description="of this revision")
    language: str = Field(default="ar", description="of the texts, as a BCP 47 tag")
    direction: Literal["rtl"] = Field(default="rtl", description="in which the texts are written")
    headline: TranslatedText = Field(description="the headline")
    description: TranslatedText | None = Field(default=None, description="the standfirst, where there is one")
    blocks: tuple[PublishedBlock, ...] = Field(description="the body, in the source's order; empty when withdrawn")
    source: PublicationSource = Field(description="the article that was translated")
    attribution: Attribution = Field(description="must be shown with the text")
    disclaimers: tuple[Disclaimer, ...] = Field(description="must be shown with the text")
    translation: TranslationInfo = Field(description="how the Arabic was made")
    quality: Quality = Field(description="what the checks found")
    rights: Rights = Field(description="by what right this is published")
    history: tuple[HistoryEntry, ...] = Field(default=(), description="what happened so far, the newest last")
    withdrawal: Withdrawal | None = Field(
        default=None, description="must be shown in place of the body of one that is `withdrawn`; null of any other"
    )
