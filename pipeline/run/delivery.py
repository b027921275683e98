"""To every sink what it does not have yet, after the files were written; one that fails holds back no other.

A sink that keeps files is sent every article whose content is new, and index, feed and changes after them, never
ahead of an article they name. Any other is told of each revision and state once. What could not be delivered stays
due: the next run delivers it.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import structlog

from pipeline.errors import DeliveryError, PublicationRefused, SinkRefused, SinkUnavailable, StorageError
from pipeline.ledger import DeliveryRow, PublicationRow
from pipeline.run.outstanding import Due, article_due, article_name, has
from pipeline.run.services import Services
from pipeline.settings.sinks import KEEPS_FILES
from pipeline.sinks import Parcel, Sink
from pipeline.stages.publish import index_pages
from pipeline.stages.publish.files import storage_errors

log = structlog.get_logger(__name__)

PATIENCE = 3
"""Deliveries in a row for which a sink could not be reached, after which a run leaves the rest for the next one."""

FOLLOWING = ("changes.jsonl", "feed.json", "index.json")
"""The files that follow the articles; the index last, as it is what a consumer begins with."""


@dataclass
class Delivered:
    """How the deliveries to one sink went: how many arrived, how many failed, and how many were not begun."""

    sink: str
    delivered: int = 0
    failed: int = 0
    left: int = 0
    in_vain_in_a_row: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return the figures under stable names."""
        return {"sink": self.sink, "delivered": self.delivered, "failed": self.failed, "left": self.left}


def added(before: Sequence[Delivered], after: Sequence[Delivered]) -> tuple[Delivered, ...]:
    """Return how two deliveries of one run went together: what the first left or failed at, the second has tried."""
    first = {done.sink: done.delivered for done in before}
    return tuple(replace(done, delivered=done.delivered + first.get(done.sink, 0)) for done in after)


def deliver(services: Services) -> tuple[Delivered, ...]:
    """Deliver to each sink what it does not have, to all of them at once; tell how it went.

    Raises StorageError, where it is our own disk or ledger that fails.
    """
    if not services.sinks:
        return ()
    rows = services.ledger.publications()
    with ThreadPoolExecutor(len(services.sinks), thread_name_prefix="sink") as pool:
        return tuple(pool.map(lambda sink: _deliver_to(sink, rows, services), services.sinks))


def deliver_again(item_id: str, services: Services) -> None:
    """Let every sink be sent the publication of an item once more."""
    services.ledger.deliveries.again(article_name(item_id), services.clock())


def _deliver_to(sink: Sink, rows: Sequence[PublicationRow], services: Services) -> Delivered:
    done = Delivered(sink.name)
    kind, folder = services.settings.sinks[sink.name].kind, services.settings.paths.published
    try:
        known = services.ledger.deliveries.of(sink.name)
        # The oldest first; but what failed before does not stand in the way of what has not been tried.
        articles = [due for row in reversed(rows) if not _settled(known, due := article_due(row, kind, folder))]
        articles.sort(key=lambda due: known[due.name].attempts if due.name in known else 0)
        _send(articles, known, sink, services, done)
        if kind in KEEPS_FILES and not (done.failed or done.left):
            files = _following(folder)
            _send([due for due in files if not _settled(known, due)], known, sink, services, done)
            if not (done.failed or done.left):
                pages = {name for name in known if name.startswith("index-")}
                _remove(sorted(pages - {due.name for due in files}), sink, services, done)
    except StorageError:
        raise
    except Exception:
        log.exception("an unforeseen error; please report it", sink=sink.name)
        done.failed += 1
    return done


def _send(
    parcels: Sequence[Due], known: Mapping[str, DeliveryRow], sink: Sink, services: Services, done: Delivered
) -> None:
    for number, due in enumerate(parcels):
        row = known.get(due.name) or DeliveryRow(sink=sink.name, name=due.name, at=services.clock())
        if services.stopping() or done.in_vain_in_a_row >= PATIENCE:
            done.left += len(parcels) - number
            return
        try:
            sink.take(Parcel(due.name, due.version, _body(due, sink.name)))
        except DeliveryError as error:
            log.error("not delivered", sink=sink.name, name=due.name, code=error.code, error=str(error))  # noqa: TRY400 - the text says it all
            services.ledger.deliveries.keep(_failed(row, due, error, services.clock()))
            done.failed += 1
            # Of a sink that takes nothing, nothing else is to be expected.
            done.in_vain_in_a_row += {SinkUnavailable: 1, SinkRefused: PATIENCE}.get(type(error), 0)
        else:
            arrived = DeliveryRow(sink=sink.name, name=due.name, version=due.version, at=services.clock())
            services.ledger.deliveries.keep(arrived)
            log.info("delivered", sink=sink.name, name=due.name, version=due.version)
            done.delivered += 1
            done.in_vain_in_a_row = 0


def _failed(row: DeliveryRow, due: Due, error: DeliveryError, now: dt.datetime) -> DeliveryRow:
    refused = due.version if isinstance(error, PublicationRefused) else None
    return row.model_copy(update={"refused": refused, "attempts": row.attempts + 1, "message": str(error), "at": now})


def _remove(names: Iterable[str], sink: Sink, services: Services, done: Delivered) -> None:
    for name in names:
        try:
            sink.remove(name)
        except DeliveryError as error:
            log.error("not removed", sink=sink.name, name=name, code=error.code, error=str(error))  # noqa: TRY400 - the text says it all
            done.failed += 1
            return
        services.ledger.deliveries.removed(sink.name, name)


def _body(due: Due, sink: str) -> bytes:
    """Return what lies at the path; raise DeliveryError where that is not what the ledger says."""
    with storage_errors(due.path):
        body = due.path.read_bytes() if due.path.exists() else b""
    if hashlib.sha256(body).hexdigest() != due.sha256:
        step = f"republish retry {due.path.stem} --from publish"
        raise DeliveryError("the file is not the one that was published", sink=sink, item=due.name, next_step=step)
    return body


def _following(published: Path) -> list[Due]:
    """Return what follows the articles: the index's pages, then the files that consumers begin with."""
    found = []
    for path in (*index_pages(published), *(published / name for name in FOLLOWING)):
        with storage_errors(path):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        found.append(Due(path.name, digest, path, digest))
    return found


def _settled(known: Mapping[str, DeliveryRow], due: Due) -> bool:
    """Tell whether nothing is to be sent: the sink has it, or does not want this version."""
    return has(known, due) or (due.name in known and known[due.name].refused == due.version)
