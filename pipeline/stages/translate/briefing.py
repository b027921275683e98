"""What the engines are told of an article besides the lines that they translate."""

from pipeline.engines import Brief
from pipeline.engines.glossary import Glossary
from pipeline.model import Article, source_segments
from pipeline.stages.translate.speakers import speakers

# Texts that are not told: names say nothing of the article, and headline and description are told as what they are.
_UNTOLD = frozenset({"headline", "description", "author", "credit"})


def brief_of(article: Article, glossary: Glossary) -> Brief:
    """Return what is told of `article`, with the newsroom's `glossary`."""
    segments = [segment for segment in source_segments(article) if segment.role not in _UNTOLD]
    texts = tuple(segment.source.text for segment in segments)
    return Brief(
        headline=article.headline,
        description=article.description or "",
        texts=texts,
        glossary=glossary,
        speakers=speakers([article.description or "", *texts]),
    )
