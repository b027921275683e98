"""The queue: what is where, newest first, and above it how things go."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from pipeline.desk.chart import chart
from pipeline.desk.pages import page
from pipeline.desk.room import InRoom
from pipeline.errors import InputError
from pipeline.ledger import STATES
from pipeline.ledger.activity import latest_runs
from pipeline.ledger.pages import Cursor, Wanted, items_page

PAGE = 50
"""Items on a page."""

RUNS = 5
"""The last runs that are told."""

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
    """Show the items that the filters leave, with counts, the last runs, hours and days above them."""
    known = next((name for name in STATES if name == state), None)
    chosen = {"state": known or "", "source": source, "reason": reason, "q": q.strip()}
    wanted = Wanted(state=known, source=source or None, reason=reason or None, text=q.strip() or None)
    cursor = cursor_of(before)
    last_event = room.ledger.last_event()  # first, so that what happens from here on is told as news
    found = items_page(room.ledger.database, wanted, before=cursor, limit=PAGE + 1)
    tally = room.tally.latest(last_event)
    runs = latest_runs(room.ledger.database, RUNS)
    return page(
        request,
        "queue.html",
        items=found[:PAGE],
        chosen=chosen,
        older=_older(found, chosen),
        newest=cursor is None,
        states=STATES,
        state_links={name: _link({**chosen, "state": name}) for name in ("", *STATES)},
        counts=tally.states,
        sources=tally.sources,
        reasons=tally.reasons,
        runs=runs,
        chart=chart(room.hours.latest(last_event)),
        spending=room.spending.latest(runs[0] if runs else None),
        last_event=last_event,
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
    return _link({**chosen, "before": str(Cursor(last.updated_at, last.id))})


def _link(query: dict[str, str]) -> str:
    given = {name: value for name, value in query.items() if value}
    return "/?" + urlencode(given) if given else "/"
