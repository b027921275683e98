"""The desk in Chromium: one browser for the tests of a module, a window of its own for each editor."""

from collections.abc import Iterator

import pytest
from browsers import OpenWindow, browsing
from desks import Desk
from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


@pytest.fixture
def open_window(browser: Browser, desk: Desk) -> Iterator[OpenWindow]:
    """Give what opens windows at the desk; a script's error in any of them fails the test."""
    contexts, faults = [], []

    def open_window(*, width: int = 1440, stranger: bool = False) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, base_url=desk.url)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        if not stranger:
            page.goto(f"/enter?secret={desk.access.secret}")
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def window(open_window: OpenWindow) -> Page:
    """Sign in."""
    return open_window()
