"""Identifiers and links as strict formats demand them: absolute URIs in ASCII (RFC 3986)."""

import re
from urllib.parse import quote, urlsplit, urlunsplit

import httpx

_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")  # "100%" but not "100%25"
_IN_PATH = "%/:@!$&'()*+,;=~"
_IN_QUERY = _IN_PATH + "?"


def publication_uri(publication_id: str) -> str:
    """Return the URI of a publication: the same in every format and revision."""
    return f"urn:republish:publication:{publication_id}"


def web_uri(url: str | None) -> str | None:
    """Return a web address with all percent-encoded that a URI may not hold, or None where `url` is none."""
    try:
        scheme, netloc, path, query, fragment = urlsplit(str(httpx.URL(_STRAY_PERCENT.sub("%25", url or ""))))
    except (httpx.InvalidURL, ValueError):
        return None
    if scheme not in {"http", "https"} or not netloc:
        return None
    return urlunsplit(
        (scheme, netloc, quote(path, safe=_IN_PATH), quote(query, safe=_IN_QUERY), quote(fragment, safe=_IN_QUERY))
    )
