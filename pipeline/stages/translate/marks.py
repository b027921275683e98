"""From answers to texts with marks: placed by their tokens, else found by their words, else on the whole text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.model import Mark, MarkedText
from pipeline.stages.translate.alignment import Alignment, apart
from pipeline.stages.translate.tokens import Span, is_whole, on_whole


@dataclass(frozen=True)
class Placed:
    """An Arabic text with its marks; `unplaced` of them stand on the whole of it for want of certainty."""

    target: MarkedText
    unplaced: int = 0


class Replacement(NamedTuple):
    """Other words for those from `start` to `end`, in code points."""

    start: int
    end: int
    words: str


def replaced(text: MarkedText, replacements: Sequence[Replacement]) -> MarkedText:
    """Return `text` with other words, given in order, and its marks on the same words; one that began within covers."""
    parts, position = "", 0
    places = []
    for old in replacements:
        parts += text.text[position : old.start]
        places.append((old, len(parts), len(parts) + len(old.words)))
        parts, position = parts + old.words, old.end
    parts += text.text[position:]

    def moved(at: int, *, is_end: bool) -> int:
        shift = 0
        for old, start, end in places:
            if old.start < at < old.end:
                return end if is_end else start
            if at >= old.end:
                shift = end - old.end
        return at + shift

    def carried(mark: Mark) -> Mark:
        return mark.model_copy(update={"start": moved(mark.start, is_end=False), "end": moved(mark.end, is_end=True)})

    return MarkedText(text=parts, marks=tuple(carried(mark) for mark in text.marks))


def phrases(source: MarkedText) -> list[str]:
    """Return the words of each mark that does not stand on the whole text."""
    return [source.marked(mark) for mark in source.marks if not is_whole(mark, source.text)]


def aligned(
    source: MarkedText, text: str, translated: Mapping[str, str], *, known: Mapping[Span, Span] | None = None
) -> Placed:
    """Place the marks of `source` on `text` where their words stand, given by their English as `translated`.

    `known` has the places of spans that need not be looked for.
    """
    found = dict(known or {})
    alignment = Alignment(source, text, translated)
    for span in _spans(source):
        if span not in found and (words := alignment.find(span)):
            found[span] = words
    return _on(source, text, apart(found, text))


def more_placed(source: MarkedText, before: Placed, said: Mapping[Span, str]) -> Placed:
    """Return `before` with those of its unplaced marks placed whose words the text has as `said`."""
    text = before.target.text
    pairs = zip(source.marks, before.target.marks, strict=True)
    left = {*unplaced_spans(source, before)}
    found = {(a.start, a.end): (b.start, b.end) for a, b in pairs if (a.start, a.end) not in left}
    for span, words in said.items():
        if place := Alignment(source, text, {source.text[slice(*span)]: words}).find(span):
            found[span] = place
    return _on(source, text, apart(found, text))


def unplaced_spans(source: MarkedText, placed: Placed) -> list[Span]:
    """Return the spans of `source` whose marks could not be placed."""
    if not placed.unplaced:
        return []
    pairs = zip(source.marks, placed.target.marks, strict=True)
    on_all = {(ours.start, ours.end) for ours, theirs in pairs if is_whole(theirs, placed.target.text)}
    return [span for span in _spans(source) if span in on_all]


def _spans(source: MarkedText) -> list[Span]:
    spans = ((mark.start, mark.end) for mark in source.marks if not is_whole(mark, source.text))
    return list(dict.fromkeys(spans))


def _on(source: MarkedText, text: str, places: Mapping[Span, Span]) -> Placed:
    """Return `text` with each mark of `source` at its place, on the whole where it has none."""
    marks, unplaced = [], 0
    for mark in source.marks:
        place = places.get((mark.start, mark.end))
        marks.append(mark.model_copy(update={"start": place[0], "end": place[1]}) if place else on_whole(mark, text))
        unplaced += not place and not is_whole(mark, source.text)
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
