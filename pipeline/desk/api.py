"""The consumers' read API: what the files say, by request. `/api/v1/openapi.json` describes it."""

import json
from http import HTTPStatus
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response

from pipeline.desk.negotiation import FORMAT_NAMES, MEDIA_TYPES, OURS, conditional, wanted_format
from pipeline.desk.queue import cursor_of
from pipeline.desk.room import InRoom
from pipeline.formats import FORMATS
from pipeline.formats.html import POLICY
from pipeline.ledger.pages import Cursor, Published, changes_page, publications_page
from pipeline.model import Model, Publication
from pipeline.stages.publish import Change, IndexEntry, canonical_json, read_publication

router = APIRouter(prefix="/api/v1", tags=["publications"])

MOST = 500
"""Entries in an answer, at most."""

Limit = Annotated[int, Query(ge=1, le=MOST, description="entries in the answer, at most")]


class Entry(IndexEntry):
    """A publication in brief, as index.json has it, with the source it belongs to."""

    source: str | None


class Entries(Model):
    """A page of publications. `next` is the cursor to read on with: null at the end, `last` then serves later."""

    publications: tuple[Entry, ...]
    next: str | None
    last: str | None


class Changes(Model):
    """Changes after a cursor, oldest first. `after` is the cursor to ask with next time, `more` whether to ask now."""

    changes: tuple[Change, ...]
    after: int
    more: bool


@router.get("/publications", response_model=Entries)
def publications(
    request: Request,
    room: InRoom,
    state: Annotated[Literal["published", "withdrawn"] | None, Query()] = None,
    source: Annotated[str | None, Query(description="the source's name in the configuration")] = None,
    after: Annotated[str, Query(description="a cursor that an earlier answer gave")] = "",
    limit: Limit = 100,
) -> Response:
    """List publications, the one that changed last at the end, so that whoever reads on with a cursor misses none."""
    rows = publications_page(room.ledger.database, state=state, source=source, after=cursor_of(after), limit=limit + 1)
    shown = rows[:limit]
    last = str(Cursor(shown[-1].updated, shown[-1].item_id)) if shown else after or None
    page = Entries(
        publications=tuple(_entry(row) for row in shown), next=last if len(rows) > limit else None, last=last
    )
    return conditional(request, canonical_json(page), "application/json")


@router.get(
    "/publications/{item_id}",
    response_model=Publication,
    responses={
        HTTPStatus.OK: {
            "description": "The publication, or one of its projections.",
            "content": {MEDIA_TYPES[name]: {} for name in FORMAT_NAMES if name != OURS},
        },
        HTTPStatus.NOT_MODIFIED: {"description": "It is still what If-None-Match names."},
        HTTPStatus.NOT_FOUND: {"description": "There is no publication of this id."},
        HTTPStatus.NOT_ACCEPTABLE: {"description": "Accept allows none of the formats."},
    },
)
def publication(
    request: Request,
    room: InRoom,
    item_id: Annotated[str, Path(pattern=r"^[0-9a-f]{16}$")],
    form: Annotated[
        str | None,
        Query(alias="format", description="instead of Accept", json_schema_extra={"enum": list(FORMAT_NAMES)}),
    ] = None,
) -> Response:
    """Give the publication as readers may see it now: its own JSON, or a projection by ?format= or Accept."""
    name = wanted_format(request, form)
    if room.ledger.publication(item_id) is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "There is no publication of this id.")
    made = read_publication(item_id, room.settings.paths.published)
    if name == OURS:
        return conditional(request, canonical_json(made), MEDIA_TYPES[name])
    projection = FORMATS[name](made)
    policy = {"Content-Security-Policy": f"{POLICY}; sandbox; frame-ancestors 'none'"} if name == "html" else None
    return conditional(request, _encoded(projection), MEDIA_TYPES[name], policy)


@router.get("/changes", response_model=Changes)
def changes(
    request: Request,
    room: InRoom,
    after: Annotated[int, Query(ge=0, le=2**63 - 1, description="a cursor; 0 for all there ever was")] = 0,
    limit: Limit = 100,
) -> Response:
    """List what was published, revised or withdrawn after a cursor, as changes.jsonl does."""
    rows = changes_page(room.ledger.database, after=after, limit=limit + 1)
    found = tuple(Change(**row.model_dump(exclude={"item_id"}), id=row.item_id) for row in rows[:limit])
    page = Changes(changes=found, after=found[-1].cursor if found else after, more=len(rows) > limit)
    return conditional(request, canonical_json(page), "application/json")


def _entry(row: Published) -> Entry:
    return Entry(**row.model_dump(exclude={"item_id", "content"}), id=row.item_id)


def _encoded(projection: str | dict[str, Any]) -> bytes:
    if isinstance(projection, str):
        return projection.encode()
    return (json.dumps(projection, ensure_ascii=False, indent=2) + "\n").encode()
