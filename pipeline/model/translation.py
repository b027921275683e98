"""A translation: one segment for each text of the article, with where its Arabic came from."""

from collections.abc import Iterator
from typing import Literal

from pydantic import AwareDatetime, Field

from pipeline.model.article import Article, Figure, TextBlock
from pipeline.model.base import Model
from pipeline.model.text import MarkedText

Role = Literal[
    "headline", "description", "author", "paragraph", "heading", "quote", "list_item", "note", "embed",
    "alt", "caption", "credit",
]  # fmt: skip


COPIED = "copied"
"""The name in the origin of a text without anything to translate, such as a number: it passes as it is."""


class SourceSegment(Model):
    """A text of the article that is translated as a whole; `id` says where it stands.

    Ids: `headline`, `description`, `author1` …, `b1` … for blocks in order,
    and `b4.alt`, `b4.caption`, `b4.credit` for the texts of a figure. `verbatim` are words in it that stay as they are.
    """

    id: str
    role: Role
    source: MarkedText
    verbatim: tuple[str, ...] = ()


class Origin(Model):
    """Who translated a segment.

    `engine`: the engine called `name`, in this run. `memory`: the translation memory, and `name` is the engine
    or the file its entry came from, or COPIED, which is nobody's. `reviewer`: the person called `name`.
    """

    kind: Literal["engine", "memory", "reviewer"] = Field(description="an engine, the translation memory or a person")
    name: str = Field(description="its name in the configuration; or the person's")


class Alternative(Model):
    """What else an engine, or whoever `engine` names, said of a text: a person may take it instead."""

    engine: str
    text: str


class Segment(SourceSegment):
    """A source segment with its Arabic; the marks of both sides correspond, in the source's order.

    `unplaced_marks` counts marks whose words could not be found again and now stand on the whole text.
    `missed_terms` are English terms whose Arabic, by the glossary, is not in the target. `alternatives` are a few other
    translations that were paid for or written before.
    """

    target: MarkedText
    origin: Origin
    unplaced_marks: int = 0
    missed_terms: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()


class Cost(Model):
    """What one engine was asked for: requests that reached it, and characters (code points of the source).

    The characters are those that it may have read: not those that it refused by a status (4xx, 5xx).
    """

    engine: str
    requests: int = 0
    characters: int = 0
    seconds: float = 0.0


class Translation(Model):
    """An article with its segments translated, in the article's order."""

    article: Article
    target_language: str = "ar"
    segments: tuple[Segment, ...]
    costs: tuple[Cost, ...] = ()
    translated_at: AwareDatetime

    def segment(self, segment_id: str) -> Segment | None:
        """Return the segment called `segment_id`, or None where the article has no such text."""
        return next((segment for segment in self.segments if segment.id == segment_id), None)


def source_segments(article: Article) -> Iterator[SourceSegment]:
    """Yield every text of `article` that is to be translated, in the order a reader meets it."""
    yield SourceSegment(id="headline", role="headline", source=MarkedText(text=article.headline))
    if article.description:
        yield SourceSegment(id="description", role="description", source=MarkedText(text=article.description))
    for number, author in enumerate(article.authors, 1):
        yield SourceSegment(id=f"author{number}", role="author", source=MarkedText(text=author.name))
    for number, block in enumerate(article.blocks, 1):
        if isinstance(block, Figure):
            yield from _figure_segments(f"b{number}", block)
        elif block.text:
            verbatim = block.verbatim if isinstance(block, TextBlock) else ()
            source = MarkedText(text=block.text, marks=block.marks)
            yield SourceSegment(id=f"b{number}", role=block.type, source=source, verbatim=verbatim)


def _figure_segments(block_id: str, figure: Figure) -> Iterator[SourceSegment]:
    if figure.alt:
        yield SourceSegment(id=f"{block_id}.alt", role="alt", source=MarkedText(text=figure.alt))
    if figure.caption:
        yield SourceSegment(id=f"{block_id}.caption", role="caption", source=figure.caption)
    if figure.credit:
        yield SourceSegment(id=f"{block_id}.credit", role="credit", source=MarkedText(text=figure.credit))
