"""From answers to texts with marks: placed by their tokens, else found by their words, else on the whole text."""

from dataclasses import dataclass

from pipeline.model import Mark, MarkedText
from pipeline.stages.translate.alignment import find_words
from pipeline.stages.translate.tokens import is_whole, on_whole


@dataclass(frozen=True)
class Placed:
    """An Arabic text with its marks; `unplaced` of them stand on the whole of it for want of certainty."""

    target: MarkedText
    unplaced: int = 0


def phrases(source: MarkedText) -> list[str]:
    """Return the words of each mark that does not stand on the whole text."""
    return [source.marked(mark) for mark in source.marks if not is_whole(mark, source.text)]


def aligned(source: MarkedText, text: str, translated: dict[str, str]) -> Placed:
    """Place the marks of `source` on `text` where their words stand, given as they are or as `translated`."""
    marks, unplaced = [], 0
    for mark in source.marks:
        words = None if is_whole(mark, source.text) else _find(source, mark, text, translated)
        if words:
            marks.append(mark.model_copy(update={"start": words[0], "end": words[1]}))
        else:
            marks.append(on_whole(mark, text))
            unplaced += not is_whole(mark, source.text)
    return Placed(MarkedText(text=text, marks=tuple(marks)), unplaced)


def rehung(source: MarkedText, target: MarkedText) -> Placed:
    """Return a remembered `target` with the hrefs of `source`, whose marks correspond to its own by position.

    A mark on the whole of the target that does not stand on the whole of the source counts as unplaced.
    """
    if len(source.marks) != len(target.marks):
        return Placed(*_all_on_whole(source, target.text))
    pairs = list(zip(source.marks, target.marks, strict=True))
    marks = tuple(theirs.model_copy(update={"kind": ours.kind, "href": ours.href}) for ours, theirs in pairs)
    unplaced = sum(is_whole(b, target.text) and not is_whole(a, source.text) for a, b in pairs)
    return Placed(MarkedText(text=target.text, marks=marks), unplaced)


def _all_on_whole(source: MarkedText, text: str) -> tuple[MarkedText, int]:
    marks = tuple(on_whole(mark, text) for mark in source.marks)
    return MarkedText(text=text, marks=marks), sum(not is_whole(mark, source.text) for mark in source.marks)


def _find(source: MarkedText, mark: Mark, text: str, translated: dict[str, str]) -> tuple[int, int] | None:
    words = source.marked(mark)
    candidates = [words, *([translated[words]] if words in translated else [])]
    return find_words(
        text,
        candidates,
        occurrence=source.text[: mark.start].count(words),
        occurrences=source.text.count(words),
    )
