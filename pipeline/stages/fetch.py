"""Fetch: a URL becomes a page, or a reasoned refusal.

Whether the page is an article is for the extract stage to say; here it must only be HTML.
"""

from pipeline.errors import Refused
from pipeline.model import SourcePage
from pipeline.stages.rights import site_signals
from pipeline.web import Validators, WebClient, WebResponse

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})

# What later stages read: validators for the next fetch, the language, and what the publisher says about reuse
# (X-Robots-Tag; TDMRep's two; aipref's Content-Usage; Link with rel=license or rel=canonical).
KEPT_HEADERS = frozenset({
    "etag", "last-modified", "content-language", "link", "x-robots-tag", "tdm-reservation", "tdm-policy",
    "content-usage",
})  # fmt: skip

# How bodies begin that are no HTML whatever their header says (WHATWG MIME Sniffing, 6).
FOREIGN_BEGINNINGS = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"RIFF": "an image or a recording",
    b"ID3": "a recording",
}
# How HTML begins where no header says so, e.g. "<!DOCTYPE html>", "<html lang=en>", "<!-- … -->".
HTML_BEGINNINGS = (b"<!doctype html", b"<html", b"<head", b"<!--", b"<body")


def fetch(url: str, client: WebClient, *, conditional: Validators | None = None) -> SourcePage:
    """Return the page at `url`; with `conditional`, possibly one with status 304 and no HTML: nothing is newer.

    Raises Refused (`not_html`, and what WebClient.get names) and FetchError, each naming `url`.
    """
    response = client.get(url, conditional=conditional)
    if not response.not_modified:
        _require_html(response)
    return SourcePage(
        url=url,
        final_url=response.final_url,
        redirects=response.redirects,
        status=response.status,
        content_type=response.headers.get("content-type", ""),
        headers={name: value for name, value in response.headers.items() if name in KEPT_HEADERS},
        retrieved_at=response.retrieved_at,
        html=response.body,
        signals=() if response.not_modified else site_signals(response.final_url, client),
    )


def _require_html(response: WebResponse) -> None:
    declared = response.content_type
    foreign = next((kind for start, kind in FOREIGN_BEGINNINGS.items() if response.body.startswith(start)), None)
    if foreign is None:
        if declared in HTML_TYPES:
            return
        if not declared and response.body[:1024].lstrip().lower().startswith(HTML_BEGINNINGS):
            return
    raise Refused(
        "not_html",
        f"it is {foreign or declared or 'of no declared type'}, not HTML",
        item=response.url,
        next_step="give the address of the article's web page",
    )
