"""What waits for a person is announced: items held, items failed for good, runs that failed. Each once, in order.

The events of the ledger are the stream; what was announced is a cursor among them, kept with what sinks have. What
could not be announced is announced by the next run, unless it is settled by then. No failure here is a run's failure.
"""

import json
from collections.abc import Iterator
from typing import Any

import structlog

from pipeline.errors import DeliveryError, PublicationRefused, RepublishError, UnknownItem
from pipeline.ledger import DeliveryRow, Event, Ledger
from pipeline.run.outstanding import ANNOUNCER, CURSOR, announced
from pipeline.run.services import Services
from pipeline.sinks import Parcel, Sink

log = structlog.get_logger(__name__)

RUN_FAILED = "run_failed"
"""The event of a run that could not do its work; not of one that some item failed in."""


def begin(services: Services) -> None:
    """Note from where on events are announced, where none have been: what happened before is no news."""
    if announced(services.ledger) is None:
        _keep(services, services.ledger.last_event())


def announce(announcer: Sink | None, services: Services) -> None:
    """Announce what happened since the last announcement; say it in the log where that cannot be."""
    if announcer is None:
        return
    try:
        _announce_all(announcer, services)
    except RepublishError as error:
        log.warning("not announced; the next run tries again", sink=announcer.name, code=error.code, error=str(error))
    except Exception:
        log.exception("not announced, an unforeseen error; please report it", sink=announcer.name)


def note_run(exit_code: int, previous: dict[str, Any] | None, services: Services) -> None:
    """Note that a run failed, where the one before did not end like it: an outage is one event."""
    if previous is None or previous["exit_code"] != exit_code:
        services.ledger.note(None, RUN_FAILED, services.clock(), detail=f"exit code {exit_code}")


def _announce_all(announcer: Sink, services: Services) -> None:
    known = announced(services.ledger)
    cursor = int(known.version or 0) if known else 0
    for event, said in _news(services.ledger, cursor):
        body = json.dumps(said, ensure_ascii=False).encode()
        version = f"{event.item_id or 'run'}:{event.event}:{event.id}"
        try:
            announcer.take(Parcel(version, version, body))
        except PublicationRefused as error:  # it will not take this one later either; the next may be another matter
            log.warning("not announced", what=version, code=error.code, error=str(error))
        except DeliveryError as error:
            _keep(services, cursor, failed=(known.attempts if known else 0) + 1, message=error.message)
            raise
        cursor = event.id
        _keep(services, cursor)
    _keep(services, services.ledger.last_event())


def _keep(services: Services, cursor: int, *, failed: int = 0, message: str | None = None) -> None:
    row = DeliveryRow(
        sink=ANNOUNCER, name=CURSOR, version=str(cursor), attempts=failed, message=message, at=services.clock()
    )
    services.ledger.deliveries.keep(row)


def _news(ledger: Ledger, cursor: int) -> Iterator[tuple[Event, dict[str, Any]]]:
    """Yield the events after `cursor` that are to be announced, an item's newest alone, with what is said of each."""
    events = ledger.events(after=cursor)
    newest = {event.item_id: event.id for event in events if event.event in {"held", "failed", RUN_FAILED}}
    for event in events:
        if newest.get(event.item_id) == event.id and (said := _said(event, ledger)):
            yield event, said


def _said(event: Event, ledger: Ledger) -> dict[str, Any] | None:
    """Return the announcement of an event; None where nobody is waited for any more."""
    about: dict[str, Any] = {"event": event.event, "id": event.id, "at": event.at.isoformat().replace("+00:00", "Z")}
    if event.item_id is None:
        about |= {"item": None, "reason": event.detail, "headline": None, "show": "republish status"}
        return {**about, "text": f"A run failed, {event.detail}. republish status"}
    try:
        item = ledger.get(event.item_id)
    except UnknownItem:  # merged with another since
        return None
    if item.state != event.event or item.next_attempt_at is not None:
        return None
    show = f"republish show {item.id}"
    about |= {"item": item.id, "reason": item.reason, "headline": item.headline, "show": show}
    about |= {"url": item.url, "source": item.source, "message": item.message}
    return {**about, "text": f"{item.state.capitalize()}: {item.headline or item.url} ({item.reason}). {show}"}
