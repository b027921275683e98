"""From the runs that trafilatura chose to those that are the article: gaps filled, boilerplate out."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.stages.extract.authors import is_byline
from pipeline.stages.extract.cleaning import compact
from pipeline.stages.extract.embeds import embedded
from pipeline.stages.extract.gaps import with_gaps
from pipeline.stages.extract.lines import is_boilerplate_line, is_note
from pipeline.stages.extract.names import Misleading, misleading, place_of
from pipeline.stages.extract.places import Kinds, Place
from pipeline.stages.extract.runs import HEADING_TAGS, Run, Spot, Walk
from pipeline.stages.extract.standfirst import standfirst_of
from pipeline.stages.extract.tables import with_rows

_OUT = (
    (Place.REMOVED, "removed by a rule"),
    (Place.BOILERPLATE, "called boilerplate by its element"),
    (Place.FORM, "within a form"),
    (Place.HIDDEN, "hidden"),
    (Place.CAPTION, "caption"),
)
_LINKS = 0.8
_WHOLLY = 0.97
_NEARLY_ALL = 0.9
_SHORT = 120
_LONG = 40
_MAKER = 20
_LABEL = 60
_SENTENCE_ENDS = (*'.!?…,;:)]"”’',)
# 312 · 1.2K: how often a page was shared or discussed; in a paragraph, a list or a table it may be part of the text
_COUNT = re.compile(r"\d[\d.,]{0,12} ?[km]?", re.IGNORECASE)
_TEXT_TAGS = HEADING_TAGS | frozenset("p li td th dd dt blockquote".split())


@dataclass(frozen=True, slots=True)
class Content:
    """The runs that are the article's text, in order; those of embedded posts; and where the article stands."""

    runs: list[Run]
    embedded: list[Spot]
    misled: Misleading
    container: Spot | None
    standfirst: Run | None


def content(
    page: Walk, chosen: Sequence[int], *, headline: str, description: str, site: str = "", is_whole: bool = False
) -> Content:
    """Return the article's text: `chosen` are indexes into the page's runs; what its metadata say of it, and its site.

    Where it `is_whole`, nothing that was not chosen is added.
    """
    runs = [page.runs[index] for index in chosen]
    title = compact(headline)
    named = {title, compact(site)}
    misled = misleading(runs, next((run for run in page.runs if run.key == title), None))

    def is_out(run: Run) -> bool:
        # The title of a video is mostly the headline, and whose it is: "The ferry returns (The Daily)".
        return run.key in named or _repeats(run, title) or bool(out_for(run, misled))

    kept = [run for run in with_rows(page, runs, misled) if not is_out(run)]
    kept = kept if is_whole else list(_without_labels(with_gaps(page, kept, is_out)))
    posts = embedded(page, kept)
    within = set(posts)
    kept = [run for run in kept if within.isdisjoint(run.spot.chain())]
    kept = _without_dangling_headings(_without_repetitions(with_rows(page, kept, misled)))
    standfirst = standfirst_of(page, kept, misled, title, compact(description))
    kept = [run for run in kept if run is not standfirst] if len(kept) > 1 else kept
    return Content(kept, posts, misled, container_of(kept), standfirst)


def out_for(run: Run, misled: Misleading) -> str:
    """Return why `run` is no part of an article's text, wherever it stands; an empty text where it may be."""
    place = place_of(run.spot, misled)
    reason = _out_by_place(place)
    if reason or is_note(run.text):
        return reason
    if Place.VIDEO & place and len(run.text) < _SHORT:
        return "title of a video"
    if (Place.BYLINE | Place.CREDIT) & place and len(run.text) < _SHORT:
        return "byline, date or credit"
    if is_boilerplate_line(run.text):
        return "worded as an advert, a prompt, a pointer or a label"
    if is_byline(run.text):
        return "byline, date or credit"
    if _COUNT.fullmatch(run.text) and run.spot.within(_TEXT_TAGS) is None:
        return "only a number"
    return "only a link" if _is_only_link(run) else ""


def _out_by_place(place: Kinds) -> str:
    for kinds, reason in _OUT:
        if kinds & place:
            return reason
    if Place.FIGURE & place and not (Place.QUOTE | Place.EMBED | Place.TABLE) & place:
        return "within a figure"
    return "beside the text" if Place.ASIDE & place and not Place.QUOTE & place else ""


def _repeats(run: Run, title: str) -> bool:
    return bool(title) and run.key.startswith(title) and len(run.key) <= len(title) + _MAKER and run.text.endswith(")")


def _is_only_link(run: Run) -> bool:
    """Tell whether a paragraph is but a link to another article, as pointers within the text are."""
    if run.spot.within(HEADING_TAGS) is not None or run.link_share <= _LINKS:
        return False
    return run.link_share > _WHOLLY or not run.text.endswith((".", "!", "?", ".”", '."'))


def _without_labels(runs: list[Run]) -> Iterator[Run]:
    """Leave out what stands before the first sentence and is none: a kicker, or `Staff reporter, agencies`."""
    is_before = True
    for run in runs:
        is_sentence = len(run.text) > _LABEL or run.text.endswith(_SENTENCE_ENDS) or Place.LIST & run.place
        is_before = is_before and not is_sentence
        if not is_before or run.spot.within(HEADING_TAGS) is not None:
            yield run


def _without_repetitions(runs: list[Run]) -> list[Run]:
    """Leave out pull quotes, which repeat words of the text, and text that the page holds twice."""
    whole = "".join(run.key for run in runs if not Place.PULLQUOTE & run.place)
    seen: set[str] = set()
    kept = []
    for run in runs:
        if Place.PULLQUOTE & run.place and run.key in whole:
            continue
        if len(run.key) > _LONG and run.key in seen:
            continue
        seen.add(run.key)
        kept.append(run)
    return kept


def _without_dangling_headings(runs: list[Run]) -> list[Run]:
    """Leave out headings under which nothing stands: linked ones before another, and all at the end."""
    kept: list[Run] = []
    for run in reversed(runs):
        is_heading = run.spot.within(HEADING_TAGS) is not None
        follows_heading = bool(kept) and kept[-1].spot.within(HEADING_TAGS) is not None
        if is_heading and (not kept or (follows_heading and run.link_share > _LINKS)):
            continue
        kept.append(run)
    return kept[::-1]


def container_of(runs: list[Run]) -> Spot | None:
    """Return the innermost element around paragraphs that holds nine tenths of the text."""
    total = sum(len(run.key) for run in runs)
    mass: Counter[Spot] = Counter()
    for run in runs:
        for spot in run.spot.chain():
            mass[spot] += len(run.key)
    holding = [s for s, letters in mass.items() if letters >= _NEARLY_ALL * total and s.element.tag not in _TEXT_TAGS]
    return max(holding, key=lambda spot: spot.depth, default=None)
