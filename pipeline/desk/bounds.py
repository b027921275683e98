"""How much a client may send, and how much is answered at once."""

import asyncio
import math
import time
from collections.abc import Callable
from http import HTTPStatus

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.desk.problems import told

MAX_BODY = 512 * 1024
"""Bytes. The longest text that a form takes has 20,000 code points, each of Arabic six bytes once percent-encoded."""

MOST_CLIENTS = 1000
"""Addresses remembered at once; the longest silent is forgotten first."""

AT_ONCE = 2
"""Pages that are made at the same time: Python makes one, and the database reads for others meanwhile."""


class Turns:
    """Lets pages be made a few at a time, in the order they were asked for.

    Of many at once each takes longer, and some of them much longer. What changes anything waits for nobody.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._free = asyncio.Semaphore(AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on in its turn, which ends when the answer begins: a slow reader keeps nobody waiting."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        await self._free.acquire()
        is_held = True

        def end() -> None:
            nonlocal is_held
            if is_held:
                is_held = False
                self._free.release()

        async def begin(message: Message) -> None:
            end()
            await send(message)

        try:
            await self._app(scope, receive, begin)
        finally:
            end()


class Pace:
    """Answers 429 to API requests beyond `per_minute` of one address (RFC 6585)."""

    def __init__(self, app: ASGIApp, *, api: str, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._api = api
        self._allowance = Allowance(per_minute, clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or say when there is room for it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        if scope["path"].startswith(self._api):
            wait = self._allowance.wait_of((scope.get("client") or ("",))[0])
            if wait:
                answer = told(request, HTTPStatus.TOO_MANY_REQUESTS, f"Too many requests; wait {wait} s.")
                answer.headers["Retry-After"] = str(wait)
                await answer(scope, receive, send)
                return
        await self._app(scope, receive, send)


class Allowance:
    """How many requests each client has left: a bucket that holds a minute's, and fills again evenly."""

    def __init__(self, per_minute: int, clock: Callable[[], float]) -> None:
        self._most = float(per_minute)
        self._clock = clock
        self._left: dict[str, tuple[float, float]] = {}

    def wait_of(self, client: str) -> int:
        """Take one request of `client`; return 0, or in how many seconds there is room for it."""
        now = self._clock()
        left, at = self._left.pop(client, (self._most, now))
        left = min(self._most, left + (now - at) * self._most / 60)
        self._left[client] = (max(left - 1, left % 1), now)
        if len(self._left) > MOST_CLIENTS:
            del self._left[next(iter(self._left))]
        return 0 if left >= 1 else math.ceil((1 - left) * 60 / self._most)
