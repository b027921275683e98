"""The browser that tests show pages in."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str:
    """Return the path of a Chromium; skip the test where there is none."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"there is no Chromium: none of {', '.join(NAMES)} is installed")
    return found


@contextmanager
def browsing() -> Iterator[Browser]:
    """Run a Chromium, for a module of tests at the most.

    Playwright's event loop runs in this thread meanwhile: neither another Playwright nor asyncio can run in it.
    """
    executable = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


class OpenWindow(Protocol):
    """Opens a window at a desk."""

    def __call__(self, *, width: int = 1440, stranger: bool = False) -> Page:
        """Return its page: so many CSS pixels wide, and signed in unless it is a stranger's."""
