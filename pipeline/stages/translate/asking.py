"""Lines in, verified answers out: the engines are asked in order, each line until one of them is believed.

An engine is asked in rounds: all lines in as few packs as it takes; those not believed, packed anew; then each
alone, up to three times. A pack that comes back with another number of lines is cut in half and asked again, down
to single lines. An answer is believed when the checks do not hold it and nothing about it is odd (`plausibility`),
or when what is odd was said twice. An answer that is held and said twice stays held: then the next engine is asked;
one without a word of Arabic, or like another text's, only where it was said of the text alone.

An engine that is seldom enough believed loses its trust (`engines.trust`): then the next one is asked for all lines,
so that an article speaks in one voice, and its own answers count where the next one's are not believed.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from functools import partial

from pipeline.arabic.letters import ARABIC_LETTER
from pipeline.engines import NO_BRIEF, Brief, Engine, Tally
from pipeline.errors import EngineAnswerBroken, EngineBudgetSpent, EngineError, EngineRefused
from pipeline.stages.check import lexicon
from pipeline.stages.check.verbatim import lost, masked
from pipeline.stages.translate.copying import shielded, unshielded
from pipeline.stages.translate.lines import Line, cut, packs, tidy
from pipeline.stages.translate.tokens import without_tokens
from pipeline.stages.translate.verification import Said, Verify, verified

# How many lines a request of each round holds at the most.
_ROUNDS = (None, None, 1, 1, 1)
# Broken or refused answers in a row after which an engine is not asked again for this article.
_STRIKES = 6
# Answers to a line that are kept although a better one was found: what was paid for, for a person to choose from.
_MOST_LOST = 3

Exchange = tuple[list[Line], list[str]]


@dataclass(frozen=True)
class Answer:
    """The Arabic of a line, tokens included; `holds` counts what the checks hold against it."""

    text: str
    engine: str
    holds: int
    believed: bool


@dataclass
class Answers:
    """What the engines made of some lines: the best answer to each, and the failure of each that has none.

    `lost` are some of the answers that were not the best. `distrusted` are the engines whose believed answers give way
    to another's.
    """

    best: dict[Line, Answer] = field(default_factory=dict)
    failures: dict[Line, EngineError] = field(default_factory=dict)
    lost: dict[Line, list[Answer]] = field(default_factory=dict)
    distrusted: set[str] = field(default_factory=set)

    def believed(self, line: Line) -> Answer | None:
        """Return the answer to `line` where one was believed."""
        answer = self.best.get(line)
        return answer if answer and answer.believed else None

    def is_open(self, line: Line, engine: Engine) -> bool:
        """Tell whether `engine` may have a better answer to `line` than there is."""
        answer = self.believed(line)
        return answer is None or (answer.engine in self.distrusted and not engine.trust.is_lost)

    def add(self, line: Line, answer: Answer) -> None:
        """Keep `answer` where it is better than what there is, and the other as one that lost."""
        known = self.best.get(line)
        if known is not None and self._worth(answer) <= self._worth(known):
            self.lose(line, answer)
            return
        self.best[line] = answer
        if known is not None:
            self.lost[line] = [known, *self.lost.get(line, [])][:_MOST_LOST]

    def lose(self, line: Line, answer: Answer) -> None:
        """Keep `answer` as one that lost, where there are few of them and none says the same."""
        lost = self.lost.setdefault(line, [])
        if len(lost) < _MOST_LOST and answer.text not in {other.text for other in self.all_to(line)}:
            lost.append(answer)

    def all_to(self, line: Line) -> list[Answer]:
        """Return the answers to `line` that are known, the best first."""
        best = self.best.get(line)
        return [*([best] if best else []), *self.lost.get(line, [])]

    def _worth(self, answer: Answer) -> tuple[bool, bool, int]:
        return answer.believed, answer.believed and answer.engine not in self.distrusted, -answer.holds


def ask(
    lines: Sequence[Line],
    engines: Sequence[Engine],
    tallies: Sequence[Tally],
    brief: Brief = NO_BRIEF,
    verify: Verify = verified,
) -> Answers:
    """Return the answers to `lines`, each asked of the engines in order until one is believed; all are of `brief`.

    Engines that lost their trust come last. Raises nothing but what `verify` raises: an engine's failure is in the
    answers, for every line that it left without a believed one.
    """
    lexicon.prepare()
    answers = Answers()
    for engine, tally in sorted(zip(engines, tallies, strict=True), key=lambda asked: asked[0].trust.is_lost):
        still_open = [line for line in dict.fromkeys(lines) if answers.is_open(line, engine)]
        if still_open:
            _ask_one(_Consultation(engine, tally, brief, verify), engine, still_open, answers)
    return answers


def _ask_one(consultation: "_Consultation", engine: Engine, lines: list[Line], answers: Answers) -> None:
    together = engine.fits([line.sent for line in lines])
    parts = {line: [line] if together or engine.fits([line.sent]) else cut(line, engine.fits) for line in lines}
    consultation.ask([part for line in lines for part in parts[line]])
    said = {line: answer for line in lines if (answer := consultation.joined(parts[line]))}
    judged = [answer.believed for line, answer in said.items() if not line.is_name]
    engine.trust.note(answers=len(judged), failed=judged.count(False))
    if engine.trust.is_lost:
        answers.distrusted.add(engine.name)
    for line in lines:
        if line in said:
            answers.add(line, said[line])
        for answer in consultation.lost(parts[line]):
            answers.lose(line, answer)
        if not answers.believed(line) and (failure := consultation.failure(parts[line])):
            known = answers.failures.get(line)
            answers.failures[line] = _of_both(known, failure) if known else failure


def _of_both(earlier: EngineError, later: EngineError) -> EngineError:
    """Return the failure of two engines as one that names both; a used-up budget counts where the other is one, too.

    It is over as soon as one of them is.
    """
    swapped = isinstance(earlier, EngineBudgetSpent) and not isinstance(later, EngineBudgetSpent)
    first, second = (later, earlier) if swapped else (earlier, later)
    waits = [error.retry_after for error in (first, second) if error.retry_after is not None]
    return type(first)(
        f"{first.message}; {second.engine}: {second.message}",
        engine=first.engine,
        item=first.item,
        next_step=first.next_step,
        retry_after=min(waits) if len(waits) > 1 else None,
        status=first.status,
    )


class _Consultation:
    """One engine asked for the lines of one article."""

    def __init__(self, engine: Engine, tally: Tally, brief: Brief, verify: Verify) -> None:
        self._engine = engine
        self._tally = tally
        self._brief = brief
        self._verify = verify
        self._answers = Answers()
        self._said: dict[Line, list[str]] = {}
        self._settled: set[Line] = set()
        self._shielding = False  # whether addresses travel as tokens: not at first, as most engines leave them alone
        self._strikes = 0
        self._gone: EngineError | None = None

    def ask(self, lines: Sequence[Line]) -> None:
        """Ask for `lines`, in rounds, until each is settled or the engine is gone."""
        for number, most in enumerate(_ROUNDS):
            self._shielding = number > 0
            pending = [line for line in dict.fromkeys(lines) if line not in self._settled]
            if not pending or self._gone:
                return
            for pack, texts in self._round(list(packs(pending, self._engine.fits, most=most))):
                pairs = zip(pack, texts, strict=True)
                self._judge(pack, [unshielded(tidy(text, line.sent), line.sent, line.kept) for line, text in pairs])

    def joined(self, parts: Sequence[Line]) -> Answer | None:
        """Return the answers to the parts of a line as one, or None where a part has none."""
        found = [self._answers.best[part] for part in parts if part in self._answers.best]
        if not parts or len(found) < len(parts):
            return None
        return Answer(
            text=" ".join(answer.text for answer in found),
            engine=self._engine.name,
            holds=sum(answer.holds for answer in found),
            believed=all(answer.believed for answer in found),
        )

    def lost(self, parts: Sequence[Line]) -> Sequence[Answer]:
        """Return the answers to a line that was asked for as a whole, other than the best."""
        return self._answers.lost.get(parts[0], ()) if len(parts) == 1 else ()

    def failure(self, parts: Sequence[Line]) -> EngineError | None:
        """Return why the engine did not settle a line: it failed, or the line is too long for it."""
        if not parts:
            return EngineRefused(
                "a sentence is longer than it takes",
                engine=self._engine.name,
                item=self._engine.name,
                next_step="name an engine after it that takes longer ones in [translate] engines",
            )
        failures = (self._answers.failures.get(part) for part in parts if part not in self._settled)
        return next((failure for failure in failures if failure), self._gone)

    def _round(self, asked: list[list[Line]]) -> list[Exchange]:
        if len(asked) == 1:
            return list(self._settle(asked[0]))
        with ThreadPoolExecutor(min(len(asked), self._engine.concurrency), thread_name_prefix="translate") as threads:
            # Each thread has the item's context: its time limit, and what its log lines say of it.
            work = [partial(copy_context().run, lambda pack: list(self._settle(pack)), pack) for pack in asked]
            return [exchange for settled in threads.map(lambda settle: settle(), work) for exchange in settled]

    def _settle(self, pack: list[Line]) -> Iterator[Exchange]:
        """Ask for `pack`, in halves where it came back broken, and yield what came back line for line."""
        if self._gone:
            return
        try:
            sent = [shielded(line.sent, line.kept) if self._shielding or line.kept else line.sent for line in pack]
            texts = self._engine.translate(sent, self._tally, self._brief)
        except EngineError as error:
            self._count_failure(pack, error)
            texts = []
        else:
            self._strikes = 0
        texts = [text for text in texts if text.strip()]
        if len(texts) == len(pack):
            yield pack, texts
        elif len(pack) > 1:
            yield from self._settle(pack[: len(pack) // 2])
            yield from self._settle(pack[len(pack) // 2 :])
        elif texts:
            yield pack, [" ".join(texts)]
        else:
            self._answers.failures.setdefault(pack[0], self._left_out())

    def _left_out(self) -> EngineAnswerBroken:
        return EngineAnswerBroken(
            "leaves a text out, also where it is asked for nothing else",
            engine=self._engine.name,
            item=self._engine.name,
            next_step="name another engine after it in [translate] engines; the item stays due",
        )

    def _count_failure(self, pack: list[Line], error: EngineError) -> None:
        self._strikes += 1
        may_be_the_text = isinstance(error, EngineAnswerBroken | EngineRefused)
        if not may_be_the_text or self._strikes >= _STRIKES:
            self._gone = error
        if len(pack) == 1:
            self._answers.failures[pack[0]] = error

    def _judge(self, pack: list[Line], texts: list[str]) -> None:
        judged = [_said(line, text) for line, text in zip(pack, texts, strict=True)]
        for line, text, (source, target, _), found in zip(pack, texts, judged, self._verify(judged), strict=True):
            said = self._said.setdefault(line, [])
            holds = found.holds + len(lost(line.plain, text, line.kept))
            believed = not holds and (not found.is_odd or target in said)
            self._answers.add(line, Answer(text, self._engine.name, holds, believed))
            # Said twice of a text that was both times among others, it may be what one of those made of it: a model
            # that obeys an order in an article spoils every text beside it. Alone there is none. An echo is its own.
            strange = found.is_odd or not ARABIC_LETTER.search(target)
            may_be_another_s = len(pack) > 1 and strange and target != source
            if believed or (target in said and not may_be_another_s):
                self._settled.add(line)
            said.append(target)


def _said(line: Line, text: str) -> Said:
    return Said(masked(line.plain, line.kept), masked(without_tokens(text).text, line.kept), line.is_name)
