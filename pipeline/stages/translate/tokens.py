"""Marks carried through a translation as tokens, as in «Read ⟦1⟧the report⟦2⟧ first».

A sentence goes to the engine whole, with a numbered token at each end of the marked words: odd numbers open,
even ones close. Engines add spaces, write ⟦ ١ ⟧ or lose tokens altogether; `placed` believes them only when each
came back once and in order.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.model import Mark, MarkedText

# ⟦1⟧, and what engines make of it: ⟦ 1 ⟧, ⟦١⟧, and 〚1〛 or ⟧1⟦ where brackets were mirrored
_TOKEN = re.compile(r"[⟦⟧〚〛]\s*(\d{1,3})\s*[⟦⟧〚〛]")
# Tokens with nothing but spaces between them, and the spaces around.
_RUN = re.compile(rf"\s*(?:{_TOKEN.pattern}\s*)+")
# What is left of a token that was cut: «⟦1», «2⟧»
_REMNANT = re.compile(r"[⟦〚]\s*\d|\d\s*[⟧〛]")
_BRACKET = re.compile(r"[⟦⟧〚〛]")
_SPACE = re.compile(r"\s")
# No space stands before the first and none after the second, in English or Arabic.
_CLOSING = frozenset("،.؛:!؟?,;»)]}…”’٪%")
_OPENING = frozenset("«([{“‘")
# One letter is joined to the next word: «و», «ف», «ب», «ل», «ك»
_JOINED = re.compile(r"(?:^|[\s«(“\"])[وفبلك]$")
# … and those that never stand alone: «و», and what is drawn towards the next word, «لـ»
_ALWAYS_JOINED = re.compile('(?:(?:^|[\\s«(“"])و|\u0640)$')
_PUNCTUATION = " \t\n،.؛:!؟?,;…"
# Marked words grow and shrink in translation, but not without bound: at most this many times their length and
# this many characters more.
_GROWTH, _SLACK = 3, 15


# The numbers after those of so many marks stand for words that are kept as they are (`copying`).
_MOST_SPANS = 250

Span = tuple[int, int]


class Unmarked(NamedTuple):
    """An answer without its tokens, and where each token stood in it, in the order in which they came."""

    text: str
    tokens: tuple[tuple[int, int], ...]  # number, position


def spans_of(source: MarkedText) -> list[Span]:
    """Return the distinct spans of words that the marks of `source` stand on, without those on the whole text."""
    whole = _trimmed(source.text, 0, len(source.text))
    spans = (_trimmed(source.text, mark.start, mark.end) for mark in source.marks)
    return list(dict.fromkeys(span for span in spans if span != whole and span[0] < span[1]))


def with_tokens(source: MarkedText) -> str | None:
    """Return the text of `source` with tokens at its marks.

    None where it has such brackets of its own, and where its marks are more than there are numbers.
    """
    spans = spans_of(source)
    if _BRACKET.search(source.text) or len(spans) > _MOST_SPANS:
        return None
    events = []
    for number, (start, end) in enumerate(spans):
        # At one place what closes comes before what opens; of two that open there, the longer one first.
        events += [(start, 1, -end, 2 * number + 1), (end, 0, -start, 2 * number + 2)]
    parts, position = [], 0
    for at, _, _, number in sorted(events):
        parts += [source.text[position:at], f"⟦{number}⟧"]
        position = at
    return "".join([*parts, source.text[position:]])


def plain(sent: str) -> str:
    """Return what was sent without its tokens, which stand in it without spaces of their own."""
    return _TOKEN.sub("", sent)


def without_tokens(answer: str) -> Unmarked:
    """Take the tokens out of `answer`, and the spaces that came with them."""
    text, position = "", 0
    tokens: list[tuple[int, int]] = []
    for run in _RUN.finditer(answer):
        text += answer[position : run.start()]
        position = run.end()
        space = _space_between(text, run[0], answer[position : position + 1])
        numbers = [int(token[1]) for token in _TOKEN.finditer(run[0])]
        tokens += [(number, len(text) + (len(space) if number % 2 else 0)) for number in numbers]
        text += space
    return Unmarked(text + answer[position:], tuple(tokens))


def is_clean(answer: str) -> bool:
    """Tell whether `answer` has neither tokens nor pieces of them."""
    return not _TOKEN.search(answer) and not _REMNANT.search(answer)


def placed(source: MarkedText, answer: str) -> MarkedText | None:
    """Return `answer` with the marks of `source` where its tokens stand; None where they cannot all be believed.

    They are believed where each came back once, each pair in order, around words, and not around far more
    text than was marked; and where no piece of a token is left.
    """
    text, tokens = without_tokens(answer)
    found = believed_spans(source, answer)
    if len(found) < len(spans_of(source)) or len(tokens) > 2 * len(found) or _REMNANT.search(text):
        return None
    return MarkedText(text=text, marks=tuple(_moved(source, text, found)))


def believed_spans(source: MarkedText, answer: str) -> dict[Span, Span]:
    """Return for the marked spans of `source` those of `answer` without tokens, where both tokens can be believed."""
    text, tokens = without_tokens(answer)
    times = Counter(number for number, _ in tokens)
    at = dict(tokens)
    found = {}
    for number, (start, end) in enumerate(spans_of(source)):
        opening, closing = 2 * number + 1, 2 * number + 2
        if times[opening] == times[closing] == 1:
            words = _trimmed(text, at[opening], at[closing], like=source.text[start:end])
            if 0 < words[1] - words[0] <= _GROWTH * (end - start) + _SLACK:
                found[start, end] = words
    return found


def on_whole(mark: Mark, text: str) -> Mark:
    """Return `mark` standing on the whole of `text`."""
    return mark.model_copy(update={"start": 0, "end": len(text)})


def is_whole(mark: Mark, text: str) -> bool:
    """Tell whether `mark` stands on the whole of `text`, spaces aside."""
    return _trimmed(text, mark.start, mark.end) == _trimmed(text, 0, len(text))


def _moved(source: MarkedText, text: str, found: dict[tuple[int, int], tuple[int, int]]) -> Iterator[Mark]:
    for mark in source.marks:
        words = found.get(_trimmed(source.text, mark.start, mark.end), (0, len(text)))
        yield mark.model_copy(update={"start": words[0], "end": words[1]})


def _trimmed(text: str, start: int, end: int, *, like: str | None = None) -> tuple[int, int]:
    """Return the span without spaces at its ends; and without punctuation there, where `like` has none."""
    before = after = " \t\n\u00a0"
    if like is not None:
        before += "" if like[0] in _PUNCTUATION else _PUNCTUATION
        after += "" if like[-1] in _PUNCTUATION else _PUNCTUATION
    while start < end and text[start] in before:
        start += 1
    while end > start and text[end - 1] in after:
        end -= 1
    return start, end


def _space_between(before: str, run: str, after: str) -> str:
    """Return what stands between `before` and `after` once the run of tokens between them is gone."""
    if not before or not after or not _SPACE.search(run):
        return ""
    if after in _CLOSING or before[-1] in _OPENING or _ALWAYS_JOINED.search(before):
        return ""
    return "" if not run[0].isspace() and _JOINED.search(before) else " "
