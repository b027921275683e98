"""Whatever a page says, nothing in a projection of it runs, loads or leads anywhere but to the web and to mail."""

import json
from collections.abc import Callable
from urllib.parse import urlsplit

import html5lib
import pytest
from hostile_texts import TEXTS, URLS, hostile
from lxml.etree import _Element
from markdown_it import MarkdownIt

from pipeline.formats import to_html, to_markdown, to_ninjs, to_wordpress
from pipeline.formats.body import ATTRIBUTES, ELEMENTS
from pipeline.formats.json_feed import json_feed
from pipeline.model import Publication

TEXT, URL = TEXTS[0], URLS[0]
SAFE = {"http", "https", "mailto"}
# What the page of its own has besides the body's elements, and the attributes there.
OF_THE_PAGE = {"html", "head", "body", "meta", "title", "link", "style", "script"}
KNOWN = ELEMENTS | OF_THE_PAGE | {"strong", "em", "code", "ol", "hr", "pre", "br"}  # the last of Markdown's

# Each projection that holds HTML, or is made HTML by its readers.
HTML: dict[str, Callable[[Publication], str]] = {
    "page": to_html,
    "wordpress": lambda p: str(to_wordpress(p)["content"]),
    "wordpress title": lambda p: f"<h1>{to_wordpress(p)['title']}</h1>",
    "wordpress excerpt": lambda p: f"<p>{to_wordpress(p)['excerpt']}</p>",
    "json feed": lambda p: str(json_feed([p])["items"][0]["content_html"]),
    "ninjs": lambda p: str(to_ninjs(p)["bodies"][0]["value"]),
    "markdown": lambda p: MarkdownIt("commonmark", {"html": True}).render(to_markdown(p)),
}
STATES = ("published", "held", "withdrawn")


def faults(html: str) -> list[str]:
    """Name what could run, load or lead astray in `html`, as a browser would parse it."""
    found = []
    for element in html5lib.parse(html, treebuilder="lxml", namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):  # a comment, which WordPress's blocks are made of
            continue
        if element.tag not in KNOWN:
            found.append(f"<{element.tag}>")
        if element.tag == "script" and element.get("type") != "application/ld+json":
            found.append("a script")
        if element.tag == "meta" and element.get("http-equiv") not in {None, "Content-Security-Policy"}:
            found.append("a meta that acts")
        found += [
            f"<{element.tag} {name}={value!r}>" for name, value in attributes(element) if not is_fine(name, value)
        ]
    return found


def attributes(element: _Element) -> list[tuple[str, str]]:
    return [(str(name), str(value)) for name, value in element.attrib.items()]


def is_fine(name: str, value: str) -> bool:
    if name in {"href", "src"}:
        return urlsplit(value.strip()).scheme in SAFE
    known = {attribute for names in ATTRIBUTES.values() for attribute in names}
    return name in known | {"rel", "charset", "name", "content", "http-equiv", "type", "start"}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("projection", HTML)
def test_no_text_becomes_markup(projection: str, state: str) -> None:
    for text in TEXTS:
        assert faults(HTML[projection](hostile(text, URL, state=state))) == [], text


@pytest.mark.parametrize("projection", HTML)
def test_no_address_is_a_link_but_of_the_web_and_of_mail(projection: str) -> None:
    for url in URLS:
        assert faults(HTML[projection](hostile("كلمة", url))) == [], url


@pytest.mark.parametrize("projection", ["page", "wordpress", "json feed", "ninjs"])
def test_what_looked_like_markup_is_still_there_to_be_read(projection: str) -> None:
    for text in TEXTS:
        tree = html5lib.parse(HTML[projection](hostile(text, URL)), treebuilder="lxml", namespaceHTMLElements=False)
        shown = " ".join("".join(tree.find("body").itertext()).split())
        # HTML has no way to write a NUL; attribution takes it out long before.
        assert " ".join(text.split()) in shown or "\0" in text, text


def test_the_faults_are_found_where_there_are_any() -> None:
    raw = f"<p>{TEXT}<img src=x onerror=1><a href='javascript:1'>x</a><iframe></iframe><p style='x'>"
    assert len(faults(raw)) == 6


@pytest.mark.parametrize("text", TEXTS)
def test_json_in_a_script_element_stays_within_it(text: str) -> None:
    tree = html5lib.parse(to_html(hostile(text, URL)), treebuilder="lxml", namespaceHTMLElements=False)
    (script,) = tree.iter("script")
    assert json.loads(script.text)["headline"] == text
