"""One item: its page, its preview and its JSON."""

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request, Response

from pipeline.desk import article
from pipeline.desk.pages import page
from pipeline.desk.room import InRoom, Room
from pipeline.formats import to_html
from pipeline.formats.html import POLICY as PREVIEW_POLICY
from pipeline.ledger import STAGES
from pipeline.stages.publish import canonical_json

router = APIRouter()

DONE = frozenset({"edited", "approved", "refused", "withdrawn", "retry_asked"})
"""What the page may confirm after a decision; each is a phrase of the interface."""


@router.get("/items/{item_id}")
def show(request: Request, room: InRoom, item_id: str, done: str = "") -> Response:
    """Show the item: English and Arabic side by side, and what can be decided."""
    return item_page(request, room, item_id, done=done if done in DONE else "")


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


def item_page(
    request: Request,
    room: Room,
    item_id: str,
    *,
    status: int = HTTPStatus.OK,
    done: str = "",
    problem: str = "",
    explanation: str = "",
    drafts: dict[str, str] | None = None,
) -> Response:
    """Return the item's page: after a decision that did not stand with what is in its way, and what was typed."""
    last_event = room.ledger.last_event()  # first, so that what happens from here on is told as news
    item = room.ledger.get(item_id)
    shown = article.view(item, room.ledger)
    values: dict[str, Any] = {"view": shown, "item": item, "stages": STAGES, "retry": room.retries.of(item_id)}
    values |= {"here": f"/items/{item.id}", "last_event": last_event}
    values |= {"done": done, "problem": problem, "explanation": explanation, "drafts": drafts or {}}
    return page(request, "item.html", status=status, images=shown.image_origins, **values)
