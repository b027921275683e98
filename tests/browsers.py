"""The browser that tests show pages in."""

import shutil
from typing import Protocol

import pytest
from playwright.sync_api import Page

NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str:
    """Return the path of a Chromium; skip the test where there is none."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"there is no Chromium: none of {', '.join(NAMES)} is installed")
    return found


class OpenWindow(Protocol):
    """Opens a window at a desk."""

    def __call__(self, *, width: int = 1440, stranger: bool = False) -> Page:
        """Return its page: so many CSS pixels wide, and signed in unless it is a stranger's."""
