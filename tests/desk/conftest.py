"""A desk served on loopback over the newsroom's ledger."""

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest
from desks import READ_TOKEN, Clock, Desk, Editor, Serve
from newsroom import Newsroom

from pipeline.config import Settings
from pipeline.desk import Access, Proxy, create_app
from pipeline.desk.server import Server
from pipeline.run.opening import open_ledger


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Give what serves a desk until the test ends."""
    with contextlib.ExitStack() as stack:

        def serve(settings: Settings) -> Desk:
            clock = Clock()
            ledger = stack.enter_context(contextlib.closing(open_ledger(settings)))
            table = settings.desk
            proxy = Proxy(table.user_header, table.trusted_proxies) if table.user_header else None
            access = Access(cookie="desk-test", read_token=READ_TOKEN, proxy=proxy, clock=clock)
            app = create_app(settings, ledger, access)
            listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
            server = Server(app)
            thread = threading.Thread(target=server.run, args=([listener],))
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.end)
            desk = Desk(f"http://127.0.0.1:{listener.getsockname()[1]}", access, app.state.room, clock)
            stack.callback(desk.room.retries.wait)
            stack.callback(desk.close)
            return desk

        yield serve


@pytest.fixture
def held(newsroom: Newsroom) -> str:
    """Hold BRIDGE for a number that changed; return its id."""
    return newsroom.hold_bridge()


@pytest.fixture
def desk(newsroom: Newsroom, serve: Serve) -> Desk:
    """Serve the newsroom's desk."""
    return serve(newsroom.settings)


@pytest.fixture
def editor(desk: Desk) -> Editor:
    """Sign in."""
    return desk.editor()
