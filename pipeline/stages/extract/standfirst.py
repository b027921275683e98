"""The standfirst: the line between headline and text that sums an article up."""

from collections.abc import Sequence

from pipeline.stages.extract.gaps import makes
from pipeline.stages.extract.lines import is_boilerplate_line
from pipeline.stages.extract.names import Misleading, place_of
from pipeline.stages.extract.places import Place
from pipeline.stages.extract.runs import HEADING_TAGS, Run, Walk

_SHORTEST = 20
_LONGEST = 500
_NEAR = 2
_HEADLINE = frozenset({"h1"})
_OTHER = Place.BOILERPLATE | Place.CAPTION | Place.CREDIT | Place.BYLINE | Place.HIDDEN | Place.REMOVED
"""What a line is called that is no standfirst, whatever else it is called."""


def standfirst_of(page: Walk, kept: Sequence[Run], misled: Misleading, title: str, description: str) -> Run | None:
    """Return the run above or at the beginning of `kept` that is called a standfirst, or is what the metadata say.

    `title` and `description` are compact. A paragraph among others is none, though the metadata repeat it.
    """
    if not kept:
        return None
    first = kept[0]
    titles = [run for run in page.runs if run.key == title]
    top = next((run.order for run in titles if run.spot.within(_HEADLINE)), titles[0].order if titles else first.order)
    for run in page.runs:
        if top < run.order <= first.order and _SHORTEST <= len(run.text) <= _LONGEST:
            place = place_of(run.spot, misled)
            is_called_so = bool(Place.STANDFIRST & place) and not _OTHER & place
            is_described = run.key == description and not (run is first and _is_like_the_rest(run, kept))
            if (is_called_so or is_described) and not is_boilerplate_line(run.text):
                return run
    return first if _is_summary(kept, top) else None


def _is_summary(kept: Sequence[Run], top: int) -> bool:
    """Tell whether the first of `kept` is a heading right below the headline, and something else, then the text.

    A byline, a date or an image lie between a standfirst and the text; of a heading in the text, nothing does.
    """
    first = kept[0]
    if len(kept) == 1 or not 0 < first.order - top <= _NEAR or not _SHORTEST <= len(first.text) <= _LONGEST:
        return False
    heading = first.spot.within(HEADING_TAGS - _HEADLINE)
    return heading is not None and kept[1].order > first.order + 1


def _is_like_the_rest(run: Run, kept: Sequence[Run]) -> bool:
    """Tell whether `run` is a paragraph among others: one more that is kept stands in the same element."""
    if run.spot.within(HEADING_TAGS) is not None:
        return False
    own = set(makes(run))
    return any(other is not run and not own.isdisjoint(makes(other)) for other in kept)
