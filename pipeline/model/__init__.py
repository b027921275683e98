"""What flows: frozen values, each of which round-trips through JSON, and nothing that acts.

SourcePage → Article → Translation → Report → Publication
"""

from pipeline.model.article import Article, Author, Block, Embed, Figure, Image, Provenance, Site, TextBlock
from pipeline.model.base import Model
from pipeline.model.page import SourcePage
from pipeline.model.publication import (
    SCHEMA_ID,
    Attribution,
    AttributionLine,
    Disclaimer,
    HistoryEntry,
    Publication,
    PublicationSource,
    PublishedBlock,
    PublishedEmbed,
    PublishedFigure,
    PublishedTextBlock,
    Quality,
    SourceAuthor,
    TranslatedText,
    TranslationInfo,
    Withdrawal,
)
from pipeline.model.report import Flag, Policy, Report, Severity, Verdict
from pipeline.model.rights import Rights, RightsBasis, Signal
from pipeline.model.text import Mark, MarkedText, MarkKind
from pipeline.model.translation import (
    COPIED,
    Alternative,
    Cost,
    Origin,
    Role,
    Segment,
    SourceSegment,
    Translation,
    source_segments,
)

__all__ = [
    "COPIED",
    "SCHEMA_ID",
    "Alternative",
    "Article",
    "Attribution",
    "AttributionLine",
    "Author",
    "Block",
    "Cost",
    "Disclaimer",
    "Embed",
    "Figure",
    "Flag",
    "HistoryEntry",
    "Image",
    "Mark",
    "MarkKind",
    "MarkedText",
    "Model",
    "Origin",
    "Policy",
    "Provenance",
    "Publication",
    "PublicationSource",
    "PublishedBlock",
    "PublishedEmbed",
    "PublishedFigure",
    "PublishedTextBlock",
    "Quality",
    "Report",
    "Rights",
    "RightsBasis",
    "Role",
    "Segment",
    "Severity",
    "Signal",
    "Site",
    "SourceAuthor",
    "SourcePage",
    "SourceSegment",
    "TextBlock",
    "TranslatedText",
    "Translation",
    "TranslationInfo",
    "Verdict",
    "Withdrawal",
    "source_segments",
]
