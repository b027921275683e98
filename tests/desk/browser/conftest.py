"""The desk in Chromium: one browser for all of these tests, a window of its own for each editor."""

from collections.abc import Iterator

import pytest
from browsers import OpenWindow, chromium
from desks import Desk
from playwright.sync_api import Browser, Page, sync_playwright


# As long as these tests: Playwright's event loop would be in the way of other tests on this thread.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    executable = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


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
