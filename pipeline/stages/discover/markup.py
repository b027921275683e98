"""XML that strangers wrote, made harmless: bounded before it is parsed, well-formed after, and never an entity.

No input costs more than its size: tags, references and attributes are counted first, and lxml makes a tree of what
publishers get wrong as well as of what they get right.
"""

import html
import re

from feedparser.encodings import convert_to_utf8
from lxml import etree

from pipeline.errors import FeedUnreadable
from pipeline.web import WebResponse

# A large feed of full articles has some 2 MB and 100,000 references; beyond these nothing is read.
MAX_BYTES = 5_000_000
MAX_REFERENCES = 400_000
# feedparser's time grows with the square of a tag's attributes.
MAX_ATTRIBUTES = 100

TAG = re.compile(rb"<[^/!?]")
LONG_TAG = re.compile(rb"<[a-zA-Z][^<>]{10000}")
ENTITY_DECLARATION = re.compile(rb"<!ENTITY")
# What may precede the first tag only once and in the first line, and often does not.
DECLARATIONS = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)*")
# Characters that XML 1.0 does not know; publishers paste them in from word processors.
NO_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Every ampersand outside CDATA, with the reference it begins, if any: "&amp;", "&#38;", "&nbsp;", or "&" alone.
REFERENCE = re.compile(r"&(?P<reference>#\d+;|#x[0-9a-fA-F]+;|[A-Za-z][A-Za-z0-9]*;)?")


def harmless_xml(response: WebResponse, *, max_tags: int) -> etree._Element:
    """Return the root of the XML in `response`'s body, which is in any encoding.

    Raises FeedUnreadable where that is no XML, declares entities, or is larger than anything of its kind.
    """
    data: bytes = convert_to_utf8({"content-type": response.headers.get("content-type", "")}, response.body, {})
    _require_bounded(data, max_tags, response)
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(_repaired(data.decode()).encode(), parser)
    except etree.XMLSyntaxError as error:
        raise unreadable(response, "it is no XML") from error
    if root is None:
        raise unreadable(response, "it is no XML")
    if any(len(element.attrib) > MAX_ATTRIBUTES for element in root.iter()):
        raise unreadable(response, f"it has a tag with more than {MAX_ATTRIBUTES} attributes")
    return root


def unreadable(response: WebResponse, why: str) -> FeedUnreadable:
    """Return the error that says `why` what is in `response` cannot be read."""
    kind = response.content_type or "no declared type"
    return FeedUnreadable(
        f"{why} (sent as {kind})",
        item=response.url,
        next_step="open it in a browser, then correct the source's addresses in sources.toml",
    )


def _require_bounded(data: bytes, max_tags: int, response: WebResponse) -> None:
    if ENTITY_DECLARATION.search(data):
        raise unreadable(response, "it declares entities")
    if LONG_TAG.search(data):
        raise unreadable(response, "it has a tag of more than 10000 bytes")
    if data.count(b"&") > MAX_REFERENCES:
        raise unreadable(response, f"it has more than {MAX_REFERENCES} references")
    if sum(1 for _ in TAG.finditer(data)) > max_tags:
        raise unreadable(response, f"it has more than {max_tags} tags")


def _repaired(text: str) -> str:
    """Return the XML `text` without declarations, with XML's characters only and numeric references only.

    Named ones would not survive: once libxml2 has met a fault, it drops even "&amp;" from the links behind it.
    """
    clean = NO_CHARACTERS.sub("", text)
    start = DECLARATIONS.match(clean)
    parts = iter(clean[start.end() if start else 0 :].split("<![CDATA["))
    repaired = [REFERENCE.sub(_numeric, next(parts))]
    for part in parts:
        cdata, end, markup = part.partition("]]>")
        repaired += ["<![CDATA[", cdata, end, REFERENCE.sub(_numeric, markup)]
    return "".join(repaired)


def _numeric(match: re.Match[str]) -> str:
    reference = match["reference"]
    if reference and reference.startswith("#"):
        return match[0]
    return "".join(f"&#{ord(character)};" for character in html.unescape(match[0]))
