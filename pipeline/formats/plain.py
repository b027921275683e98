"""The texts of a publication as plain lines, for formats that have no markup."""

from collections.abc import Iterator

from pipeline.model import Publication, PublishedEmbed, PublishedFigure, PublishedTextBlock, TranslatedText


def paragraphs(publication: Publication) -> Iterator[str]:
    """Yield the running text, block by block, without the texts of figures."""
    for block in publication.blocks:
        if isinstance(block, PublishedTextBlock):
            yield block.text
        elif isinstance(block, PublishedEmbed) and block.content:
            yield block.content.text


def figures(publication: Publication) -> list[PublishedFigure]:
    """Return the figures, in order."""
    return [block for block in publication.blocks if isinstance(block, PublishedFigure)]


def words(text: TranslatedText | None) -> str | None:
    """Return the Arabic of a text that may be absent."""
    return text.text if text else None
