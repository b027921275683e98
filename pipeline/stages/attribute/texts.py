"""The texts of a publication: each block of the article with the Arabic of its segments."""

from pipeline.errors import InputError
from pipeline.model import (
    Article,
    Block,
    Embed,
    Figure,
    PublishedBlock,
    PublishedEmbed,
    PublishedFigure,
    PublishedTextBlock,
    Report,
    TranslatedText,
)
from pipeline.stages.attribute.normalise import normalised_text


class Texts:
    """The translated texts of a report by segment id."""

    def __init__(self, report: Report, item_id: str) -> None:
        self._item_id = item_id
        self._texts = {
            segment.id: (segment, report.flags_of(index)) for index, segment in enumerate(report.translation.segments)
        }

    def required(self, segment_id: str) -> TranslatedText:
        """Return the Arabic of a text that the article has.

        Raises InputError where there is none: a text is never dropped in silence.
        """
        segment, flags = self._texts.get(segment_id, (None, ()))
        if segment is None or not segment.target.text.strip():
            raise InputError(
                f"the translation has no Arabic for {segment_id}",
                item=self._item_id,
                next_step=f"republish retry {self._item_id} --from translate",
            )
        return TranslatedText(
            text=segment.target.text,
            marks=segment.target.marks,
            source=segment.source,
            origin=segment.origin,
            flags=flags,
        )

    def optional(self, segment_id: str, source: str | None) -> TranslatedText | None:
        """Return the Arabic of a text, or None where the article's own, `source`, says nothing."""
        return self.required(segment_id) if source and source.strip() else None


def blocks(article: Article, texts: Texts, *, images: bool) -> tuple[PublishedBlock, ...]:
    """Return the article's blocks in Arabic, called b1 … as its segments are; pictures only where `images` allows."""
    published = (_block(block, f"b{number}", texts, images=images) for number, block in enumerate(article.blocks, 1))
    return tuple(block for block in published if block is not None)


def _block(block: Block, block_id: str, texts: Texts, *, images: bool) -> PublishedBlock | None:
    if isinstance(block, Figure):
        return PublishedFigure(
            id=block_id,
            image=block.image if images else None,
            alt=texts.optional(f"{block_id}.alt", block.alt),
            caption=texts.optional(f"{block_id}.caption", block.caption.text if block.caption else None),
            credit=texts.optional(f"{block_id}.credit", block.credit),
        )
    text = texts.optional(block_id, block.text)
    if isinstance(block, Embed):
        return PublishedEmbed(
            id=block_id, url=block.url, author=normalised_text(block.author) if block.author else None, content=text
        )
    if text is None:
        return None
    return PublishedTextBlock(**dict(text), id=block_id, type=block.type, level=block.level)
