"""Bytes to text: by byte-order mark, by what is valid, by what was declared, and by sniffing last."""

import codecs
import re

from charset_normalizer import from_bytes

from pipeline.errors import Refused

MAX_BYTES = 20_000_000
"""A page beyond this is refused; the largest news pages measured are about 5 MB."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# <meta charset="windows-1252">, <meta http-equiv="Content-Type" content="text/html; charset=…">, <?xml encoding="…"?>
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_HEADER = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
_DECLARED_WITHIN = 4096
_SAMPLE = 32_768
# Browsers read these labels as windows-1252 (WHATWG Encoding Standard, section 4.2).
_AS_WINDOWS_1252 = {"ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin1", "latin-1", "l1", "cp819"}
_MAGIC = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"ID3", b"OggS")
# The first tag of a page; a feed, a sitemap or JSON has none of these.
_TAG = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|title|meta|div|p|article|main|h1|section|table)\b", re.IGNORECASE
)
_HTML_TYPES = re.compile(
    r"text/html|application/xhtml\+xml|text/plain|application/octet-stream|^\s*;|^\s*$", re.IGNORECASE
)


def decode(html: bytes, *, url: str = "", content_type: str = "") -> str:
    """Return the text of a page, without NULs; `url` is where it was read, `content_type` the HTTP header.

    Raises Refused: `not_html` for what is no page, `too_large` beyond MAX_BYTES.
    """
    if len(html) > MAX_BYTES:
        raise Refused("too_large", f"the page has {len(html):,} bytes, more than {MAX_BYTES:,}", item=url)
    if html.lstrip()[:8].startswith(_MAGIC) or not _HTML_TYPES.search(content_type):
        raise Refused("not_html", f"this is no HTML page but {content_type or 'another kind of file'}", item=url)
    text = _decoded(html, content_type).replace("\0", "")
    if text.strip() and not _TAG.search(text[:200_000].encode("utf-8", "replace")):
        raise Refused("not_html", "there is no HTML tag in it", item=url)
    return text


def _decoded(html: bytes, content_type: str) -> str:
    for bom, encoding in _BOMS:
        if html.startswith(bom):
            return html.decode(encoding, "replace")
    declared = _declared(html, content_type)
    # Valid UTF-8 with a character beyond ASCII is practically never anything else, whatever is declared.
    for encoding in ("utf-8", *declared):
        try:
            return html.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    if "utf-8" in declared and _is_nearly_utf8(html):
        return html.decode("utf-8", "replace")
    best = from_bytes(_sample(html)).best()
    return html.decode(best.encoding if best else "cp1252", "replace")


def _declared(html: bytes, content_type: str) -> list[str]:
    labels = [match.group(1) for match in [_HEADER.search(content_type)] if match]
    labels += [label.decode("ascii") for label in _DECLARED.findall(html[:_DECLARED_WITHIN])]
    names = [label.lower() for label in labels]
    return ["cp1252" if name in _AS_WINDOWS_1252 else "utf-8" if name == "utf8" else name for name in names]


def _is_nearly_utf8(html: bytes) -> bool:
    """Tell whether most of what is beyond ASCII is UTF-8: a page with a few broken bytes."""
    text = html.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken * 4 < sum(len(match.group()) for match in _BEYOND_ASCII.finditer(html))


def _sample(html: bytes) -> bytes:
    """Return a part of the page around its first byte beyond ASCII, where there is something to sniff."""
    first = _BEYOND_ASCII.search(html)
    start = max(0, first.start() - _SAMPLE // 2) if first else 0
    return html[start : start + _SAMPLE]
