"""The parsed page, and the few questions that are asked of it in many places."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree
from lxml import html as lxml_html
from lxml.etree import _Element

from pipeline.errors import Refused
from pipeline.stages.extract.cleaning import cleaned

MAX_DEPTH = 100
"""Beyond it, what works on each element's ancestors takes time that grows with the square; browsers stop at 512."""
# What a text is made of: of elements nested too deeply these stay, one beside the other, as browsers show them.
_TEXTS = frozenset("p h1 h2 h3 h4 h5 h6 li blockquote figure figcaption img br a em strong b i time".split())
_OF_HEAD = frozenset("base link meta noscript script style template title".split())
_BOXES = ("div", "section", "article", "td")
_DEPTH_OF_TEXTS = 20
MAX_CHILDREN = 5_000
"""Beyond it, what counts an element's children for each of them takes time that grows with the square, as trafilatura
does in tables and frames."""
MAX_TABLES = 6
"""So many tables around a table are believed; pages that are laid out by tables have four or five."""
# <span>Jane Roe</span><span>Reporter</span>: two lines that only their looks part
_GLUED = re.compile(r"[a-z][A-Z][a-z]")
_LINE_TAGS = frozenset({"br", "div", "p", "li", "h1", "h2", "h3", "h4", "address", "figure", "time"})


def parsed(text: str, *, url: str) -> _Element:
    """Parse a page. Elements nested deeper than MAX_DEPTH lose their tags, but for paragraphs and the like.

    Of the children of one element, those beyond MAX_CHILDREN are left out; of tables, those within more than MAX_TABLES
    others become boxes.
    Raises Refused (`no_article`) where nothing is left to parse.
    """
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (ValueError, AssertionError, etree.LxmlError) as error:
        raise Refused("no_article", "the page is empty", item=url) from error
    _end_head(tree)
    _unnest_tables(tree)
    for element in elements(tree, "/*" * MAX_DEPTH):
        _flatten(element)
    for element in elements(tree, "/*" * (MAX_DEPTH + _DEPTH_OF_TEXTS)):
        etree.strip_tags(element, "*")
    for element in elements(tree, f"//*[*[{MAX_CHILDREN + 1}]]"):
        del element[MAX_CHILDREN:]
    return tree


def _end_head(tree: _Element) -> None:
    """Take what is shown out of the head, and all after it: a page need not write where its head ends.

    The parser knows no element of HTML 5, and so none that ends a head (WHATWG HTML, 13.2.6.4.4).
    """
    head = tree.find("head")
    if head is None:
        return
    first = next((number for number, child in enumerate(head) if child.tag not in _OF_HEAD), None)
    if first is None:
        return
    body = tree.find("body")
    if body is None:
        body = etree.SubElement(tree, "body")
    for element in reversed(list(head)[first:]):
        body.insert(0, element)


def _unnest_tables(tree: _Element) -> None:
    """Make boxes of tables within MAX_TABLES others and more: trafilatura goes through one once for each around it."""
    deep = [
        table
        for table in tree.iter("table")
        if next(islice(table.iterancestors("table"), MAX_TABLES, None), None) is not None
    ]
    for table in deep:
        table.tag = "div"
        for inner in table.iterdescendants("tr", "td", "th", "tbody", "thead", "tfoot", "caption"):
            inner.tag = "div"


def _flatten(element: _Element) -> None:
    """Take out of `element` every element that is no text; a box that holds words becomes a paragraph."""
    etree.strip_elements(element, "script", "style", with_tail=False)
    for box in element.iter(*_BOXES):
        if (box.text or "").strip():
            box.tag = "p"
    for inner in element.iterdescendants():
        if inner.tag not in _TEXTS:
            inner.tag = "span"  # a broken page may have tags whose names nothing can be asked by
    etree.strip_tags(element, "span")


def elements(tree: _Element, path: str, *, at_most: int | None = None) -> list[_Element]:
    """Return the elements that the XPath `path` finds, or the first of them."""
    found = tree.xpath(path)
    return [item for item in found[:at_most] if isinstance(item, _Element)] if isinstance(found, list) else []


def attributes(element: _Element) -> Iterator[tuple[str, str]]:
    """Yield the names and values of an element's attributes."""
    for name, value in element.attrib.items():
        yield str(name), str(value)


def shown_lines(element: _Element) -> str:
    """Return the text within `element`, cleaned, a line for each that is shown as one."""
    parts: list[str] = []
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        if inner.tag in _LINE_TAGS:
            parts.append("\n")
        # the tail of the element itself is beyond it
        text = inner.text if event == "start" else inner.tail if inner is not element else None
        if text and parts and _GLUED.fullmatch(f"{parts[-1][-1:]}{text[:2]}"):
            parts.append("\n")
        if text:
            parts.append(" ".join(text.splitlines()))
    lines = (cleaned(line) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def shown_text(element: _Element) -> str:
    """Return the text within `element`, cleaned."""
    return cleaned("".join(str(part) for part in element.itertext()))
