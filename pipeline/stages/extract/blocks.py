"""The runs of an article as its blocks: what type each is, with its marks."""

from pipeline.model import MarkedText, TextBlock
from pipeline.stages.extract.lines import is_note
from pipeline.stages.extract.marks import marked_text, verbatim_words
from pipeline.stages.extract.names import Misleading, place_of
from pipeline.stages.extract.places import Place
from pipeline.stages.extract.runs import HEADING_TAGS, Run
from pipeline.stages.extract.tables import is_row

_BOLD_LINE = 80
_BOLD_LINE_LEVEL = 3
_LIST_TAGS = frozenset({"li", "dd", "dt"})


def text_block(run: Run, misled: Misleading, *, base: str) -> TextBlock:
    """Return `run` as a paragraph, heading, quotation, list item or note; links absolute from `base`."""
    block = _typed(run, marked_text(run.pieces, base=base), misled)
    verbatim = verbatim_words(run.pieces)
    return block.model_copy(update={"verbatim": verbatim}) if verbatim else block


def _typed(run: Run, marked: MarkedText, misled: Misleading) -> TextBlock:
    heading = run.spot.within(HEADING_TAGS)
    if heading is not None:
        # emphasis on a whole heading is the template's
        marks = tuple(
            mark for mark in marked.marks if mark.kind == "link" or (mark.start, mark.end) != (0, len(marked.text))
        )
        return TextBlock(type="heading", level=int(heading.element.tag[1]), text=marked.text, marks=marks)
    if is_note(marked.text):
        return TextBlock(type="note", text=marked.text, marks=marked.marks)
    place = place_of(run.spot, misled)
    if (Place.QUOTE | Place.PULLQUOTE) & place:
        return TextBlock(type="quote", text=marked.text, marks=marked.marks)
    if is_row(run) or (Place.LIST & place and run.spot.within(_LIST_TAGS)):
        return TextBlock(type="list_item", text=marked.text, marks=marked.marks)
    if _is_bold_line(marked):
        return TextBlock(type="heading", level=_BOLD_LINE_LEVEL, text=marked.text)
    return TextBlock(type="paragraph", text=marked.text, marks=marked.marks)


def _is_bold_line(marked: MarkedText) -> bool:
    """Tell whether a paragraph is set as a heading: short, wholly bold, not ending as a sentence does."""
    is_bold = any(mark.kind == "strong" and (mark.start, mark.end) == (0, len(marked.text)) for mark in marked.marks)
    return is_bold and len(marked.text) <= _BOLD_LINE and marked.text[-1].isalnum()
