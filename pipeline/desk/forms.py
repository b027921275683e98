"""Forms that our own pages sent: what may stand in their fields, and whose they are."""

import secrets
from typing import Annotated, NamedTuple, cast

from fastapi import Depends, Form, HTTPException, Request, status

from pipeline.desk.access import Session
from pipeline.desk.proxy import LONGEST_NAME
from pipeline.desk.room import InRoom, Room

LONGEST = 20_000
"""Code points that a form's field may have; the longest paragraphs of news are a tenth of it."""

Text = Annotated[str, Form(max_length=LONGEST)]


def genuine(request: Request, csrf: Annotated[str, Form()] = "") -> Session:
    """Return the session that our own page's form was sent in; raises 403 for a form of anybody else's."""
    session = cast("Session", request.state.session)
    if not secrets.compare_digest(csrf.encode(), session.csrf.encode()):
        raise HTTPException(
            status.HTTP_403_FORBIDDEN, "This form is of another session; go back, reload the page, try again."
        )
    return session


class Signed(NamedTuple):
    """A form, and who signed it: nobody where `by` is empty."""

    request: Request
    room: Room
    by: str


def _signed(
    request: Request,
    room: InRoom,
    session: Annotated[Session, Depends(genuine)],
    by: Annotated[str, Form(max_length=LONGEST_NAME)] = "",
) -> Signed:
    if not session.vouched:
        session.name = " ".join(by.split())
    return Signed(request, room, session.name)


SignedForm = Annotated[Signed, Depends(_signed)]
