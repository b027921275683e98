"""The glossary: a term added, and the articles that have it."""

from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from pipeline.desk.forms import SignedForm, Text, genuine
from pipeline.desk.pages import page
from pipeline.desk.problems import status_of
from pipeline.desk.room import InRoom, Room
from pipeline.engines.glossary import Term, load_glossary
from pipeline.errors import InputError, LockHeld, RepublishError
from pipeline.run.termbase import add_term, affected_by, term_of

SHOWN = 200
"""Terms on the page; the search finds the others."""

LOOKED_AT = 2000
"""Articles that a term is looked for in, the latest touched ones; the command line looks in all of them."""

router = APIRouter()
_posted = APIRouter(dependencies=[Depends(genuine)])

Field = Annotated[str, Query(max_length=500)]


@router.get("/glossary")
def glossary(request: Request, room: InRoom, q: Field = "", source: Field = "", target: Field = "") -> Response:
    """Show the terms, and the form for one more, filled in with what is given."""
    return _page(request, room, q=q, draft={"source": source, "target": target, "match_case": "", "keep": ""})


@router.get("/glossary/term")
def term(request: Request, room: InRoom, source: Field, match_case: bool = False, asked: bool = False) -> Response:  # noqa: FBT001, FBT002 - a query's
    """Show the articles that have a term of the glossary, and whether their Arabic says it so."""
    found = _term(room, source, match_case=match_case)
    affects = affected_by(room.settings, found, limit=LOOKED_AT)
    return page(request, "term.html", here="/glossary", term=found, affects=affects, asked=asked, problem="")


@_posted.post("/glossary")
def add(form: SignedForm, source: Text = "", target: Text = "", match_case: Text = "", keep: Text = "") -> Response:
    """Add the term to glossary.csv; else show the form again with what is wrong."""
    draft = {"source": source, "target": target, "match_case": match_case, "keep": keep}
    if not form.by:
        return _page(form.request, form.room, draft=draft, incomplete=True, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        made = term_of(source, target, match_case=bool(match_case), keep=bool(keep))
        add_term(form.room.settings, made, form.by)
    except RepublishError as error:
        return _page(form.request, form.room, draft=draft, problem=error, status=status_of(error))
    return RedirectResponse(_address(made), HTTPStatus.SEE_OTHER)


@_posted.post("/glossary/retry")
def retry(
    form: SignedForm,
    source: Text = "",
    match_case: Text = "",
    item: Annotated[list[str], Form(max_length=LOOKED_AT)] = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """Translate the named articles anew, in the background."""
    room = form.room
    found = [room.ledger.get(item_id).id for item_id in item]
    made = _term(room, source, match_case=bool(match_case))
    try:
        if not (form.by and found):
            raise InputError("articles and a name are needed", next_step="name yourself, and choose articles")
        if room.retries.start(found, "translate", form.by) is None:
            raise LockHeld("a retry is under way", holder="this desk", next_step="wait for it to end, then try again")
    except RepublishError as error:
        affects = affected_by(room.settings, made, limit=LOOKED_AT)
        shown: dict[str, Any] = {"term": made, "affects": affects, "asked": False, "problem": error}
        return page(form.request, "term.html", status=status_of(error), here="/glossary", **shown)
    return RedirectResponse(f"{_address(made)}&asked=1", HTTPStatus.SEE_OTHER)


def _address(term: Term) -> str:
    """Return where a term has its page; of two that are written alike, each has its own."""
    query = {"source": term.source, **({"match_case": 1} if term.match_case else {})}
    return f"/glossary/term?{urlencode(query)}"


def _term(room: Room, source: str, *, match_case: bool) -> Term:
    """Return the term that is most like what is asked for: written so, in one case only or not, or in another case."""
    terms = load_glossary(room.settings.paths.glossary).terms
    alike = [known for known in terms if known.source.casefold() == source.casefold()]
    if not alike:
        raise InputError("the glossary has no such term", item=source, next_step="add it")
    return max(alike, key=lambda known: (known.source == source, known.match_case == match_case))


def _page(
    request: Request,
    room: Room,
    *,
    draft: dict[str, str],
    q: str = "",
    problem: RepublishError | str = "",
    incomplete: bool = False,
    status: int = HTTPStatus.OK,
) -> Response:
    wanted = q.strip().casefold()
    terms = load_glossary(room.settings.paths.glossary).terms
    found = [known for known in reversed(terms) if wanted in f"{known.source} {known.target}".casefold()]
    shown: dict[str, Any] = {
        "terms": [(known, _address(known)) for known in found[:SHOWN]],
        "count": len(found),
        "q": q.strip(),
        "draft": draft,
    }
    return page(
        request, "glossary.html", status=status, here="/glossary", problem=problem, incomplete=incomplete, **shown
    )


router.include_router(_posted)
