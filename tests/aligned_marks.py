"""Marks aligned by hand: English sentences, what an engine answers for them, and where each mark belongs in Arabic.

The sentences stand in tests/stages/translate/aligned; what a sentence is made of is told there.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import EngineAnswerBroken
from pipeline.model import Mark, MarkedText
from pipeline.stages.translate.asking import Answer, Answers
from pipeline.stages.translate.likeness import WORD
from pipeline.stages.translate.lines import Line
from pipeline.stages.translate.quoting import words_in_quotes
from pipeline.stages.translate.rendering import Rendered, Wanted, render

FOLDER = Path(__file__).parent / "stages/translate/aligned"
PARTS = ("first", "second", "third")
_BRACKET = re.compile(r"\[(\d):|\]")


@dataclass(frozen=True)
class Sentence:
    """An English text with its marks, and what an engine answers.

    `places` has the spans of each mark in `arabic`; `quoted` the answers to marked words in quotation marks, in their
    sentence, by those words.
    """

    english: MarkedText
    arabic: str
    places: tuple[tuple[tuple[int, int], ...], ...]
    alone: tuple[str, ...]
    answer: str
    quoted: dict[str, str]

    def answer_to(self, line: Line) -> str | None:
        """Return what the engine answers to `line`, None where nobody wrote that down."""
        if line.plain != line.sent:
            return self.answer
        if line.plain == self.english.text:
            return self.arabic
        words = words_in_quotes(line.plain)
        if words is not None and line.plain.replace("“", "").replace("”", "") == self.english.text:
            return self.quoted[words]
        phrases = [self.english.marked(mark) for mark in self.english.marks]
        return self.alone[phrases.index(line.sent)] if line.sent in phrases else None


@dataclass(frozen=True)
class Outcome:
    """What became of a mark: `overlap` is the F1 of its words and the right ones, 1.0 where they are the same."""

    words: str
    stands_on: str
    overlap: float
    flagged: bool
    broken: bool

    @property
    def verdict(self) -> str:
        """Return `broken` where the text is not what the engine said, else `right`, `flagged` or `wrong`."""
        if self.broken or self.flagged:
            return "broken" if self.broken else "flagged"
        return "right" if self.overlap == 1.0 else "wrong"


def sentences(half: str) -> Iterator[Sentence]:
    """Yield the sentences of one half of the data."""
    for row in tomllib.loads((FOLDER / f"{half}.toml").read_text("utf-8"))["sentence"]:
        yield _sentence(row)


def outcomes(sentence: Sentence) -> list[Outcome]:
    """Return what becomes of the marks of `sentence` when it is translated."""
    wanted = Wanted(sentence.english)
    rendered = render([wanted], lambda lines: _ask(sentence, lines)).rendered[wanted]
    return [_outcome(sentence, number, rendered) for number in range(len(sentence.places))]


def _ask(sentence: Sentence, lines: Sequence[Line]) -> Answers:
    answers = Answers()
    for line in lines:
        said = sentence.answer_to(line)
        if said is None:
            answers.failures[line] = EngineAnswerBroken("nothing", engine="engine", item="engine", next_step="none")
        else:
            answers.best[line] = Answer(said, "engine", holds=0, believed=True)
    return answers


def _outcome(sentence: Sentence, number: int, rendered: Rendered) -> Outcome:
    text, mark = rendered.placed.target.text, rendered.placed.target.marks[number]
    span = (mark.start, mark.end)
    found, parts = _words(text, span), sentence.places[number]
    # Words that came apart: right is the longest part, or the run that covers all of them.
    longest = max(parts, key=lambda part: part[1] - part[0])
    right = [_words(text, longest), _words(text, (parts[0][0], parts[-1][1]))]
    return Outcome(
        words=sentence.english.marked(sentence.english.marks[number]),
        stands_on=text[mark.start : mark.end],
        overlap=max(2 * len(found & words) / (len(found) + len(words)) for words in right),
        flagged=rendered.placed.unplaced > 0 and span == (0, len(text)),
        broken=text != sentence.arabic,
    )


def _words(text: str, span: tuple[int, int]) -> frozenset[int]:
    """Return the beginnings of the words that `span` touches; of one that it cuts short, a negative number instead."""
    touched = [word for word in WORD.finditer(text) if word.start() < span[1] and span[0] < word.end()]
    return frozenset(word.start() if word.end() <= span[1] else -word.start() - 1 for word in touched)


def _sentence(row: dict[str, Any]) -> Sentence:
    english, marked = _read(row["english"])
    arabic, places = _read(row["arabic"])
    numbers = sorted(marked, key=lambda n: (marked[n][0][0], -marked[n][0][1]))
    source = MarkedText(text=english, marks=tuple(_mark(n, marked[n][0]) for n in numbers))
    answer = row["answer"] if "answer" in row else _tokened(row["tokens"], arabic, places)
    return Sentence(
        english=source,
        arabic=arabic,
        places=tuple(tuple(places[number]) for number in numbers),
        alone=tuple(row["alone"][number - 1] for number in numbers),
        answer=answer,
        quoted=row.get("quoted", {}),
    )


def _mark(number: int, span: tuple[int, int]) -> Mark:
    return Mark(kind="link", start=span[0], end=span[1], href=f"https://example.org/{number}")


def _read(written: str) -> tuple[str, dict[int, list[tuple[int, int]]]]:
    """Return a text without its brackets, and the spans of each number."""
    text, position = "", 0
    spans: dict[int, list[tuple[int, int]]] = {}
    opened: list[tuple[int, int]] = []
    for bracket in _BRACKET.finditer(written):
        text += written[position : bracket.start()]
        position = bracket.end()
        if bracket[1]:
            opened.append((int(bracket[1]), len(text)))
        else:
            number, start = opened.pop()
            spans.setdefault(number, []).append((start, len(text)))
    return text + written[position:], spans


def _tokened(fate: str, arabic: str, places: dict[int, list[tuple[int, int]]]) -> str:
    """Return `arabic` with the tokens of its marks, as `fate` has left them."""
    events = []
    for number, ((start, end), *_) in places.items():
        events += [(start, 1, -end, 2 * number - 1), (end, 0, -start, 2 * number)]
    parts, position = [], 0
    for at, _, _, token in sorted(events):
        parts += [arabic[position:at], _written(fate, token, last=2 * len(places))]
        position = at
    return "".join([*parts, arabic[position:]])


def _written(fate: str, token: int, *, last: int) -> str:
    if fate == "lost" or (fate == "opening" and token % 2 == 0) or (fate == "first" and token > 2):
        return ""
    if fate == "spaced":
        return f" ⟦ {token} ⟧ "
    return f"⟦{token}" if fate == "cut" and token == last else f"⟦{token}⟧"
