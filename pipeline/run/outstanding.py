"""What sinks and the newsroom's webhook do not have yet, told from the ledger without opening any of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.config import Settings
from pipeline.ledger import DeliveryRow, Ledger, PublicationRow
from pipeline.settings.sinks import KEEPS_FILES, SinkKind

# No sink of the configuration can be called so.
ANNOUNCER, CURSOR = "[announce]", "events"
"""Under which the ledger keeps, among what sinks have, how far the announcements have come."""


@dataclass(frozen=True)
class Due:
    """A file that a sink is to have, in a version; where it lies, and the digest of what it then holds."""

    name: str
    version: str
    path: Path
    sha256: str


def undelivered(settings: Settings, ledger: Ledger) -> dict[str, list[DeliveryRow]]:
    """Return, by sink, what is known of the articles that it does not have as they are now."""
    rows = ledger.publications() if settings.sinks else []
    found: dict[str, list[DeliveryRow]] = {}
    for sink, sink_settings in settings.sinks.items():
        known = ledger.deliveries.of(sink)
        found[sink] = [
            known.get(due.name) or DeliveryRow(sink=sink, name=due.name, at=row.updated)
            for row in rows
            if not has(known, due := article_due(row, sink_settings.kind, settings.paths.published))
        ]
    return found


def announced(ledger: Ledger) -> DeliveryRow | None:
    """Return how far the announcements have come, and why not further; None before the first run that announces."""
    return ledger.deliveries.of(ANNOUNCER).get(CURSOR)


def article_name(item_id: str) -> str:
    """Return the name under which sinks have an item's publication."""
    return f"articles/{item_id}.json"


def article_due(row: PublicationRow, kind: SinkKind, published: Path) -> Due:
    """Return what a sink of that kind is to have of a publication, whose file lies below `published`."""
    version = row.sha256 if kind in KEEPS_FILES else f"{row.item_id}:{row.revision}:{row.state}"
    name = article_name(row.item_id)
    return Due(name, version, published / name, row.sha256)


def has(known: Mapping[str, DeliveryRow], due: Due) -> bool:
    """Tell whether a sink, of which all that is `known`, has exactly this."""
    return due.name in known and known[due.name].version == due.version
