"""A desk that tests are served, and who comes to it: strangers, editors, programs of consumers."""

import contextlib
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import httpx
from lxml import html
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from pipeline.config import Settings
from pipeline.desk import Access, Proxy, create_app
from pipeline.desk.room import Room
from pipeline.desk.server import Server, listen
from pipeline.run.opening import open_ledger

if TYPE_CHECKING:
    from fastapi import FastAPI

READ_TOKEN = "a-token-for-consumers"  # noqa: S105 - of this test's desk only


_NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Trusts nobody: desks are served over HTTP here, and to load whom to trust takes longer than a page."""


@dataclass
class Clock:
    """A clock that a test turns on; seconds."""

    now: float = 1_000_000.0

    def __call__(self) -> float:
        """Return what time it is."""
        return self.now


@dataclass
class Desk:
    """A desk that is being served at `url`."""

    url: str
    access: Access
    room: Room
    clock: Clock
    clients: list[httpx.Client] = field(default_factory=list)

    def stranger(self, **headers: str) -> httpx.Client:
        """Return a browser that has not signed in."""
        client = httpx.Client(base_url=self.url, headers=headers, trust_env=False, verify=_NO_TLS)
        self.clients.append(client)
        return client

    def editor(self) -> "Editor":
        """Return somebody who opened the secret link."""
        client = self.stranger()
        assert client.get("/enter", params={"secret": self.access.secret}).status_code == 303
        return Editor(client)

    def close(self) -> None:
        """Close every browser."""
        for client in self.clients:
            client.close()

    def consumer(self) -> httpx.Client:
        """Return a program with the read token."""
        return self.stranger(Authorization=f"Bearer {READ_TOKEN}")


@dataclass
class Editor:
    """Somebody at a browser, who opens pages and sends the forms on them."""

    browser: httpx.Client
    page: html.HtmlElement = field(default_factory=lambda: html.fromstring("<p>nothing opened yet</p>"))
    status: int = 0

    def open(self, path: str) -> html.HtmlElement:
        """Open a page."""
        return self._shown(self.browser.get(path))

    def send(self, action: str, **values: str) -> html.HtmlElement:
        """Fill in the form of the open page that goes to `action`, send it, and go where the answer leads."""
        form = next(f for f in self.page.forms if (f.action or "").endswith(action))
        return self._shown(self.browser.post(form.action, data={**dict(form.form_values()), **values}))

    def text(self, path: str = "//main") -> str:
        """Return the text of the elements that an XPath finds on the open page."""
        return " ".join(" ".join(element.text_content().split()) for element in self.page.xpath(path))

    def _shown(self, response: httpx.Response) -> html.HtmlElement:
        while response.status_code == 303:
            response = self.browser.get(response.headers["location"])
        self.status = response.status_code
        self.page = html.fromstring(response.text)
        return self.page


Serve = Callable[[Settings], Desk]
"""Serves a desk until the test ends."""


@contextlib.contextmanager
def serving(settings: Settings) -> Iterator[Desk]:
    """Serve a desk on loopback while the block runs."""
    with contextlib.ExitStack() as stack:
        clock = Clock()
        ledger = stack.enter_context(contextlib.closing(open_ledger(settings)))
        table = settings.desk
        proxy = Proxy(table.user_header, table.trusted_proxies) if table.user_header else None
        access = Access(cookie="desk-test", read_token=READ_TOKEN, proxy=proxy, clock=clock)
        app = create_app(settings, ledger, access)
        place = _places.pop() if _places else _Place()
        place.app = app
        stack.callback(_places.append, place)
        desk = Desk(place.url, access, app.state.room, clock)
        stack.callback(desk.room.ending.set)
        stack.callback(desk.room.retries.wait)
        stack.callback(desk.close)
        yield desk


class _Place:
    """A server that serves one desk after the other: to begin and to end one takes longer than most tests."""

    def __init__(self) -> None:
        self.app: ASGIApp = PlainTextResponse("no desk yet")
        self.state = SimpleNamespace(room=SimpleNamespace(ending=threading.Event()))
        listener = listen("127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        server = Server(cast("FastAPI", self))
        threading.Thread(target=server.run, args=([listener],), daemon=True).start()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the desk that is served now answer; none has anything to do at the server's start."""
        if scope["type"] == "http":
            await self.app(scope, receive, send)


_places: list[_Place] = []
"""Those that serve no desk at the moment."""
