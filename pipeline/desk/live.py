"""What happens, as it happens: the ledger's events, told to open pages (server-sent events, WHATWG HTML 9.2)."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Header, Query
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from pipeline.desk.room import InRoom, Room
from pipeline.ledger import Event

EVERY = 1.0
"""Seconds between two looks at the ledger: one read by primary key each."""

LOOKS = 30
"""After so many looks the answer ends; the browser asks again by itself, and so has to pass the gate again."""

AT_ONCE = 500
"""Events of one message, at most."""

_LARGEST = 2**63 - 1

router = APIRouter()


@router.get("/events")
async def events(
    room: InRoom,
    after: Annotated[int, Query(ge=0, le=_LARGEST)] = 0,
    last_event_id: Annotated[str, Header(max_length=19, pattern="^[0-9]*$")] = "",
) -> StreamingResponse:
    """Tell what happens after an event's number; a browser that asks again says which one it had last."""
    stream = _messages(room, min(int(last_event_id or after), _LARGEST))
    return StreamingResponse(stream, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


async def _messages(room: Room, cursor: int) -> AsyncIterator[str]:
    yield "retry: 1000\n\n"
    for _ in range(LOOKS):
        found = await run_in_threadpool(room.ledger.events, after=cursor, limit=AT_ONCE)
        if found:
            cursor = found[-1].id
            yield message(found)
        if room.ending.is_set():
            return
        await asyncio.sleep(EVERY)


def message(found: list[Event]) -> str:
    """Return events as one message: which items they are about, and the number to go on from."""
    items = sorted({event.item_id for event in found if event.item_id})
    return f"id: {found[-1].id}\ndata: {json.dumps({'items': items})}\n\n"
