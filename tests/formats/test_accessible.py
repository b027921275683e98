"""The page of a publication keeps no reader out: axe-core finds nothing serious on it, in any state and width."""

from collections.abc import Iterator

import pytest
from browsers import browsing, serious_faults
from playwright.sync_api import Browser

from pipeline.formats import to_html
from pipeline.model import Flag, Publication

pytestmark = pytest.mark.chromium

# axe-core takes letters that join for an icon's name and looks at no colour of theirs. Colours are the style sheet's:
# the same is asked of Latin words in their place.
IN_LATIN_LETTERS = """
for (const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); walk.nextNode();)
    walk.currentNode.data = walk.currentNode.data.replace(/[\\u0600-\\u06ff]+/g, "words");
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


def violations(browser: Browser, html: str, *, dark: bool = False) -> list[str]:
    with browser.new_context(color_scheme="dark" if dark else "light", offline=True) as context:
        page = context.new_page()
        page.set_content(html, wait_until="domcontentloaded")
        found = serious_faults(page)
        page.evaluate(IN_LATIN_LETTERS)
        return found + serious_faults(page)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("state", ["published", "held", "withdrawn"])
def test_axe_finds_nothing_serious(browser: Browser, publication: Publication, state: str, *, dark: bool) -> None:
    flag = Flag(code="number", severity="hold", detail="140 became 150")
    quality = publication.quality.model_copy(update={"flags": (flag,)})
    version = publication.model_copy(update={"state": state, "quality": quality})
    assert violations(browser, to_html(version), dark=dark) == []


def test_axe_would_find_it(browser: Browser) -> None:
    paragraph = '<p style="color:#aaa;background:#fff">نص طويل بما يكفي ليُقرأ</p>'
    broken = f'<!DOCTYPE html><html><title>x</title><main><img src="x.png">{paragraph}'
    assert {fault.partition(":")[0] for fault in violations(browser, broken)} >= {
        "image-alt",
        "color-contrast",
        "html-has-lang",
    }
