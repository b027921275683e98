"""The queue: what is where, newest first."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from pipeline.desk.pages import page
from pipeline.desk.room import InRoom
from pipeline.errors import InputError
from pipeline.ledger import STATES
from pipeline.ledger.pages import Cursor, Wanted, items_page, sources_and_reasons

PAGE = 50
"""Items on a page."""

router = APIRouter()


@router.get("/")
def queue(
    request: Request,
    room: InRoom,
    state: Annotated[str, Query()] = "",
    source: Annotated[str, Query()] = "",
    reason: Annotated[str, Query()] = "",
    q: Annotated[str, Query(max_length=200)] = "",
    before: Annotated[str, Query()] = "",
) -> Response:
    """Show the items that the filters leave, with counts and the last run above them."""
    known = next((name for name in STATES if name == state), None)
    chosen = {"state": known or "", "source": source, "reason": reason, "q": q.strip()}
    wanted = Wanted(state=known, source=source or None, reason=reason or None, text=q.strip() or None)
    cursor = cursor_of(before)
    found = items_page(room.ledger.database, wanted, before=cursor, limit=PAGE + 1)
    sources, reasons = sources_and_reasons(room.ledger.database)
    return page(
        request,
        "queue.html",
        items=found[:PAGE],
        chosen=chosen,
        older=_older(found, chosen),
        newest=cursor is None,
        states=STATES,
        counts=room.ledger.counts(),
        sources=sources,
        reasons=reasons,
        run=room.ledger.runs.last(),
    )


def cursor_of(text: str) -> Cursor | None:
    """Read a cursor from a query; raises InputError where it is none."""
    try:
        return Cursor.parse(text) if text else None
    except ValueError as error:
        raise InputError("this is no cursor that a page has given", item=text) from error


def _older(found: list[Any], chosen: dict[str, str]) -> str | None:
    if len(found) <= PAGE:
        return None
    last = found[PAGE - 1]
    given = {name: value for name, value in chosen.items() if value}
    return "/?" + urlencode({**given, "before": str(Cursor(last.updated_at, last.id))})
