"""What a person decides on an item's page; the functions are the command line's own."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, NamedTuple, cast, get_args
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from pipeline.desk.article import version_of
from pipeline.desk.forms import SignedForm, Text, genuine
from pipeline.desk.items import Outcome, item_page
from pipeline.desk.problems import status_of
from pipeline.desk.room import InRoom, Room
from pipeline.errors import LockHeld, RepublishError
from pipeline.ledger import Stage
from pipeline.run import operator
from pipeline.run.session import Summary

router = APIRouter(dependencies=[Depends(genuine)])


class Case(NamedTuple):
    """Who decides, having seen which version of the item."""

    request: Request
    room: Room
    version: str
    by: str


def _case(form: SignedForm, version: Text = "") -> Case:
    return Case(form.request, form.room, version, form.by)


Decided = Annotated[Case, Depends(_case)]


@router.post("/items/{item_id}/segments/{segment_id}")
def edit(case: Decided, item_id: str, segment_id: str, text: Text = "") -> Response:
    """Put a person's Arabic in place of a segment's."""
    arabic = " ".join(text.split())

    def act() -> Summary:
        return operator.edit(case.room.settings, item_id, segment_id, arabic, case.by)

    return _decide(case, item_id, act, "edited", needed=(case.by, arabic), segment=segment_id, draft=text)


@router.post("/items/{item_id}/approve")
def approve(case: Decided, item_id: str) -> Response:
    """Publish a held item on the word of who signs."""

    def act() -> Summary:
        return operator.approve(case.room.settings, item_id, case.by)

    return _decide(case, item_id, act, "approved", needed=(case.by,))


@router.post("/items/{item_id}/refuse")
def refuse(case: Decided, item_id: str, reason: Text = "") -> Response:
    """Decide that the item is not to be published."""
    why = " ".join(reason.split())

    def act() -> Summary:
        return operator.refuse(case.room.settings, item_id, case.by, why)

    def done() -> str:
        # What readers have stays, and the page says so.
        return "refused" if operator.kept_revision(case.room.settings, item_id) is None else "dropped"

    return _decide(case, item_id, act, done, needed=(case.by, why))


@router.post("/items/{item_id}/withdraw")
def withdraw(case: Decided, item_id: str, reason: Text = "") -> Response:
    """Take a publication back; consumers read why."""
    why = " ".join(reason.split())

    def act() -> Summary:
        return operator.withdraw(case.room.settings, item_id, case.by, why)

    return _decide(case, item_id, act, "withdrawn", needed=(case.by, why))


@router.post("/items/{item_id}/retry")
def retry(case: Decided, item_id: str, stage: Text = "") -> Response:
    """Process the item again in the background, from a stage or from where it stopped."""
    start = cast("Stage | None", next((name for name in get_args(Stage) if name == stage), None))

    def act() -> None:
        if case.room.retries.start((item_id,), start, case.by) is None:
            raise LockHeld("a retry is under way", holder="this desk", next_step="wait for it to end, then try again")

    return _decide(case, item_id, act, "retry_asked", needed=(case.by,))


@router.post("/leave")
def leave(request: Request, room: InRoom) -> Response:
    """Close the session."""
    room.access.leave(request.cookies.get(room.access.cookie))
    response = RedirectResponse("/", HTTPStatus.SEE_OTHER)
    response.delete_cookie(room.access.cookie)
    return response


def _decide(
    case: Case,
    item_id: str,
    act: Callable[[], Summary | None],
    done: str | Callable[[], str],
    *,
    needed: tuple[str, ...],
    segment: str = "",
    draft: str = "",
) -> Response:
    """Let `act` happen where the item is as the editor saw it; else show it as it is, with what was typed.

    `segment` is the one that is decided on, whose place on the page is where the editor goes on.
    """
    typed = {segment: draft} if segment else {}
    with case.room.deciding:
        if not all(needed):
            return _not_done(
                case, item_id, HTTPStatus.UNPROCESSABLE_ENTITY, Outcome(problem="incomplete", drafts=typed)
            )
        if version_of(case.room.ledger.get(item_id)) != case.version:
            return _not_done(case, item_id, HTTPStatus.CONFLICT, Outcome(problem="collision", drafts=typed))
        try:
            summary = act()
        except LockHeld as error:
            told = Outcome(problem="lock_held", explanation=error.holder, drafts=typed)
            return _not_done(case, item_id, HTTPStatus.CONFLICT, told)
        except RepublishError as error:
            step = error.next_step or ""
            told = Outcome(problem="not_possible", explanation=error.message, step=step, drafts=typed)
            return _not_done(case, item_id, status_of(error), told)
    lacking = [sink.sink for sink in summary.deliveries if sink.failed] if summary else []
    query = [("done", done if isinstance(done, str) else done()), *(("lacks", sink) for sink in lacking)]
    address = f"/items/{item_id}?{urlencode([*query, ('segment', segment)] if segment else query)}"
    return RedirectResponse(f"{address}#{quote(segment)}" if segment else address, HTTPStatus.SEE_OTHER)


def _not_done(case: Case, item_id: str, status: HTTPStatus, outcome: Outcome) -> Response:
    return item_page(case.request, case.room, item_id, outcome, status=status)
