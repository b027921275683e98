"""From texts with marks to their Arabic with the same marks, by way of lines and answers.

A text is sent whole, with tokens at its marks. Where they do not come back as they should, or stand around other
words than the marked ones, those are asked for by themselves and looked for in the answer; where the answer itself is
not to be believed, the text goes once more without tokens.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.engines import MemoryEntry
from pipeline.errors import EngineError, EngineQuotaExceeded, EngineRateLimited, EngineUnavailable
from pipeline.model import Alternative, MarkedText
from pipeline.stages.translate.asking import Answer, Answers
from pipeline.stages.translate.contradiction import without_contradicted
from pipeline.stages.translate.lines import Line, line_of
from pipeline.stages.translate.marks import Placed, aligned, more_placed, phrases, unplaced_spans
from pipeline.stages.translate.quoting import quoted, words_in_quotes
from pipeline.stages.translate.tokens import (
    Span,
    believed_spans,
    is_clean,
    placed,
    spans_of,
    with_tokens,
    without_tokens,
)

Ask = Callable[[Sequence[Line]], Answers]

# Each mark that is asked for in its context costs its whole text once more: so many of a text are.
_MOST_IN_CONTEXT = 5

# What engines said of a text besides is kept for a person to choose from, and kept with the article: a few are.
_MOST_OTHERS = 3

# An engine that failed in one of these ways has not had its say about a text.
_UNHEARD = (EngineUnavailable, EngineRateLimited, EngineQuotaExceeded)


@dataclass(frozen=True)
class Wanted:
    """A text to be translated; `is_name`, `kept` as in Line; `known` holds its Arabic where only marks are wanting."""

    source: MarkedText
    is_name: bool = False
    known: MemoryEntry | None = None
    kept: tuple[str, ...] = ()

    @property
    def tokened(self) -> Line:
        """The text as a line, with tokens where it has marks that need them."""
        tokens = with_tokens(self.source) if spans_of(self.source) else None
        return line_of(self.source.text if tokens is None else tokens, is_name=self.is_name, kept=self.kept)

    @property
    def plain(self) -> Line:
        """The text as a line without tokens."""
        return line_of(self.source.text, is_name=self.is_name, kept=self.kept)


@dataclass(frozen=True)
class Rendered:
    """The Arabic of a text; `engine` is None for a known one.

    `passed` says that its checks did not hold it and that it has the glossary's terms; `missed` are those it lacks.
    `others` are what engines said of it besides.
    """

    placed: Placed
    engine: str | None
    passed: bool = True
    missed: tuple[str, ...] = ()
    others: tuple[Alternative, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """A rendering of each text, or the error for which there is none yet."""

    rendered: Mapping[Wanted, Rendered]
    errors: Sequence[EngineError]


def render(texts: Sequence[Wanted], ask: Ask) -> Outcome:
    """Translate `texts` in two exchanges: all of them, then what the first left open; a third is for marks alone."""
    first = ask([text.tokened for text in texts if text.known is None])
    rendered = {text: done for text in texts if (done := _by_tokens(text, first))}
    left = [text for text in texts if text not in rendered]
    second = ask(list(dict.fromkeys(line for text in left for line in _open_lines(text, first))))
    errors = []
    for text in left:
        done = _by_words(text, first, second)
        error = _failure(text, first, second)
        if done and (done.passed or not isinstance(error, _UNHEARD)):
            rendered[text] = done
        elif error:
            errors.append(error)
    heard = {text: replace(done, others=_others(text, done, (first, second))) for text, done in rendered.items()}
    return Outcome(_with_marks_in_context(heard, ask), errors)


def _others(text: Wanted, done: Rendered, rounds: Sequence[Answers]) -> tuple[Alternative, ...]:
    """Return what engines said of `text` other than what is taken: each once, the best first, a few at most."""
    found: dict[str, Alternative] = {}
    for answers in rounds:
        for line in dict.fromkeys((text.tokened, text.plain)):
            for answer in answers.all_to(line):
                bare = without_tokens(answer.text).text
                if is_clean(bare):
                    found.setdefault(bare, Alternative(engine=answer.engine, text=bare))
    found.pop(done.placed.target.text, None)
    return tuple(found.values())[:_MOST_OTHERS]


def _with_marks_in_context(rendered: dict[Wanted, Rendered], ask: Ask) -> dict[Wanted, Rendered]:
    """Return `rendered` with the marks placed that could not be, where their words were found in quotation marks."""
    lines = {
        (text, span): line_of(sent, kept=text.kept)
        for text, done in rendered.items()
        if done.passed and not text.is_name
        for span in unplaced_spans(text.source, done.placed)[:_MOST_IN_CONTEXT]
        if (sent := quoted(text.source.text, span))
    }
    answers = ask(list(dict.fromkeys(lines.values()))) if lines else Answers()
    found: dict[Wanted, dict[Span, str]] = {}
    for (text, span), line in lines.items():
        answer = answers.believed(line)
        words = words_in_quotes(answer.text) if answer else None
        if words:
            found.setdefault(text, {})[span] = words
    return rendered | {
        text: replace(rendered[text], placed=more_placed(text.source, rendered[text].placed, words))
        for text, words in found.items()
    }


def _by_tokens(text: Wanted, first: Answers) -> Rendered | None:
    answer = first.believed(text.tokened)
    if text.known is not None or answer is None:
        return None
    if not spans_of(text.source):
        return Rendered(aligned(text.source, answer.text, {}), answer.engine)
    target = placed(text.source, answer.text)
    if target is None or len(_believed(text, answer)) < len(spans_of(text.source)):
        return None
    return Rendered(Placed(target), answer.engine)


def _believed(text: Wanted, answer: Answer) -> dict[Span, Span]:
    """Return the places of marked spans in `answer` whose tokens can be believed, and the words between them."""
    bare = without_tokens(answer.text).text
    return without_contradicted(text.source, bare, believed_spans(text.source, answer.text))


def _bare(text: Wanted, first: Answers) -> str | None:
    """Return the Arabic of `text` without marks, where it is known by now."""
    answer = first.believed(text.tokened)
    if text.known is not None or answer is None:
        return text.known.target.text if text.known else None
    bare = without_tokens(answer.text).text
    return bare if is_clean(bare) or text.tokened == text.plain else None


def _open_lines(text: Wanted, first: Answers) -> Iterator[Line]:
    """Yield what is to be asked a second time: the text without its tokens, and its marked words."""
    if _bare(text, first) is None and text.tokened != text.plain:
        yield text.plain
    for phrase in phrases(text.source):
        yield line_of(phrase, is_name=True)


def _by_words(text: Wanted, first: Answers, second: Answers) -> Rendered | None:
    translated = {
        phrase: without_tokens(answer.text).text
        for phrase in phrases(text.source)
        if (answer := second.believed(line_of(phrase, is_name=True)))
    }
    bare = _bare(text, first)
    if bare is not None:
        answer = first.believed(text.tokened)
        known = _believed(text, answer) if answer else {}
        return Rendered(aligned(text.source, bare, translated, known=known), answer.engine if answer else None)
    best = _better(second.best.get(text.plain), first.best.get(text.tokened))
    if best is None:
        return None
    return Rendered(aligned(text.source, without_tokens(best.text).text, translated), best.engine, best.believed)


def _better(one: Answer | None, other: Answer | None) -> Answer | None:
    """Return the answer that the checks hold less against; `one` where they are even."""
    if one is None or other is None:
        return one or other
    return max(one, other, key=lambda answer: (answer.believed, -answer.holds))


def _failure(text: Wanted, first: Answers, second: Answers) -> EngineError | None:
    return second.failures.get(text.plain) or first.failures.get(text.tokened)
