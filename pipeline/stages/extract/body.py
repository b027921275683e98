"""Which runs of the page are its article: trafilatura's choice, found again in the page, then made whole."""

import copy
import logging
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lxml.etree import _Element, iterwalk
from trafilatura import bare_extraction
from trafilatura.metadata import Document

from pipeline.stages.extract.cleaning import compact
from pipeline.stages.extract.locate import located
from pipeline.stages.extract.runs import Run
from pipeline.stages.extract.tree import elements

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it warns about pages, and a refusal says that better

MAX_COMPARED = 1_000
"""Beyond so many lines, the extractors that trafilatura compares its choice with take time that grows with the square
of them; the largest of 167 news pages had 526."""
MAX_ELEMENTS = 7_000
"""So many elements trafilatura is given: it gathers the text of all paragraphs in time that grows with the square of
them. The largest of 167 news pages had 3,200; of a larger page, what stands where the rest stood is found as a gap."""
_BEYOND = f"(//*)[{MAX_ELEMENTS + 1}]"
# trafilatura's own elements, each of which begins a line
_LINE_TAGS = frozenset({"body", "p", "head", "list", "item", "quote", "table", "row", "cell", "code", "lb"})
_PROSE = 80
_LINKED = 0.5
_SENTENCE_ENDS = (".", "!", "?", "”", '"', "’", ")", ":")
_HALF = 0.5


def chosen_by_trafilatura(tree: _Element, runs: Sequence[Run]) -> list[int]:
    """Return the indexes of the runs that trafilatura takes for the article; it works on a copy of `tree`.

    Its own extractor alone is asked first, which takes half the time. It compares itself with others, and lets one of
    them win that finds more than twice as much; so it is asked to where half of the page's prose is missing.
    """
    tree = _bounded(tree)
    chosen = _chosen(tree, runs, fast=True)
    if _holds_most_prose(chosen, runs) or len(runs) > MAX_COMPARED:
        return chosen
    return _chosen(tree, runs, fast=False)


def _bounded(tree: _Element) -> _Element:
    """Return `tree`, or a copy of its first MAX_ELEMENTS elements where it has more."""
    if not elements(tree, _BEYOND):
        return tree
    tree = copy.copy(tree)
    [first] = elements(tree, _BEYOND)
    for child, parent in pairwise((first, *first.iterancestors())):
        del parent[parent.index(child) + (child is not first) :]
    return tree


def _chosen(tree: _Element, runs: Sequence[Run], *, fast: bool) -> list[int]:
    document = bare_extraction(tree, include_comments=False, include_images=False, with_metadata=False, fast=fast)
    if not isinstance(document, Document) or document.body is None:
        return []
    return located(_lines(document.body), runs)


def _holds_most_prose(chosen: Sequence[int], runs: Sequence[Run]) -> bool:
    """Tell whether `chosen` have at least half of the letters of the page's sentences, wherever these stand."""
    prose = {number: len(run.key) for number, run in enumerate(runs) if _is_prose(run)}
    return sum(prose.get(number, 0) for number in chosen) >= _HALF * sum(prose.values()) > 0


def _is_prose(run: Run) -> bool:
    return len(run.text) >= _PROSE and run.text.endswith(_SENTENCE_ENDS) and run.link_share <= _LINKED


def _lines(body: _Element) -> Iterator[str]:
    """Yield the compact text of each innermost line of trafilatura's tree."""
    parts: list[str] = []
    for event, element in iterwalk(body, events=("start", "end")):
        if element.tag in _LINE_TAGS:
            yield compact("".join(parts))
            parts = []
        parts.append((element.text if event == "start" else element.tail) or "")
    yield compact("".join(parts))
