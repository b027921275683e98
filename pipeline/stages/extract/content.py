"""From the runs that trafilatura chose to those that are the article: gaps filled, boilerplate out."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.stages.extract.cleaning import compact
from pipeline.stages.extract.lines import is_boilerplate_line, is_note
from pipeline.stages.extract.names import Misleading, misleading, place_of
from pipeline.stages.extract.places import Place
from pipeline.stages.extract.runs import HEADING_TAGS, Run, Spot, Walk
from pipeline.stages.extract.tables import with_rows

_OUT = Place.BOILERPLATE | Place.FORM | Place.HIDDEN
_FIGURE_TEXT = Place.CAPTION
_LINKS = 0.8
_WHOLLY = 0.97
_NEARLY_ALL = 0.9
_SHORT = 120
_LONG = 40
_NOTES_AFTER = 6
_MIN_STANDFIRST = 20
_MAX_STANDFIRST = 500
_OFTEN = 3
_PARAGRAPH_TAGS = frozenset({"p"})
_BLOCKS = frozenset("p li h1 h2 h3 h4 h5 h6 blockquote div dd dt td pre".split())


@dataclass(frozen=True, slots=True)
class Content:
    """The runs that are the article's text, in order; those of embedded posts; and where the article stands."""

    runs: list[Run]
    embedded: list[Spot]
    misled: Misleading
    container: Spot | None
    standfirst: str | None


def content(page: Walk, chosen: Sequence[int], *, headline: str, description: str) -> Content:
    """Return the article's text: `chosen` are indexes into the page's runs, `description` what its metadata say."""
    runs = [page.runs[index] for index in chosen]
    title = compact(headline)
    misled = misleading(runs, next((run for run in page.runs if run.key == title), None))
    kept = [run for run in with_rows(page, runs, misled) if not _is_out(run, misled) and run.key != title]
    kept = _with_gaps(page, kept, misled, title)
    embedded = _embedded(page, kept)
    within = set(embedded)
    kept = [run for run in kept if within.isdisjoint(run.spot.chain())]
    kept = _without_dangling_headings(_without_repetitions(with_rows(page, kept, misled)))
    standfirst = _standfirst(page, kept, misled, title, compact(description))
    kept = [run for run in kept if run is not standfirst] if len(kept) > 1 else kept
    return Content(kept, embedded, misled, _container(kept), standfirst.text if standfirst else None)


def _is_out(run: Run, misled: Misleading) -> bool:
    place = place_of(run.spot, misled)
    if _OUT & place or Place.CAPTION in place:
        return True
    if Place.FIGURE in place and not (Place.QUOTE | Place.EMBED | Place.TABLE) & place:
        return True
    if Place.ASIDE in place and Place.QUOTE not in place:
        return True
    if is_note(run.text):
        return False
    if (Place.BYLINE | Place.CREDIT) & place and len(run.text) < _SHORT:
        return True
    return is_boilerplate_line(run.text) or _is_only_link(run)


def _is_only_link(run: Run) -> bool:
    """Tell whether a paragraph is but a link to another article, as pointers within the text are."""
    if run.spot.within(HEADING_TAGS) is not None or run.link_share <= _LINKS:
        return False
    return run.link_share > _WHOLLY or not run.text.endswith((".", "!", "?", ".”", '."'))


def _with_gaps(page: Walk, kept: list[Run], misled: Misleading, title: str) -> list[Run]:
    """Add the runs that stand in elements of the same make as the kept ones, and are as good.

    Between the first and the last kept run any such run counts; beyond them, paragraphs of some length only.
    """
    if not kept:
        return kept
    present = {run.order for run in kept}
    makes = Counter(make for run in kept for make in _makes(run))
    first, last = kept[0].order, kept[-1].order
    added = []
    for run in page.runs:
        if run.order in present or run.key == title or not run.key:
            continue
        alike = max((makes[make] for make in _makes(run)), default=0)
        is_end_note = first < run.order <= last + _NOTES_AFTER and is_note(run.text)
        if not (alike or is_end_note) or _is_out(run, misled):
            continue
        is_long = run.spot.within(_PARAGRAPH_TAGS) is not None and len(run.text) > _LONG and alike >= _OFTEN
        if first < run.order < last or is_long or is_end_note:
            added.append(run)
    return sorted([*kept, *added], key=lambda run: run.order)


def _makes(run: Run) -> Iterator[Hashable]:
    """Yield what a run's element has in common with its likes: the same parent, or parents of the same class."""
    block = run.spot.within(_BLOCKS) or run.spot
    parent = block.parent
    if parent is None:
        return
    yield parent
    around = parent.parent
    if around is not None and (parent.element.get("class") or around.element.get("class")):
        yield (
            block.element.tag,
            parent.element.tag,
            parent.element.get("class"),
            around.element.tag,
            around.element.get("class"),
        )


def _standfirst(page: Walk, kept: list[Run], misled: Misleading, title: str, description: str) -> Run | None:
    """Return the line between headline and text that sums the article up: called so, or as the metadata has it."""
    if not kept:
        return None
    first = kept[0]
    top = next((run.order for run in page.runs if run.key == title), first.order)
    for run in page.runs:
        if top < run.order <= first.order and _MIN_STANDFIRST <= len(run.text) <= _MAX_STANDFIRST:
            is_called_so = Place.STANDFIRST in place_of(run.spot, misled)
            is_described = run.key == description and not (run is first and _is_like_the_rest(run, kept))
            if (is_called_so or is_described) and not is_boilerplate_line(run.text):
                return run
    return None


def _is_like_the_rest(run: Run, kept: list[Run]) -> bool:
    """Tell whether `run` is a paragraph among others: one more that is kept stands in the same element."""
    makes = set(_makes(run))
    return any(other is not run and not makes.isdisjoint(_makes(other)) for other in kept)


def _without_repetitions(runs: list[Run]) -> list[Run]:
    """Leave out pull quotes, which repeat words of the text, and text that the page holds twice."""
    whole = "".join(run.key for run in runs if Place.PULLQUOTE not in run.place)
    seen: set[str] = set()
    kept = []
    for run in runs:
        if Place.PULLQUOTE in run.place and run.key in whole:
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


def _embedded(page: Walk, kept: list[Run]) -> list[Spot]:
    if not kept:
        return []
    found: dict[Spot, None] = {}
    for run in page.runs:
        if Place.EMBED in run.place and kept[0].order <= run.order <= kept[-1].order:
            root = [spot for spot in run.spot.chain() if Place.EMBED in spot.own][-1]
            found[root] = None
    return list(found)


def _container(runs: list[Run]) -> Spot | None:
    """Return the innermost element that holds nine tenths of the text."""
    total = sum(len(run.key) for run in runs)
    mass: Counter[Spot] = Counter()
    for run in runs:
        for spot in run.spot.chain():
            mass[spot] += len(run.key)
    holding = [spot for spot, letters in mass.items() if letters >= _NEARLY_ALL * total]
    return max(holding, key=lambda spot: spot.depth, default=None)
