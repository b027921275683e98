"""Every piece of HTML that a projection makes keeps to HTML's content model, not to its syntax alone."""

import html_checker
import pytest
from hostile_texts import hostile_pages

from pipeline.model import Publication

pytestmark = pytest.mark.html_checker
STATES = ("published", "held", "withdrawn")


@pytest.fixture(autouse=True)
def _checker() -> None:
    if lacks := html_checker.missing():
        pytest.skip(lacks)


def test_no_projection_breaks_the_content_model(publication: Publication) -> None:
    versions = {state: publication.model_copy(update={"state": state}) for state in STATES}
    # Labels are the newsroom's own words: those that a page would say are all the same, which no list of terms may.
    own = {"attribution": publication.attribution}
    hostile = {f"hostile {number}": page.model_copy(update=own) for number, page in enumerate(hostile_pages(2))}
    made = {
        # HTML has no way to write a NUL, which attribution takes out long before.
        f"{form}, {name}": page.replace("\0", "")
        for name, version in {**versions, **hostile}.items()
        for form, page in html_checker.pages(version)
    }
    assert html_checker.checked(made) == []


def test_what_a_parser_lets_pass_the_checker_finds() -> None:
    broken = {
        "dl": "<dl><p>ن</p></dl>",
        "list": "<ul><p>ن</p></ul>",
        "alt": '<img src="https://news.example/a.jpg">',
        "nesting": "<p>ن</p><h2>ن<h3>ن</h3></h2>",
        "time": '<time datetime="yesterday">أمس</time>',
    }
    found = html_checker.checked({name: html_checker.page_of(body) for name, body in broken.items()})
    assert {fault.partition(":")[0] for fault in found} == set(broken)
