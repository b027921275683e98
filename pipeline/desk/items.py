"""One item: its page, its preview and its JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from pipeline.desk import article
from pipeline.desk.differences import steps
from pipeline.desk.pages import page
from pipeline.desk.room import InRoom, Room
from pipeline.formats import to_html
from pipeline.formats.html import POLICY as PREVIEW_POLICY
from pipeline.ledger import STAGES, STATES
from pipeline.ledger.dossier import dossier
from pipeline.stages.publish import canonical_json

NAMED_EVENTS = ("merged", "edited", "approved", "kept", "retry asked")
"""Events that are phrases of the interface; those that are a state's are, too."""

router = APIRouter()

DONE = frozenset({"edited", "approved", "refused", "dropped", "withdrawn", "retry_asked"})
"""What the page may confirm after a decision; each is a phrase of the interface."""


@router.get("/items/{item_id}")
def show(
    request: Request,
    room: InRoom,
    item_id: str,
    done: str = "",
    segment: str = "",
    lacks: Annotated[tuple[str, ...], Query()] = (),
) -> Response:
    """Show the item: English and Arabic side by side, and what can be decided.

    After a decision it confirms what was `done`, and names the sinks that could not be given what came of it.
    """
    sinks = [sink for sink in room.settings.sinks if sink in lacks]
    return item_page(request, room, item_id, Outcome(done if done in DONE else "", segment, sinks))


@router.get("/items/{item_id}/revisions")
def revisions(request: Request, room: InRoom, item_id: str) -> Response:
    """Show what each revision changed, the newest first; a held one too."""
    item = room.ledger.get(item_id)
    return page(request, "revisions.html", item=item, steps=steps(item.id, room.ledger, room.settings))


@router.get("/items/{item_id}/preview")
def preview(room: InRoom, item_id: str) -> Response:
    """Show the newest publication, a held one too, as readers would see it."""
    publication = article.newest_publication(item_id, room.ledger)
    policy = f"{PREVIEW_POLICY}; sandbox; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
    return Response(
        to_html(publication), media_type="text/html; charset=utf-8", headers={"Content-Security-Policy": policy}
    )


@router.get("/items/{item_id}/publication.json")
def publication_json(room: InRoom, item_id: str) -> Response:
    """Give the newest publication, a held one too, as JSON."""
    publication = article.newest_publication(item_id, room.ledger)
    return Response(canonical_json(publication), media_type="application/json")


@dataclass(frozen=True)
class Outcome:
    """What became of a decision, as its page tells it.

    `done` is one of DONE, on `segment` where it was about one, and `lacks` are sinks that could not be given what came
    of it; or a `problem` stood in the way, explained, with the next step where there is one, and `drafts` are the texts
    that were typed, by segment.
    """

    done: str = ""
    segment: str = ""
    lacks: Sequence[str] = ()
    problem: str = ""
    explanation: str = ""
    step: str = ""
    drafts: Mapping[str, str] = field(default_factory=dict)


def item_page(request: Request, room: Room, item_id: str, outcome: Outcome, *, status: int = HTTPStatus.OK) -> Response:
    """Return the item's page, with what became of the decision that led to it."""
    known = dossier(room.ledger.database, item_id)
    shown = article.view(known)
    return page(
        request,
        "item.html",
        status=status,
        images=shown.image_origins,
        here=f"/items/{known.item.id}",
        view=shown,
        item=known.item,
        known=known,
        outcome=outcome,
        retry=room.retries.of(item_id),
        stages=STAGES,
        states=STATES,
        named_events=NAMED_EVENTS,
    )
