"""Which runs of the page are its article: trafilatura's choice, found again in the page, then made whole."""

import logging
from collections.abc import Iterator, Sequence

from lxml.etree import _Element, iterwalk
from trafilatura import bare_extraction
from trafilatura.metadata import Document

from pipeline.stages.extract.cleaning import compact
from pipeline.stages.extract.locate import located
from pipeline.stages.extract.runs import Run

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it warns about pages, and a refusal says that better

# trafilatura's own elements, each of which begins a line
_LINE_TAGS = frozenset({"body", "p", "head", "list", "item", "quote", "table", "row", "cell", "code", "lb"})


def chosen_by_trafilatura(tree: _Element, runs: Sequence[Run]) -> list[int]:
    """Return the indexes of the runs that trafilatura takes for the article; it works on a copy of `tree`."""
    document = bare_extraction(tree, include_comments=False, include_images=False, with_metadata=False)
    if not isinstance(document, Document) or document.body is None:
        return []
    return located(_lines(document.body), runs)


def _lines(body: _Element) -> Iterator[str]:
    """Yield the compact text of each innermost line of trafilatura's tree."""
    parts: list[str] = []
    for event, element in iterwalk(body, events=("start", "end")):
        if element.tag in _LINE_TAGS:
            yield compact("".join(parts))
            parts = []
        parts.append((element.text if event == "start" else element.tail) or "")
    yield compact("".join(parts))
