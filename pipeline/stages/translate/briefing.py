"""What the engines are told of an article besides the lines that they translate."""

from collections.abc import Sequence

from pipeline.engines import Brief, Engine
from pipeline.engines.glossary import Glossary
from pipeline.model import Article, source_segments
from pipeline.stages.translate.speakers import speakers

# Texts that are not told: names say nothing of the article, and headline and description are told as what they are.
_UNTOLD = frozenset({"headline", "description", "author", "credit"})


def brief_of(article: Article, glossary: Glossary, engines: Sequence[Engine]) -> Brief:
    """Return what `engines` are told of `article`, with the newsroom's `glossary`."""
    segments = [segment for segment in source_segments(article) if segment.role not in _UNTOLD]
    texts = tuple(segment.source.text for segment in segments)
    return Brief(
        headline=article.headline,
        description=article.description or "",
        texts=texts,
        glossary=glossary,
        speakers=speakers([article.description or "", *texts]) if _take_context(engines) else (),
    )


def _take_context(engines: Sequence[Engine]) -> bool:
    return any(engine.abilities.has_context for engine in engines)
