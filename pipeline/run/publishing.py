"""From a checked translation to the files that consumers read, and what the ledger notes of it."""

import datetime as dt
import hashlib
import json
from typing import Any, Literal

import structlog
from pydantic import ValidationError

from pipeline.arabic.wording import Wording, load_wording
from pipeline.config import Settings
from pipeline.errors import StorageError, UnknownItem
from pipeline.formats.json_feed import json_feed
from pipeline.ledger import Item, PublicationRow
from pipeline.model import HistoryEntry, Publication, Report
from pipeline.run import identity
from pipeline.run.services import Services
from pipeline.stages.attribute import attribute
from pipeline.stages.check import BY_POLICY
from pipeline.stages.publish import (
    Change,
    IndexEntry,
    append_changes,
    canonical_json,
    last_change,
    publish,
    read_publication,
    write_feed,
    write_index,
)
from pipeline.stages.publish.files import storage_errors
from pipeline.web.urls import item_id

log = structlog.get_logger(__name__)

FEED_LENGTH = 50
"""Publications in feed.json, the newest; index.json has them all."""


def publication_of(report: Report, settings: Settings, now: dt.datetime) -> Publication:
    """Attribute a report that belongs to no item: revision 1 of the article at its own URL."""
    url = identity.article_url(report.translation.article, settings)
    return _attributed(report, settings, load_wording(settings.paths.wording), item_id(url), 1, None, now)


def attribute_item(item: Item, report: Report, services: Services) -> Publication:
    """Make the publication of `item`: a new revision only where readers would see something new.

    An approval is of a text: where the texts are others than those that were approved, it counts no more.
    """
    before = services.ledger.publication(item.id)
    kept = services.ledger.output(item.id, "attribute")
    earlier = Publication.model_validate_json(kept) if kept else None
    now = services.clock()

    def made_with(reviewer: str | None) -> Publication:
        revision = before.revision if before else 1
        return _attributed(report, services.settings, services.wording, item.id, revision, reviewer, now)

    made = made_with(item.reviewer)
    if item.reviewer and (earlier is None or _texts(earlier) != _texts(made)):
        services.ledger.begin(item.id, "attribute", now, reviewer=None)
        made = made_with(None)
    changed = before is not None and before.content != content_digest(made)
    revision = made.revision + 1 if changed else made.revision
    new = _strings(_texts(made)) - (_strings(_texts(earlier)) if earlier else set())
    editors = {
        s.origin.name for s in report.translation.segments if s.origin.kind == "reviewer" and s.target.text in new
    }
    history = _history(earlier.history if earlier else (), revision, made, editors, now)
    return made.model_copy(update={"revision": revision, "history": history})


def _attributed(
    report: Report,
    settings: Settings,
    wording: Wording,
    ident: str,
    revision: int,
    reviewer: str | None,
    now: dt.datetime,
) -> Publication:
    url = identity.article_url(report.translation.article, settings)
    return attribute(
        report,
        item_id=ident,
        revision=revision,
        wording=wording,
        rights=identity.rights_of(url, settings),
        unknown_source=settings.rights.unknown_source,
        digits=settings.arabic.digits,
        reviewer=reviewer,
        url=url,
        now=now,
    )


def _history(
    earlier: tuple[HistoryEntry, ...], revision: int, made: Publication, editors: set[str], now: dt.datetime
) -> tuple[HistoryEntry, ...]:
    added: list[HistoryEntry] = []
    reviewer, passed = made.translation.reviewed_by, None
    if made.state == "published" and reviewer is None:
        passed = next((flag.detail for flag in made.quality.flags if flag.code == BY_POLICY), None)
    known = {entry.detail for entry in earlier if entry.revision == revision}
    # A revision that was held, and that a laxer policy publishes now, is told once more, with what was let pass.
    if not known or (passed and passed not in known):
        event: Literal["created", "revised"] = "created" if revision == 1 else "revised"
        added.append(HistoryEntry(revision=revision, at=now, event=event, detail=passed))
    added += [HistoryEntry(revision=revision, at=now, event="edited", by=editor) for editor in sorted(editors)]
    approved = any((e.revision, e.event, e.by) == (revision, "approved", reviewer) for e in earlier)
    if reviewer and not approved:
        added.append(HistoryEntry(revision=revision, at=now, event="approved", by=reviewer))
    return (*earlier, *added)


def publish_item(item: Item, publication: Publication, services: Services, *, by: str | None = None) -> Item:
    """Write `publication` to its file and note it; a held one is noted with what holds it."""
    paths = services.settings.paths
    path = publish(publication, published=paths.published, held=paths.held)
    now = services.clock()
    if publication.state == "held":
        holds = [flag for flag in publication.quality.flags if flag.severity == "hold"]
        message = "; ".join(dict.fromkeys(flag.detail for flag in holds)) or "a person must decide"
        return services.ledger.settle(
            item.id,
            "held",
            now,
            stage="attribute",
            reason=holds[0].code if holds else "held",
            message=f"{message}. Next: republish show {item.id}, then approve, edit or refuse it",
            next_attempt_at=None,
        )
    row = PublicationRow(
        item_id=item.id,
        revision=publication.revision,
        state="withdrawn" if publication.state == "withdrawn" else "published",
        headline=publication.headline.text,
        updated=now,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        content=content_digest(publication),
    )
    return services.ledger.published(item.id, row, now, by)


def remove_decided(services: Services) -> None:
    """Take away the held publications of items that are held no longer: published, withdrawn or refused by now."""
    held = services.settings.paths.held
    with storage_errors(held):
        for path in held.glob("*.json"):
            try:
                item = services.ledger.get(path.stem)
            except UnknownItem:  # not ours, or of a ledger that was lost: not for us to remove
                continue
            if item.state in {"published", "withdrawn", "refused"}:
                path.unlink(missing_ok=True)


def withdraw_item(item: Item, reason: str, by: str | None, services: Services) -> Item:
    """Take the published publication of `item` back: its body goes, what it was and why it went stays."""
    publication = read_publication(item.id, services.settings.paths.published)
    now = services.clock()
    revision = publication.revision + 1
    entry = HistoryEntry(revision=revision, at=now, event="withdrawn", by=by, detail=reason)
    withdrawn = publication.model_copy(
        update={
            "state": "withdrawn",
            "revision": revision,
            "description": None,
            "blocks": (),
            "history": (*publication.history, entry),
        }
    )
    # From here on it is under way: a run that is killed is completed by the next.
    values: dict[str, Any] = {"state": "working", "reason": None, "message": None}
    services.ledger.keep(item.id, "attribute", withdrawn.model_dump_json(), 0.0, now, **values)
    return publish_item(item, withdrawn, services, by=by)


def is_withdrawn(item_id: str, services: Services) -> bool:
    """Tell whether the publication of an item was withdrawn; a withdrawal that was cut short counts."""
    row = services.ledger.publication(item_id)
    if row is None or row.state == "withdrawn":
        return row is not None
    try:
        return Publication.model_validate_json(services.ledger.output(item_id, "attribute") or "").state == "withdrawn"
    except ValidationError:
        return False


def content_digest(publication: Publication) -> str:
    """Return a digest of what readers see: the same for two runs that differ in time, cost or an origin only.

    What is null does not count, so that a key added to the model makes no new revision of what has nothing in it.
    """
    shown = _without(publication.model_dump(mode="json", exclude_none=True), _NOT_SHOWN)
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()


def _texts(publication: Publication) -> Any:  # noqa: ANN401 - any JSON
    """Return what a reviewer approves: every text, in both languages."""
    texts = publication.model_dump(mode="json", include={"headline", "description", "blocks"})
    return _without(texts, _NOT_SHOWN | {"image"})


def _strings(value: Any) -> set[str]:  # noqa: ANN401 - any JSON
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return set().union(*(_strings(each) for each in inner))
    return {value} if isinstance(value, str) else set()


_NOT_SHOWN = frozenset(
    {
        "revision",
        "history",
        "quality",
        "flags",
        "origin",
        "retrieved_at",
        "content_sha256",
        "translated_at",
        "characters",
        "agencies",
        "signals",
    }
)


def _without(value: Any, keys: frozenset[str]) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        return {key: _without(inner, keys) for key, inner in value.items() if key not in keys}
    return [_without(inner, keys) for inner in value] if isinstance(value, list) else value


def finish_files(services: Services) -> None:
    """Bring index.json, changes.jsonl and feed.json up to the ledger; the articles they name are there already.

    The feed comes last, as it alone reads articles: one that cannot be read holds nothing else back.
    """
    folder = services.settings.paths.published
    rows = services.ledger.publications()
    write_index([_index_entry(row) for row in rows], folder)
    last = last_change(folder)
    new = services.ledger.changes(last.cursor if last else 0)
    append_changes([Change(**row.model_dump(exclude={"item_id"}), id=row.item_id) for row in new], folder)
    newest = [row for row in rows if row.state == "published"][:FEED_LENGTH]
    write_feed(json_feed([_published(row, services) for row in newest]), folder)


def _published(row: PublicationRow, services: Services) -> Publication:
    """Return what consumers have of `row`; a lost or damaged file is written again where the ledger keeps the same."""
    paths = services.settings.paths
    try:
        return read_publication(row.item_id, paths.published)
    except StorageError:
        kept = services.ledger.output(row.item_id, "attribute")
        try:
            publication = Publication.model_validate_json(kept or "")
        except ValidationError:
            publication = None
        if publication is None or hashlib.sha256(canonical_json(publication)).hexdigest() != row.sha256:
            raise
        log.warning("a published file was lost or damaged and has been written again", item=row.item_id)
        publish(publication, published=paths.published, held=paths.held)
        return publication


def _index_entry(row: PublicationRow) -> IndexEntry:
    return IndexEntry(
        id=row.item_id,
        revision=row.revision,
        state=row.state,
        headline=row.headline,
        updated=row.updated,
        sha256=row.sha256,
    )
