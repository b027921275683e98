"""A desk served on loopback over the newsroom's ledger."""

import contextlib
from collections.abc import Iterator

import pytest
from desks import Desk, Editor, Serve, serving
from newsroom import Newsroom

from pipeline.config import Settings


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Give what serves a desk until the test ends."""
    with contextlib.ExitStack() as stack:

        def serve(settings: Settings) -> Desk:
            return stack.enter_context(serving(settings))

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
