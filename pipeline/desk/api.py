"""The consumers' read API: what the files say, by request. `/api/v1/openapi.json` describes it."""

import json
from http import HTTPStatus
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from pipeline.desk.negotiation import FORMAT_NAMES, MEDIA_TYPES, OURS, conditional, wanted_format
from pipeline.desk.problems import Problem
from pipeline.desk.room import InRoom
from pipeline.formats import FORMATS
from pipeline.formats.html import POLICY
from pipeline.ledger.pages import Published, changes_page, publications_page
from pipeline.model import Model, Publication
from pipeline.stages.publish import Change, IndexEntry, canonical_json, read_publication

router = APIRouter(
    prefix="/api/v1",
    tags=["publications"],
    responses={
        HTTPStatus.UNAUTHORIZED: {"model": Problem, "description": "The read token is missing or wrong."},
        HTTPStatus.UNPROCESSABLE_ENTITY: {"model": Problem, "description": "A parameter is not what it must be."},
        HTTPStatus.TOO_MANY_REQUESTS: {"model": Problem, "description": "Too many requests; Retry-After says when."},
        HTTPStatus.SERVICE_UNAVAILABLE: {"model": Problem, "description": "The ledger or a file cannot be read now."},
    },
)

MOST = 500
"""Entries in an answer, at most."""

_UNCHANGED: dict[int | str, dict[str, Any]] = {
    HTTPStatus.NOT_MODIFIED: {"description": "It is still what If-None-Match names."}
}


class Reading(BaseModel):
    """From where on to read, and how much. A parameter that there is not is an error: one misspelt finds all."""

    model_config = ConfigDict(extra="forbid")

    since: int = Field(default=0, ge=0, le=2**63 - 1, description="the cursor that an answer gave; 0 for the beginning")
    limit: int = Field(default=100, ge=1, le=MOST, description="entries in the answer, at most")


class Listing(Reading):
    """Which publications: those in a state, those of a source."""

    state: Literal["published", "withdrawn"] | None = None
    source: str | None = Field(default=None, max_length=200, description="the source's name in the configuration")


class Projection(BaseModel):
    """In which format."""

    model_config = ConfigDict(extra="forbid")

    form: str | None = Field(
        default=None, alias="format", description="instead of Accept", json_schema_extra={"enum": list(FORMAT_NAMES)}
    )


class Entry(IndexEntry):
    """A publication in brief, as index.json has it, with its source and the cursor of its latest change."""

    source: str | None
    cursor: int


class Entries(Model):
    """Publications, the last changed at the end. `next` is the cursor to ask with, `more` whether to at once."""

    publications: tuple[Entry, ...]
    next: int
    more: bool


class Changes(Model):
    """Changes, oldest first. `next` is the cursor to ask with, `more` whether to at once."""

    changes: tuple[Change, ...]
    next: int
    more: bool


@router.get("/publications", response_model=Entries, responses=_UNCHANGED)
def publications(request: Request, room: InRoom, query: Annotated[Listing, Query()]) -> Response:
    """List publications, each once, in the order of their latest changes: whoever reads on from a cursor misses none.

    Cursors are those of the changes.
    """
    rows = publications_page(
        room.ledger.database, state=query.state, source=query.source, since=query.since, limit=query.limit + 1
    )
    shown = tuple(_entry(row) for row in rows[: query.limit])
    page = Entries(publications=shown, next=shown[-1].cursor if shown else query.since, more=len(rows) > query.limit)
    return conditional(request, canonical_json(page), "application/json")


@router.get(
    "/publications/{item_id}",
    response_model=Publication,
    responses={
        HTTPStatus.OK: {
            "description": "The publication, or one of its projections.",
            "content": {MEDIA_TYPES[name]: {} for name in FORMAT_NAMES if name != OURS},
        },
        **_UNCHANGED,
        HTTPStatus.NOT_FOUND: {"model": Problem, "description": "There is no publication of this id."},
        HTTPStatus.NOT_ACCEPTABLE: {"model": Problem, "description": "There is no such format."},
    },
)
def publication(
    request: Request,
    room: InRoom,
    item_id: Annotated[str, Path(pattern=r"^[0-9a-f]{16}$")],
    query: Annotated[Projection, Query()],
) -> Response:
    """Give the publication as readers may see it now: its own JSON, or a projection by ?format= or Accept."""
    name = wanted_format(request, query.form)
    if room.ledger.publication(item_id) is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "There is no publication of this id.")
    made = read_publication(item_id, room.settings.paths.published)
    if name == OURS:
        return conditional(request, canonical_json(made), MEDIA_TYPES[name])
    projection = FORMATS[name](made)
    policy = {"Content-Security-Policy": f"{POLICY}; sandbox; frame-ancestors 'none'"} if name == "html" else None
    return conditional(request, _encoded(projection), MEDIA_TYPES[name], policy)


@router.get("/changes", response_model=Changes, responses=_UNCHANGED)
def changes(request: Request, room: InRoom, query: Annotated[Reading, Query()]) -> Response:
    """List what was published, revised or withdrawn after a cursor, as changes.jsonl does."""
    rows = changes_page(room.ledger.database, after=query.since, limit=query.limit + 1)
    found = tuple(Change(**row.model_dump(exclude={"item_id"}), id=row.item_id) for row in rows[: query.limit])
    page = Changes(changes=found, next=found[-1].cursor if found else query.since, more=len(rows) > query.limit)
    return conditional(request, canonical_json(page), "application/json")


def _entry(row: Published) -> Entry:
    return Entry(**row.model_dump(exclude={"item_id", "content"}), id=row.item_id)


def _encoded(projection: str | dict[str, Any]) -> bytes:
    if isinstance(projection, str):
        return projection.encode()
    return (json.dumps(projection, ensure_ascii=False, indent=2) + "\n").encode()
