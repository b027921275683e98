"""What the operator decides: try again, correct, approve, refuse, withdraw."""

import contextlib
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog

from pipeline.arabic.wording import is_memory
from pipeline.config import Settings
from pipeline.engines.memory import MemoryEntry, contexts_of
from pipeline.engines.tmx import Skip, read_tmx
from pipeline.errors import InputError, NotPossible
from pipeline.ledger import STAGES, Item, Ledger, Stage, State
from pipeline.model import Alternative, MarkedText, Origin, Publication, Report, Segment, Translation
from pipeline.run.delivery import deliver_again
from pipeline.run.discovery import Discovery
from pipeline.run.follow import is_asked_about, keep_published
from pipeline.run.identity import web_address
from pipeline.run.opening import open_ledger
from pipeline.run.process import WITHDRAWN
from pipeline.run.publishing import is_withdrawn, rights_step, withdraw_item, withheld
from pipeline.run.revision import publication_of
from pipeline.run.runner import BY_OPERATOR, Watcher
from pipeline.run.services import Services, open_services
from pipeline.run.session import Request, Summary, session, untouched
from pipeline.stages.publish import read_publication
from pipeline.web.urls import normalise_url

log = structlog.get_logger(__name__)

_KEPT = 5
"""Other translations that stay with a corrected text, at most."""


@dataclass(frozen=True)
class Selection:
    """Items by id, beginning of an id or URL; or all in one state, of one source, with one reason, touched since then.

    With `dead`, of what failed the dead letters alone.
    """

    references: Sequence[str] = ()
    state: State | None = None
    source: str | None = None
    reason: str | None = None
    since: dt.datetime | None = None
    dead: bool = False


def find(reference: str, ledger: Ledger) -> Item:
    """Return the item that `reference` means: an id, the beginning of one, or a URL."""
    return ledger.find(reference, normalise_url(web_address(reference)) if "://" in reference else None)


def select(selection: Selection, services: Services) -> list[Item]:
    """Return the items that `selection` means; what a person refused is meant by its id or that reason only."""
    if selection.references:
        found = (find(reference, services.ledger) for reference in selection.references)
        return list({item.id: item for item in found}.values())
    states = (selection.state,) if selection.state else ("failed",)
    all_such = services.ledger.search(
        states, source=selection.source, reason=selection.reason, since=selection.since, dead=selection.dead
    )
    return [item for item in all_such if item.reason != BY_OPERATOR or selection.reason == BY_OPERATOR]


def selected(settings: Settings, selection: Selection) -> list[Item]:
    """Return the items that a retry of `selection` would process, and change nothing."""
    with untouched(settings) as unchanged, open_services(unchanged) as services:
        return select(selection, services)


def retry(
    settings: Settings,
    selection: Selection,
    stage: Stage | None,
    *,
    by: str | None = None,
    watch: Watcher | None = None,
) -> Summary:
    """Process the selected items again, from `stage` on, or from where each stopped; note who asked for it."""

    def choose(services: Services) -> tuple[list[Item], Discovery]:
        chosen = select(selection, services)
        for item in chosen:
            if stage != "publish" and is_withdrawn(services.ledger.so_far(item.id)):
                raise NotPossible(WITHDRAWN, item=item.id)
        rewound = (_rewound(item, stage, services, by=by, alone=len(chosen) == 1) for item in chosen)
        return [item for item in rewound if item is not None], Discovery()

    return session(settings, choose, Request(), watch=watch)


def _rewound(item: Item, stage: Stage | None, services: Services, *, by: str | None, alone: bool) -> Item | None:
    """Set `item` back; None where a worker is at it, which is an error where it is `alone` asked for."""
    if not services.claims.take(item.id):
        if alone:
            raise _at_work(item)
        log.warning("not set back: a worker is at it", item=item.id, next=f"republish retry {item.id}")
        return None
    start = stage or (item.stage if item.state in {"failed", "working", "discovered"} else STAGES[0])
    # From `translate` on the machine's earlier answers are not wanted again; a reviewer's are.
    afresh = STAGES.index(stage) <= STAGES.index("translate") if stage else item.bypass_memory
    if stage == "publish":
        deliver_again(item.id, services)
    event = ("retry asked", by, stage and f"from {stage}") if by else None
    values = {"bypass_memory": int(afresh), "attempts": 0, "starts": 0}
    begun = services.ledger.begin(item.id, start, services.clock(), event=event, **values)
    services.claims.give(item.id)
    return begun


def _claimed(reference: str, services: Services) -> Item:
    """Return the item that `reference` means, as it stands with nobody else at it; raise NotPossible otherwise."""
    item = find(reference, services.ledger)
    if not services.claims.take(item.id):
        raise _at_work(item)
    return services.ledger.get(item.id)


def _at_work(item: Item) -> NotPossible:
    step = "try again in a minute; nothing has been changed"
    return NotPossible("a worker is at it", item=item.id, next_step=step)


def approve(settings: Settings, reference: str, by: str) -> Summary:
    """Publish a held item on a person's word, or let a published one say who reviewed it; no engine is asked."""
    reviewer = _named(by)

    def choose(services: Services) -> tuple[list[Item], Discovery]:
        item = _claimed(reference, services)
        if item.state not in {"held", "published"}:
            raise NotPossible(f"there is nothing to approve; it is {item.state}", item=item.id)
        if is_asked_about(item, services):
            kept = keep_published(item, reviewer, services)
            return [kept] if kept.state == "working" else [], Discovery()
        _require_rights(item, services)
        event = ("approved", reviewer, None)
        return [
            services.ledger.begin(item.id, "attribute", services.clock(), event=event, reviewer=reviewer)
        ], Discovery()

    return session(settings, choose, Request())


def _require_rights(item: Item, services: Services) -> None:
    """Raise NotPossible where the rights, as recorded now, keep `item` from readers: no approval is a right."""
    kept = services.ledger.output(item.id, "check") if item.state == "held" else None
    if kept is None:
        return
    made = publication_of(Report.model_validate_json(kept), services.settings, services.clock())
    if flags := withheld(made):
        why = "; ".join(flag.detail for flag in flags)
        raise NotPossible(f"an approval is no right to publish: {why}", item=item.id, next_step=rights_step(item.id))


def edit(settings: Settings, reference: str, segment_id: str, text: str, by: str) -> Summary:
    """Put a person's translation of one segment in place of the machine's, and check the article again.

    It is published where nothing holds it any more. The text that is there already is no translation of theirs.
    """
    editor = _named(by)

    def choose(services: Services) -> tuple[list[Item], Discovery]:
        item = _claimed(reference, services)
        if is_withdrawn(services.ledger.so_far(item.id)):
            raise NotPossible(WITHDRAWN, item=item.id)
        if item.reason == BY_OPERATOR:
            raise NotPossible("it was refused", item=item.id, next_step=f"republish retry {item.id} --from check")
        translation = _translation(item, services)
        segment = _shown(_segment(translation, segment_id, item), item, services)
        if text == segment.target.text:
            step = f"where the article is right as it is: republish approve {item.id} --by NAME"
            raise NotPossible(f"{segment_id} says that already; no review is recorded", item=item.id, next_step=step)
        now = services.clock()
        edited = _edited(segment, text, editor)
        entry = _entry(edited, translation, editor, now)
        if row := services.ledger.publication(item.id):
            services.ledger.revisions.keep_unedited(item.id, row.revision, translation.model_dump_json(), now)
        services.ledger.memory.store([entry])
        segments = tuple(edited if other.id == segment_id else other for other in translation.segments)
        corrected = translation.model_copy(update={"segments": segments}).model_dump_json()
        event = ("edited", editor, f"{segment_id}: {text}")
        # All at once: a run that is killed from here on is completed by the next.
        values: dict[str, Any] = {"state": "working", "reason": None, "message": None}
        services.ledger.keep(item.id, "translate", corrected, 0.0, now, event=event, **values)
        return [services.ledger.get(item.id)], Discovery()

    return session(settings, choose, Request())


def _entry(edited: Segment, translation: Translation, editor: str, now: dt.datetime) -> MemoryEntry:
    places = dict(zip((s.id for s in translation.segments), contexts_of(translation.segments), strict=True))
    return MemoryEntry(
        source=edited.source,
        target=edited.target,
        name=editor,
        reviewed=True,
        recorded_at=now,
        context=places[edited.id],
    )


def _named(by: str) -> str:
    if not (name := by.strip()):
        raise InputError("a reviewer without a name", item="--by", next_step="give the name that readers are to see")
    return name


def _translation(item: Item, services: Services) -> Translation:
    kept = services.ledger.output(item.id, "translate")
    if kept is None:
        raise NotPossible(
            f"it is {item.state} and has no translation yet", item=item.id, next_step=f"republish retry {item.id}"
        )
    return Translation.model_validate_json(kept)


def _segment(translation: Translation, segment_id: str, item: Item) -> Segment:
    segment = translation.segment(segment_id)
    if segment is None:
        known = ", ".join(segment.id for segment in translation.segments)
        raise NotPossible(f"it has no segment {segment_id!r}; it has {known}", item=item.id)
    return segment


def _shown(segment: Segment, item: Item, services: Services) -> Segment:
    """Return `segment` as a person sees it: after repairs, where just this translation has been checked."""
    kept = services.ledger.output(item.id, "check")
    checked = Report.model_validate_json(kept).translation.segment(segment.id) if kept else None
    is_same = checked is not None and (checked.source, checked.origin) == (segment.source, segment.origin)
    return checked if checked is not None and is_same else segment


def _edited(segment: Segment, text: str, by: str) -> Segment:
    """Return `segment` with the new text; a mark whose words are still there once stays on them."""
    marks, unplaced = [], 0
    for mark in segment.target.marks:
        words = segment.target.marked(mark)
        start = text.find(words)
        if start < 0 or text.count(words) != 1:
            unplaced += 1
            start, words = 0, text
        marks.append(mark.model_copy(update={"start": start, "end": start + len(words)}))
    return segment.model_copy(
        update={
            "target": MarkedText(text=text, marks=tuple(marks)),
            "origin": Origin(kind="reviewer", name=by),
            "unplaced_marks": unplaced,
            "alternatives": _alternatives(segment, text),
        }
    )


def _alternatives(segment: Segment, text: str) -> tuple[Alternative, ...]:
    """Return what is kept beside the new text, so that a person can go back: what was there first of all."""
    before = Alternative(engine=segment.origin.name, text=segment.target.text)
    return tuple({each.text: each for each in (before, *segment.alternatives) if each.text != text}.values())[:_KEPT]


def refuse(settings: Settings, reference: str, by: str | None, reason: str) -> Summary:
    """Decide that an item is not to be published; of one that has been, that its held revision is not."""

    def choose(services: Services) -> tuple[list[Item], Discovery]:
        item = _claimed(reference, services)
        now = services.clock()
        if is_asked_about(item, services):
            answers = f"republish withdraw {item.id} --reason TEXT, or republish approve {item.id} --by NAME to keep it"
            raise NotPossible("it is published, and its source may have taken it back", item=item.id, next_step=answers)
        if services.ledger.publication(item.id) is None:
            services.ledger.settle(item.id, "refused", now, by=by, detail=reason, reason=BY_OPERATOR, message=reason)
        elif item.state == "held":
            published = read_publication(item.id, settings.paths.published)
            _take_back_edits(item, services, now)
            event = ("refused", by, f"{reason}; the revision before stays published")
            values: dict[str, Any] = {"state": "published", "reason": None, "message": None}
            services.ledger.keep(item.id, "attribute", published.model_dump_json(), 0.0, now, event=event, **values)
        else:
            raise NotPossible(
                "it has been published", item=item.id, next_step=f"republish withdraw {item.id} --reason TEXT"
            )
        return [], Discovery()

    return session(settings, choose, Request())


def _take_back_edits(item: Item, services: Services, now: dt.datetime) -> None:
    """Undo what people edited since the last publication, so that no later retry or look publishes it after all."""
    ledger = services.ledger
    row = ledger.publication(item.id)
    kept = ledger.revisions.unedited(item.id, row.revision) if row else None
    if kept is None:
        return
    before, after = Translation.model_validate_json(kept), _translation(item, services)
    edited = [s for s in after.segments if s.origin.kind == "reviewer" and s != before.segment(s.id)]
    ledger.memory.forget(_entry(s, after, s.origin.name, now) for s in edited)
    former = [s for s in map(before.segment, (s.id for s in edited)) if s is not None and s.origin.kind == "reviewer"]
    ledger.memory.store(_entry(s, before, s.origin.name, now) for s in former)
    ledger.revisions.take_back_edits(item.id, kept)


def kept_revision(settings: Settings, reference: str) -> int | None:
    """Return the revision that readers have of an item after a refusal; None where they have none."""
    with contextlib.closing(open_ledger(settings)) as ledger:
        row = ledger.publication(find(reference, ledger).id)
        return row.revision if row and row.state == "published" else None


def withdraw(settings: Settings, reference: str, by: str | None, reason: str) -> Summary:
    """Take a publication back: its body goes, what it was and why it went stays."""

    def choose(services: Services) -> tuple[list[Item], Discovery]:
        item = _claimed(reference, services)
        row = services.ledger.publication(item.id)
        if row is None or row.state == "withdrawn":
            raise NotPossible(f"there is nothing published to withdraw; it is {item.state}", item=item.id)
        withdraw_item(item, reason, by, services)
        return [], Discovery()

    return session(settings, choose, Request())


def target_text(settings: Settings, reference: str, segment_id: str) -> str:
    """Return the Arabic that a segment has now, for a person to correct."""
    with open_services(settings) as services:
        item = find(reference, services.ledger)
        return _shown(_segment(_translation(item, services), segment_id, item), item, services).target.text


def publication_of_item(item_id: str, ledger: Ledger, settings: Settings) -> Publication:
    """Return the publication of an item that consumers have, or else the held one."""
    if ledger.publication(item_id) is not None:
        return read_publication(item_id, settings.paths.published)
    kept = ledger.output(item_id, "attribute")
    if kept is None:
        raise NotPossible("nothing has been made of it yet", item=item_id, next_step=f"republish show {item_id}")
    return Publication.model_validate_json(kept)


@dataclass(frozen=True)
class Imported:
    """What an import brought: how many entries, and the units that were passed over."""

    entries: int
    skipped: tuple[Skip, ...]


def import_memory(settings: Settings, file: Path) -> Imported:
    """Bring a TMX file into the memory, all or nothing.

    What no person reviewed counts as the file's, unless it is an engine's of `settings`: a user of another tool is no
    service, and readers are not told of one by that name.
    """
    skipped: list[Skip] = []
    count = 0

    def counted() -> Iterator[MemoryEntry]:
        nonlocal count
        for count, entry in enumerate(read_tmx(file, skipped=skipped.append), 1):  # noqa: B007  # the last one counts
            known = entry.reviewed or entry.name in settings.engines or is_memory(entry.name)
            yield entry if known else _of_file(entry, file)

    with contextlib.closing(open_ledger(settings)) as ledger:
        ledger.memory.store(counted())
    return Imported(count, tuple(skipped))


def _of_file(entry: MemoryEntry, file: Path) -> MemoryEntry:
    """Return `entry` by the name of `file`; who made it stays known."""
    first = {"created_by": entry.created_by or entry.name, "created_at": entry.created_at or entry.recorded_at}
    return entry.model_copy(update={"name": f"{file.stem}.tmx", **first})
