"""Sources: those there are, and one more by its address: looked at first, added with its right."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from pipeline.desk.forms import SignedForm, Text, genuine
from pipeline.desk.pages import page
from pipeline.desk.problems import status_of
from pipeline.desk.room import InRoom, Room
from pipeline.errors import FetchError, Refused, RepublishError
from pipeline.model import RightsBasis
from pipeline.run.looking import Look, look
from pipeline.run.sourcing import add_source, rights_given, source_given

BASES = get_args(RightsBasis)

router = APIRouter()
_posted = APIRouter(dependencies=[Depends(genuine)])

URLS = Form(max_length=50)


@router.get("/sources")
def sources(request: Request, room: InRoom, added: str = "") -> Response:
    """Show the configured sources, and where to paste an address."""
    return _list(request, room, added=added)


@_posted.post("/sources/look")
def look_at(request: Request, room: InRoom, url: Text = "") -> Response:
    """Show what the site of an address announces, how a page of it is extracted, and ask by what right."""
    try:
        found = look(url, room.settings)
    except RepublishError as error:
        return _list(request, room, url=url, problem=error, status=_status(error))
    draft = Draft(found.name, found.hosts, feeds=found.feeds, sitemaps=found.sitemaps, pages=found.pages)
    return _page(request, draft, found=found)


@dataclass(frozen=True)
class Draft:
    """A source as the form has it; `feeds`, `sitemaps` and `pages` are those that are ticked."""

    name: str
    hosts: Sequence[str]
    basis: str = "unknown"
    evidence: str = ""
    images: bool = False
    feeds: Sequence[str] = ()
    sitemaps: Sequence[str] = ()
    pages: Sequence[str] = ()


def _right(basis: Text = "", evidence: Text = "", images: Text = "") -> dict[str, Any]:
    return {"basis": basis, "evidence": evidence, "images": bool(images)}


def _announcing(
    feeds: Annotated[Sequence[str], URLS] = (),
    sitemaps: Annotated[Sequence[str], URLS] = (),
    pages: Annotated[Sequence[str], URLS] = (),
) -> dict[str, Any]:
    return {"feeds": feeds, "sitemaps": sitemaps, "pages": pages}


def _draft(
    right: Annotated[dict[str, Any], Depends(_right)],
    announcing: Annotated[dict[str, Any], Depends(_announcing)],
    name: Text = "",
    hosts: Text = "",
) -> Draft:
    return Draft(name, hosts.split(), **right, **announcing)


@_posted.post("/sources")
def add(form: SignedForm, draft: Annotated[Draft, Depends(_draft)]) -> Response:
    """Add the source to sources.toml; else show the form again with what is wrong."""
    if not form.by:
        return _page(form.request, draft, incomplete=True, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        source = source_given(
            rights_given(draft.basis, draft.evidence, images=draft.images),
            name=draft.name,
            hosts=draft.hosts,
            feeds=draft.feeds,
            sitemaps=draft.sitemaps,
            pages=draft.pages,
        )
        add_source(form.room.settings, source, form.by)
    except RepublishError as error:
        return _page(form.request, draft, problem=error, status=_status(error))
    return RedirectResponse(f"/sources?{urlencode({'added': source.name})}", HTTPStatus.SEE_OTHER)


def _list(
    request: Request,
    room: Room,
    *,
    url: str = "",
    problem: RepublishError | str = "",
    added: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    known = room.settings.sources
    confirmed = added if any(source.name == added for source in known) else ""
    return page(
        request,
        "sources.html",
        status=status,
        here="/sources",
        sources=known,
        url=url,
        problem=problem,
        added=confirmed,
    )


def _page(
    request: Request,
    draft: Draft,
    *,
    found: Look | None = None,
    problem: RepublishError | str = "",
    incomplete: bool = False,
    status: int = HTTPStatus.OK,
) -> Response:
    shown: dict[str, Any] = {"draft": draft, "bases": BASES, "found": found, "problem": problem}
    return page(request, "source.html", status=status, here="/sources", incomplete=incomplete, **shown)


def _status(error: RepublishError) -> HTTPStatus:
    return HTTPStatus.BAD_GATEWAY if isinstance(error, FetchError | Refused) else status_of(error)


router.include_router(_posted)
