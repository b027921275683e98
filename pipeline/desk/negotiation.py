"""In which format a consumer wants a publication, and whether it has it already (RFC 9110)."""

import hashlib
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from types import MappingProxyType

from fastapi import HTTPException, Request, Response

from pipeline.formats import FORMATS

OURS = "native"
"""The name of the publication's own JSON among the formats."""

MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        OURS: "application/json",
        "html": "text/html",
        "json-feed": "application/feed+json",
        "markdown": "text/markdown",
        "schema-org": "application/ld+json",
        "ninjs": "application/vnd.iptc.ninjs+json",
        "wordpress": "application/vnd.wordpress+json",
    }
)
"""What each format is called in Accept and Content-Type. The last two have no registered name; these are only ours."""

FORMAT_NAMES = (OURS, *FORMATS)


def wanted_format(request: Request, asked: str | None) -> str:
    """Return the format asked for with ?format=, or else the first that Accept prefers.

    Raises HTTPException 406 where there is none such.
    """
    if asked is not None:
        if asked not in FORMAT_NAMES:
            raise HTTPException(HTTPStatus.NOT_ACCEPTABLE, f"{asked!r} is none of {', '.join(FORMAT_NAMES)}.")
        return asked
    for media_range in _preferred(request.headers.get("Accept") or "*/*"):
        for name in FORMAT_NAMES:
            if _matches(media_range, MEDIA_TYPES[name]):
                return name
    types = ", ".join(MEDIA_TYPES[name] for name in FORMAT_NAMES)
    raise HTTPException(HTTPStatus.NOT_ACCEPTABLE, f"There is {types}.")


def _preferred(accept: str) -> Iterator[str]:
    """Yield the media ranges of an Accept header, the most wanted first; those of equal weight in their order."""
    weighted = []
    for part in accept.split(","):
        media_range, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weights = [value[2:] for value in parameters if value.startswith("q=")]
        try:
            weight = float(weights[0]) if weights else 1.0
        except ValueError:
            weight = 0.0
        if media_range and weight > 0:
            weighted.append((weight, media_range))
    return (media_range for _, media_range in sorted(weighted, key=lambda pair: -pair[0]))


def _matches(media_range: str, media_type: str) -> bool:
    kind, _, _ = media_type.partition("/")
    return media_range in {"*/*", f"{kind}/*", media_type}


def conditional(request: Request, body: bytes, media_type: str, headers: Mapping[str, str] | None = None) -> Response:
    """Answer with `body` and its ETag, or with 304 where the consumer has these very bytes."""
    tag = f'"{hashlib.sha256(body).hexdigest()}"'
    common = {**(headers or {}), "ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Accept, Authorization"}
    given = [value.strip().removeprefix("W/") for value in request.headers.get("If-None-Match", "").split(",")]
    if tag in given or "*" in given:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=common)
    return Response(body, media_type=media_type, headers=common)
