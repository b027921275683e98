"""What of an article needs no engine: what is copied, made of terms, remembered, or said of it before.

An article that comes again was paid for: the texts of its earlier translation that have not changed are taken from
there, also those that failed their checks and so are not in the memory. What a person has to decide is not decided
by asking again; `retry --from translate` does that.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.engines import MemoryEntry, TranslationMemory, contexts_of, memory_key
from pipeline.engines.memory import is_sentence, kind_of
from pipeline.model import COPIED, Alternative, MarkedText, Origin, Segment, SourceSegment, Translation
from pipeline.stages.translate.copying import is_copied
from pipeline.stages.translate.marks import rehung
from pipeline.stages.translate.terms import Terms

TextKey = tuple[str, str | None]
"""What texts of an article have in common that are translated once."""


@dataclass(frozen=True)
class Settled:
    """The Arabic of a text and whose it is."""

    target: MarkedText
    origin: Origin
    unplaced: int = 0
    missed: tuple[str, ...] = ()
    others: tuple[Alternative, ...] = ()


@dataclass(frozen=True)
class Recalled:
    """What needs no engine, by segment id; and texts known without their marks, as memory entries, by segment id."""

    settled: dict[str, Settled]
    unmarked: dict[str, MemoryEntry]


def is_name(segment: SourceSegment) -> bool:
    """Tell whether a segment is made of names, which may stay as they are in Latin letters."""
    return kind_of(segment.role) == "name"


def text_key(segment: SourceSegment) -> TextKey:
    """Return what `segment` shares with the segments that say the same in Arabic, too."""
    alike = is_sentence(segment.source.text) and not is_name(segment)
    return memory_key(segment.source), None if alike else kind_of(segment.role)


def recall(
    segments: Sequence[SourceSegment],
    memory: TranslationMemory,
    terms: Terms,
    previous: Translation | None,
    *,
    reviewed_only: bool,
) -> Recalled:
    """Return what is known of `segments`, all those of an article, without an engine."""
    settled = {segment.id: done for segment in segments if (done := _said(segment, terms))}
    contexts = dict(zip((segment.id for segment in segments), contexts_of(segments), strict=True))

    def find(wanted: Sequence[SourceSegment], sources: Sequence[MarkedText]) -> dict[str, MemoryEntry]:
        places = [contexts[segment.id] for segment in wanted]
        found = memory.find(sources, contexts=places, reviewed_only=reviewed_only)
        return {segment.id: entry for segment, entry in zip(wanted, found, strict=True) if entry}

    left = [segment for segment in segments if segment.id not in settled]
    entries = find(left, [segment.source for segment in left])
    earlier = {text_key(segment): segment for segment in (previous.segments if previous else ()) if _is_work(segment)}
    for segment in left:
        done = _remembered(segment, entries.get(segment.id), terms) or _repeated(segment, earlier, terms)
        if done:
            settled[segment.id] = done
    marked = [segment for segment in left if segment.id not in settled and segment.source.marks]
    unmarked = find(marked, [MarkedText(text=segment.source.text) for segment in marked])
    return Recalled(settled, _without_marks(marked, previous) | unmarked)


def origin_of(entry: MemoryEntry) -> Origin:
    """Return whose words an entry has."""
    return Origin(kind="reviewer" if entry.reviewed else "memory", name=entry.name)


def _said(segment: SourceSegment, terms: Terms) -> Settled | None:
    """Return a text that is copied, or nothing but terms."""
    same = segment.source if is_copied(segment.source.text) else None
    target = same or terms.alone(segment.source, is_name=is_name(segment))
    return Settled(target, Origin(kind="memory", name=COPIED)) if target else None


def _remembered(segment: SourceSegment, entry: MemoryEntry | None, terms: Terms) -> Settled | None:
    if entry is None or (not entry.reviewed and _missing(segment, entry.target, terms)):
        return None
    placed = rehung(segment.source, entry.target)
    return Settled(placed.target, origin_of(entry), placed.unplaced)


def _repeated(segment: SourceSegment, earlier: dict[TextKey, Segment], terms: Terms) -> Settled | None:
    """Return what was said of the same text before, unless the glossary has a term since that it lacks."""
    before = earlier.get(text_key(segment)) if earlier else None
    if before is None:
        return None
    missed = _missing(segment, before.target, terms)
    if not set(missed) <= set(before.missed_terms):
        return None
    origin = before.origin if before.origin.kind == "reviewer" else Origin(kind="memory", name=before.origin.name)
    placed = rehung(segment.source, before.target)
    return Settled(placed.target, origin, before.unplaced_marks, tuple(missed), before.alternatives)


def _without_marks(marked: Sequence[SourceSegment], previous: Translation | None) -> dict[str, MemoryEntry]:
    """Return what was said before of texts that have other marks now."""
    if previous is None:
        return {}
    said = {
        (segment.source.text, kind_of(segment.role)): MemoryEntry(
            source=MarkedText(text=segment.source.text),
            target=MarkedText(text=segment.target.text),
            name=segment.origin.name,
            reviewed=segment.origin.kind == "reviewer",
            recorded_at=previous.translated_at,
        )
        for segment in previous.segments
        if _is_work(segment)
    }
    found = {segment.id: said.get((segment.source.text, kind_of(segment.role))) for segment in marked}
    return {name: entry for name, entry in found.items() if entry}


def _is_work(segment: Segment) -> bool:
    """Tell whether somebody translated `segment`."""
    return segment.origin.name != COPIED


def _missing(segment: SourceSegment, target: MarkedText, terms: Terms) -> list[str]:
    return terms.missing(segment.source.text, target.text, is_name=is_name(segment))
