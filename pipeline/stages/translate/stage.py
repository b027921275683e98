"""The stage: an article in, a translation out, each text of it from the memory or from an engine."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.engines import Engine, MemoryEntry, Tally, TranslationMemory, memory_key
from pipeline.engines.glossary import Glossary
from pipeline.errors import EngineRefused
from pipeline.model import COPIED, Article, MarkedText, Origin, Segment, SourceSegment, Translation, source_segments
from pipeline.stages.translate.asking import ask
from pipeline.stages.translate.briefing import brief_of
from pipeline.stages.translate.copying import is_copied
from pipeline.stages.translate.marks import rehung
from pipeline.stages.translate.rendering import Rendered, Wanted
from pipeline.stages.translate.spelling import with_one_spelling
from pipeline.stages.translate.terms import Terms

# Texts made of names, which may stay as they are in Latin letters.
_NAME_ROLES = frozenset({"author", "credit"})
_NO_GLOSSARY = Glossary()


@dataclass(frozen=True)
class _Settled:
    """The Arabic of a text and whose it is."""

    target: MarkedText
    origin: Origin
    unplaced: int = 0
    missed: tuple[str, ...] = ()


def translate(
    article: Article,
    *,
    engines: Sequence[Engine],
    memory: TranslationMemory,
    now: dt.datetime,
    glossary: Glossary = _NO_GLOSSARY,
    machine_memory: bool = True,
) -> Translation:
    """Translate every text of `article`, each different one once.

    The memory comes first, with its reviewed entries only where `machine_memory` is False; then the engines, in
    order. What passed its checks is remembered, also where an error follows. A text that no engine rendered
    without fault comes with the best answer there was: the check stage holds it. The terms of `glossary` are
    said as it has them; where that could not be had, the segment tells. A name is spelled the same throughout.

    `now` is when the translation is made, with its zone. Raises an EngineError where an engine could not be
    asked and no other did its work, and EngineRefused where there is only the memory and it lacks a text.
    """
    segments = list(source_segments(article))
    terms = Terms(glossary)
    settled = _without_engines(segments, memory, terms, reviewed_only=not machine_memory)
    wanted = _wanted(segments, settled, memory, reviewed_only=not machine_memory)
    missing = [text for text in wanted.values() if text.known is None]
    if missing and not engines:
        raise _not_in_memory(missing, article)
    tallies = [Tally(engine.name) for engine in engines]
    brief = brief_of(article, glossary)
    outcome = terms.render(list(wanted.values()), lambda lines: ask(lines, engines, tallies, brief))
    memory.store([_entry(text, done, now) for text, done in outcome.rendered.items() if done.engine and done.passed])
    if outcome.errors:
        raise outcome.errors[0]
    settled |= {key: _from(text, outcome.rendered[text]) for key, text in wanted.items()}
    translated = [_segment(segment, settled[memory_key(segment.source)]) for segment in segments]
    return Translation(
        article=article,
        segments=tuple(with_one_spelling(translated, glossary)),
        costs=tuple(tally.cost for tally in tallies if tally.cost.requests),
        translated_at=now,
    )


def _without_engines(
    segments: Sequence[SourceSegment], memory: TranslationMemory, terms: Terms, *, reviewed_only: bool
) -> dict[str, _Settled]:
    """Return what needs no engine, by memory key: what is copied or made of terms, and what is remembered."""
    names = {memory_key(segment.source): segment.role in _NAME_ROLES for segment in segments}
    sources = {memory_key(segment.source): segment.source for segment in segments}
    said = {key: terms.alone(source, is_name=names[key]) for key, source in sources.items()}
    said |= {key: source for key, source in sources.items() if is_copied(source.text)}
    copied = {key: target for key, target in said.items() if target}
    asked = {key: source for key, source in sources.items() if key not in copied}
    entries = memory.find(list(asked.values()), reviewed_only=reviewed_only)
    settled = {key: _Settled(source, Origin(kind="memory", name=COPIED)) for key, source in copied.items()}
    for (key, source), entry in zip(asked.items(), entries, strict=True):
        if entry and (entry.reviewed or not terms.missing(source.text, entry.target.text, is_name=names[key])):
            placed = rehung(source, entry.target)
            settled[key] = _Settled(placed.target, _origin_of(entry), placed.unplaced)
    return settled


def _wanted(
    segments: Iterable[SourceSegment], settled: dict[str, _Settled], memory: TranslationMemory, *, reviewed_only: bool
) -> dict[str, Wanted]:
    """Return what is left, by memory key; of texts that the memory has without their marks, the marks are."""
    left = {memory_key(segment.source): segment for segment in segments}
    left = {key: segment for key, segment in left.items() if key not in settled}
    marked = [key for key, segment in left.items() if segment.source.marks]
    found = memory.find([MarkedText(text=left[key].source.text) for key in marked], reviewed_only=reviewed_only)
    known = dict(zip(marked, found, strict=True))
    return {
        key: Wanted(segment.source, is_name=segment.role in _NAME_ROLES, known=known.get(key))
        for key, segment in left.items()
    }


def _from(text: Wanted, done: Rendered) -> _Settled:
    engine = Origin(kind="engine", name=done.engine or "")
    origin = _origin_of(text.known) if text.known else engine
    return _Settled(done.placed.target, origin, done.placed.unplaced, done.missed)


def _segment(segment: SourceSegment, settled: _Settled) -> Segment:
    """Return `segment` with its Arabic; texts that differ in hrefs only share one, and each keeps its own hrefs."""
    return Segment(
        id=segment.id,
        role=segment.role,
        source=segment.source,
        target=rehung(segment.source, settled.target).target,
        origin=settled.origin,
        unplaced_marks=settled.unplaced,
        missed_terms=settled.missed,
    )


def _entry(text: Wanted, done: Rendered, now: dt.datetime) -> MemoryEntry:
    return MemoryEntry(source=text.source, target=done.placed.target, name=done.engine or "", recorded_at=now)


def _origin_of(entry: MemoryEntry) -> Origin:
    return Origin(kind="reviewer" if entry.reviewed else "memory", name=entry.name)


def _not_in_memory(missing: Sequence[Wanted], article: Article) -> EngineRefused:
    return EngineRefused(
        f"{len(missing)} texts are not in the translation memory, the first is “{missing[0].source.text[:60]}”",
        engine="memory",
        item=article.url,
        next_step="republish memory import FILE.tmx, or name an engine in [translate] engines",
    )
