"""From a publication to the files that consumers read, and what the ledger notes of it."""

import datetime as dt
import hashlib
from typing import Any

import structlog
from pydantic import ValidationError

from pipeline.arabic.withdrawal import withdrawal_in_words
from pipeline.errors import StorageError, UnknownItem, with_next_step
from pipeline.formats.json_feed import json_feed
from pipeline.ledger import Item, PublicationRow, SoFar
from pipeline.model import Flag, HistoryEntry, Publication
from pipeline.run.finished import is_finished, note_finished
from pipeline.run.revision import content_digest
from pipeline.run.services import Services
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

log = structlog.get_logger(__name__)

FEED_LENGTH = 50
"""Publications in feed.json, the newest; index.json has them all."""


_DECIDE = "republish show {id}, then approve, edit or refuse it"


def withheld(publication: Publication) -> tuple[Flag, ...]:
    """Return what rights have against publishing it: no approval outweighs that."""
    return tuple(
        flag for flag in publication.quality.flags if flag.severity == "hold" and flag.code.startswith("rights_")
    )


def rights_step(item_id: str) -> str:
    """Return what publishes an item that is held for its rights."""
    return f"record the rights in sources.toml, then: republish retry {item_id} --from attribute"


def publish_item(
    item: Item,
    publication: Publication,
    services: Services,
    *,
    readers_have: PublicationRow | None,
    by: str | None = None,
) -> Item:
    """Write `publication` to its file and note it; a held one is noted with what holds it."""
    paths = services.settings.paths
    now = services.clock()
    if publication.state == "published":
        _keep_earlier(readers_have, publication, services, now)
    path = publish(publication, published=paths.published, held=paths.held)
    if publication.state == "held":
        holds = [flag for flag in publication.quality.flags if flag.severity == "hold"]
        message = "; ".join(dict.fromkeys(flag.detail.rstrip(".") for flag in holds)) or "a person must decide"
        step = rights_step(item.id) if withheld(publication) else _DECIDE.format(id=item.id)
        return services.ledger.settle(
            item.id,
            "held",
            now,
            stage="attribute",
            reason=holds[0].code if holds else "held",
            message=with_next_step(message, step),
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
    look = services.settings.follow.next_look(now, now) if row.state == "published" else None
    return services.ledger.published(item.id, row, now, by, next_check_at=look)


def _keep_earlier(row: PublicationRow | None, publication: Publication, services: Services, now: dt.datetime) -> None:
    """Keep what readers have, which `publication` is to follow, so that a person can see what changed."""
    if row is None or row.state == "withdrawn" or row.revision >= publication.revision:
        return
    try:
        earlier = read_publication(publication.id, services.settings.paths.published)
    except StorageError:  # lost, and about to be written again: not what stands in the way of news
        return
    # Where the file is the newer one already, a run was killed after it: what was before has been kept then.
    if earlier.revision == row.revision:
        services.ledger.revisions.keep(publication.id, row.revision, earlier.model_dump_json(), now)


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
    row = services.ledger.publication(item.id)
    publication = _published(row, services) if row else read_publication(item.id, services.settings.paths.published)
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
            "withdrawal": withdrawal_in_words(
                publication.headline.text,
                now,
                reason,
                services.wording.for_host(publication.source.host),
                services.settings.arabic.digits,
            ),
        }
    )
    # From here on it is under way: a run that is killed is completed by the next.
    values: dict[str, Any] = {"state": "working", "reason": None, "message": None}
    services.ledger.keep(item.id, "attribute", withdrawn.model_dump_json(), 0.0, now, **values)
    return publish_item(item, withdrawn, services, readers_have=row, by=by)


def is_withdrawn(so_far: SoFar) -> bool:
    """Tell whether the publication of an item was withdrawn; a withdrawal that was cut short counts."""
    row = so_far.publication
    if row is None or row.state == "withdrawn":
        return row is not None
    try:
        return Publication.model_validate_json(so_far.made("attribute") or "").state == "withdrawn"
    except ValidationError:
        return False


def finish_files(services: Services) -> None:
    """Bring index.json, changes.jsonl and feed.json up to the ledger; the articles they name are there already.

    The feed comes last, as it alone reads articles: one that cannot be read holds nothing else back. Where nothing has
    changed since the last time, nothing is read or written.
    """
    if is_finished(services):
        return
    folder = services.settings.paths.published
    cursor = services.ledger.last_change()
    rows = services.ledger.publications()
    write_index([_index_entry(row) for row in rows], folder)
    last = last_change(folder)
    new = services.ledger.changes(last.cursor if last else 0)
    append_changes([Change(**row.model_dump(exclude={"item_id"}), id=row.item_id) for row in new], folder)
    newest = [row for row in rows if row.state == "published"][:FEED_LENGTH]
    write_feed(json_feed([_published(row, services) for row in newest]), folder)
    note_finished(services, cursor, [row.item_id for row in newest])


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
