"""A ledger behind changes.jsonl, as after a backup was put in its place: what consumers were told stands."""

import structlog

from pipeline.errors import StorageError
from pipeline.ledger import ChangeRow, Ledger, PublicationRow
from pipeline.run.publishing import publish_item
from pipeline.run.services import Services
from pipeline.stages.publish import Change, last_change, read_changes, read_publication

log = structlog.get_logger(__name__)

Told = tuple[int, str, str]
"""What a consumer knows of a publication: its revision, its state, the digest of its file."""


def catch_up(services: Services) -> None:
    """Bring the ledger up to what changes.jsonl told, and let it tell the rest with cursors above those.

    Consumers read on after the last cursor they know: one that was given twice would be a change they never hear of.
    """
    folder, ledger = services.settings.paths.published, services.ledger
    last = last_change(folder)
    if last is None or _has(ledger, last):
        return
    told = {change.id: change for change in read_changes(folder)}
    for row in ledger.publications():
        if row.item_id in told and told[row.item_id].revision > row.revision:
            _take_up(told[row.item_id], services)
    known = {change.id: _told(change) for change in told.values()}
    known |= {change.item_id: _told(change) for change in ledger.changes(last.cursor)}
    untold = [row for row in reversed(ledger.publications()) if known.get(row.item_id) != _told(row)]
    if untold:
        log.warning("the ledger was behind changes.jsonl; it goes on after it", cursor=last.cursor, told=len(untold))
        ledger.tell(untold, services.clock(), above=last.cursor)


def _has(ledger: Ledger, last: Change) -> bool:
    """Tell whether the ledger knows the last line: otherwise it is not the ledger that wrote it."""
    same = next(iter(ledger.changes(last.cursor - 1)), None)
    return same is not None and (same.cursor, same.item_id, _told(same)) == (last.cursor, last.id, _told(last))


def _told(change: Change | ChangeRow | PublicationRow) -> Told:
    return change.revision, change.state, change.sha256


def _take_up(change: Change, services: Services) -> None:
    """Note a revision that consumers have and the ledger has forgotten: a withdrawal stays one."""
    try:
        publication = read_publication(change.id, services.settings.paths.published)
    except StorageError:
        return
    if (publication.revision, publication.state) != (change.revision, change.state):
        return
    services.ledger.keep(change.id, "attribute", publication.model_dump_json(), 0.0, services.clock())
    item, row = services.ledger.get(change.id), services.ledger.publication(change.id)
    publish_item(item, publication, services, readers_have=row)
