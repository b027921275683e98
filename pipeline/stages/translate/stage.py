"""The stage: an article in, a translation out, each text of it from the memory or from an engine."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from pipeline.engines import Context, Engine, MemoryEntry, Tally, TranslationMemory, contexts_of
from pipeline.engines.glossary import Glossary
from pipeline.errors import EngineError, EngineRefused
from pipeline.model import Article, Cost, MarkedText, Origin, Segment, SourceSegment, Translation, source_segments
from pipeline.stages.translate.asking import ask
from pipeline.stages.translate.briefing import brief_of
from pipeline.stages.translate.marks import Replacement, rehung, replaced
from pipeline.stages.translate.recall import Recalled, Settled, TextKey, is_name, origin_of, recall, text_key
from pipeline.stages.translate.rendering import Rendered, Wanted
from pipeline.stages.translate.spelling import with_one_spelling
from pipeline.stages.translate.terms import Terms
from pipeline.stages.translate.verification import Verify, verified

_NO_GLOSSARY = Glossary()
# One full stop, and no ellipsis or abbreviation such as «م.» before it.
_ADDED_STOP = re.compile(r"[^\s.]{2}\.$")
# What closes a sentence, and what may stand behind it: He left.”  He said:  (He left.)
_END = re.compile(r"[.!?…:;]\W*$")


def translate(
    article: Article,
    *,
    engines: Sequence[Engine],
    memory: TranslationMemory,
    now: dt.datetime,
    glossary: Glossary = _NO_GLOSSARY,
    machine_memory: bool = True,
    previous: Translation | None = None,
    verify: Verify = verified,
) -> Translation:
    """Translate every text of `article`, each different one once.

    The memory comes first, with its reviewed entries only where `machine_memory` is False; then `previous`, an
    earlier translation of the same article, for its texts that have not changed; then the engines, in order. What
    passed its checks is remembered, also where an error follows. A text that no engine rendered without fault comes
    with the best answer there was: the check stage holds it. The terms of `glossary` are said as it has them; where
    that could not be had, the segment tells. A name is spelled the same throughout.

    `now` is when the translation is made, with its zone; `verify` is what holds the answers against the English. Raises
    what `verify` raises, an EngineError where an engine could not be asked and no other did its work, and EngineRefused
    where there is only the memory and it lacks a text.
    """
    segments = list(source_segments(article))
    terms = Terms(glossary)
    recalled = recall(segments, memory, terms, previous, reviewed_only=not machine_memory)
    keys = {segment.id: text_key(segment) for segment in segments}
    wanted = _wanted(segments, recalled, keys)
    missing = [text for text in wanted.values() if text.known is None]
    if missing and not engines:
        raise _not_in_memory(missing, article)
    tallies = [Tally(engine.name) for engine in engines]
    brief = brief_of(article, glossary, engines)
    outcome = terms.render(list(wanted.values()), lambda lines: ask(lines, engines, tallies, brief, verify))
    passed = {key: done for key, text in wanted.items() if (done := outcome.rendered.get(text)) and done.passed}
    if passed:
        memory.store(_entries(passed, segments, keys, now))
    costs = tuple(tally.cost for tally in tallies if tally.cost.requests)
    if outcome.errors:
        raise _with_costs(outcome.errors[0], costs)
    asked = {key: _from(text, outcome.rendered[text]) for key, text in wanted.items()}
    translated = [
        _segment(segment, recalled.settled.get(segment.id) or asked[keys[segment.id]]) for segment in segments
    ]
    return Translation(
        article=article,
        segments=tuple(with_one_spelling(translated, glossary)),
        costs=costs,
        translated_at=now,
    )


def _wanted(
    segments: Sequence[SourceSegment], recalled: Recalled, keys: Mapping[str, TextKey]
) -> dict[TextKey, Wanted]:
    """Return what is left, each text once."""
    return {
        keys[segment.id]: Wanted(
            segment.source, is_name=is_name(segment), known=recalled.unmarked.get(segment.id), kept=segment.verbatim
        )
        for segment in segments
        if segment.id not in recalled.settled
    }


def _entries(
    passed: Mapping[TextKey, Rendered],
    segments: Sequence[SourceSegment],
    keys: Mapping[str, TextKey],
    now: dt.datetime,
) -> list[MemoryEntry]:
    """Return what engines said, as it is remembered: with the first place where it stands."""
    places: dict[TextKey, tuple[SourceSegment, Context]] = {}
    for segment, context in zip(segments, contexts_of(segments), strict=True):
        places.setdefault(keys[segment.id], (segment, context))
    return [
        MemoryEntry(
            source=places[key][0].source,
            target=done.placed.target,
            name=done.engine,
            recorded_at=now,
            context=places[key][1],
        )
        for key, done in passed.items()
        if done.engine
    ]


def _from(text: Wanted, done: Rendered) -> Settled:
    said_before = text.known if done.engine is None else None
    origin = origin_of(said_before) if said_before else Origin(kind="engine", name=done.engine or "")
    return Settled(done.placed.target, origin, done.placed.unplaced, done.missed, done.others)


def _segment(segment: SourceSegment, settled: Settled) -> Segment:
    """Return `segment` with its Arabic; texts that differ in hrefs only share one, and each keeps its own hrefs."""
    target = rehung(segment.source, settled.target).target
    return Segment(
        id=segment.id,
        role=segment.role,
        source=segment.source,
        verbatim=segment.verbatim,
        target=target if settled.origin.kind == "reviewer" else _without_added_stop(target, segment.source.text),
        origin=settled.origin,
        unplaced_marks=settled.unplaced,
        missed_terms=settled.missed,
        alternatives=settled.others,
    )


def _without_added_stop(target: MarkedText, source: str) -> MarkedText:
    """Return `target` without a full stop that `source`, a headline or a caption in all likelihood, does not have."""
    if not _ADDED_STOP.search(target.text) or _END.search(source):
        return target
    return replaced(target, [Replacement(len(target.text) - 1, len(target.text), "")])


def _with_costs(error: EngineError, costs: Sequence[Cost]) -> EngineError:
    error.costs = tuple(costs)
    error.requests = sum(cost.requests for cost in costs)
    error.characters = sum(cost.characters for cost in costs)
    return error


def _not_in_memory(missing: Sequence[Wanted], article: Article) -> EngineRefused:
    return EngineRefused(
        f"{len(missing)} texts are not in the translation memory, the first is “{missing[0].source.text[:60]}”",
        engine="memory",
        item=article.url,
        next_step="republish memory import FILE.tmx, or name an engine in [translate] engines",
    )
