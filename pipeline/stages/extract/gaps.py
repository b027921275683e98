"""What was left out of the body though it is as good: found by standing where the body stands."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from itertools import islice

from pipeline.stages.extract.lines import is_note
from pipeline.stages.extract.runs import Run, Walk

_LONG = 40
_OFTEN = 3
_AT_LEAST, _AROUND = 2, 4
_NOTES_AFTER = 6
_PARAGRAPH_TAGS = frozenset({"p"})
_ITEMS = frozenset({"li", "dt", "dd"})
_BLOCKS = frozenset("p li h1 h2 h3 h4 h5 h6 blockquote div dd dt td pre".split())


def with_gaps(page: Walk, kept: list[Run], is_out: Callable[[Run], bool]) -> list[Run]:
    """Add the runs that stand in elements of the same make as the kept ones, and are as good.

    Between the first and the last kept run any such run counts; beyond them, paragraphs of some length only.
    `is_out` tells what is no part of an article wherever it stands.
    """
    if not kept:
        return kept
    present = {run.order for run in kept}
    common = Counter(make for run in kept for make in makes(run))
    first, last = kept[0].order, kept[-1].order
    added = []
    for run in page.runs:
        if run.order in present or not run.key:
            continue
        alike = max((common[make] for make in makes(run)), default=0)
        is_end_note = first < run.order <= last + _NOTES_AFTER and is_note(run.text)
        if not (alike or is_end_note) or is_out(run):
            continue
        is_common = alike >= _OFTEN or alike == len(kept) >= _AT_LEAST
        is_long = run.spot.within(_PARAGRAPH_TAGS) is not None and len(run.text) > _LONG and is_common
        if first < run.order < last or is_long or is_end_note:
            added.append(run)
    return sorted([*kept, *added], key=lambda run: run.order)


def makes(run: Run) -> Iterator[Hashable]:
    """Yield what a run's element has in common with its likes: the same parent, or parents of the same class."""
    block = run.spot.within(_BLOCKS) or run.spot
    parent = block.parent
    if parent is None:
        return
    yield parent
    if block.element.tag in _ITEMS and parent.parent is not None:
        yield parent.parent  # a list stands where the paragraphs around it stand
    around = list(islice((spot.element for spot in parent.chain()), _AROUND))
    # a paragraph may lie alone in several elements without any name, as all its likes do
    named = next((number for number, element in enumerate(around) if element.get("class")), None)
    if named is not None:
        told = around[: max(named + 1, _AT_LEAST)]
        yield (block.element.tag, *((element.tag, element.get("class")) for element in told))
