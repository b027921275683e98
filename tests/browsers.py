"""The browser that tests show pages in."""

import functools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Protocol

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

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


SERIOUS = """
async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .filter((found) => ["serious", "critical"].includes(found.impact))
  .map((found) => `${found.id}: ${found.nodes[0].html}`)
"""


@functools.cache
def _axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


def serious_faults(page: Page) -> list[str]:
    """Return what axe-core finds on `page` that keeps readers out, each with the first element that has it.

    What it has no fault with stays in the browser: to bring that over takes twice as long as to look.
    """
    page.evaluate(_axe())
    return list(page.evaluate(SERIOUS))


def hears_keys(page: Page) -> None:
    """Wait until the script of a page that has been led to runs, and hears keys."""
    expect(page.locator("[data-opens]").first).to_be_visible()


class OpenWindow(Protocol):
    """Opens a window at a desk."""

    def __call__(self, *, width: int = 1440, stranger: bool = False) -> Page:
        """Return its page: so many CSS pixels wide, and signed in unless it is a stranger's."""
