"""Slideshows: articles whose text is the captions of their pictures."""

from dataclasses import replace

from pipeline.stages.extract.cleaning import compact
from pipeline.stages.extract.content import Content, container_of
from pipeline.stages.extract.names import place_of
from pipeline.stages.extract.places import Place
from pipeline.stages.extract.runs import Run, Walk

_FEW_WORDS = 60
"""An introduction has fewer; where there is more text than that, the captions stand beside it."""
_SLIDES = 3
_WORDS = 5
"""Of a caption that tells something."""
_NO_SLIDE = Place.BOILERPLATE | Place.ASIDE | Place.HIDDEN | Place.REMOVED | Place.CREDIT | Place.BYLINE | Place.VIDEO
_LINKED = 0.5


def with_slides(page: Walk, content: Content, headline: str) -> Content:
    """Return `content` with the captions of a slideshow among its runs, where the page has little other text.

    Whoever makes blocks of them finds that they are the texts of figures. A page that is no article has such pictures
    too: ask only of one that calls itself an article.
    """
    if sum(len(run.text.split()) for run in content.runs) >= _FEW_WORDS:
        return content
    key = compact(headline)
    title = next((run.order for run in page.runs if run.key == key), 0)
    seen = {run.key for run in content.runs}
    captions: list[Run] = []
    for run in page.runs:
        if run.order > title and run.key not in seen and _is_slide(run, content):
            seen.add(run.key)
            captions.append(run)
    if len(captions) < _SLIDES:
        return content
    runs = sorted([*content.runs, *captions], key=lambda run: run.order)
    return replace(content, runs=runs, container=container_of(runs))


def _is_slide(run: Run, content: Content) -> bool:
    place = place_of(run.spot, content.misled)
    return (
        bool(Place.CAPTION & place)
        and not _NO_SLIDE & place
        and len(run.text.split()) >= _WORDS
        and run.link_share <= _LINKED
    )
