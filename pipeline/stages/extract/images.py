"""The image an element really shows: the largest real source among lazy, responsive and fallback ones."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml.etree import _Element

from pipeline.model import Image
from pipeline.stages.extract.marks import absolute
from pipeline.stages.extract.tree import attributes

# data-src, data-lazy-src, data-original, data-hi-res-src, data-flickity-lazyload: where lazy loaders keep the source
_LAZY = re.compile(r"^data-.*(?:src|lazy|original|image|img|url|file)")
_LAZY_SET = re.compile(r"^(?:data-.*)?srcset")
# an address of an image, as other data attributes hold anything
_IMAGE_URL = re.compile(
    r"^(?:https?:)?/.*(?:\.(?:jpe?g|png|webp|avif|gif)|image|img|photo|media|\d{3,4})", re.IGNORECASE
)
_DIGITS = re.compile(r"\d{1,5}")
# image.jpg 640w, image.jpg?a,b 2x: a comma parts two candidates before white space or an address
_BETWEEN = re.compile(r",(?=\s|https?:|/)")
_DESCRIPTOR = re.compile(r"([\d.]{1,8})([wxh])")
# spacer.gif, blank.png, 1x1.gif, placeholder.svg, data:image/gif
_PLACEHOLDER = re.compile(
    r"^data:|(?:^|[/_.-])(?:spacer|blank|transparent|pixel|1x1|grey|gray|placeholder|loading|lazy[-_]?load|default-image)[^/]*$",
    re.IGNORECASE,
)
# logos, icons, avatars, trackers, share buttons
_DECORATION = re.compile(
    r"(?:^|[/_.=-])(?:logos?|icons?|sprites?|avatars?|gravatar|favicon|badges?|emoji|tracking|tracker|beacon|counter|share|social|"
    r"headshots?|authors?|profile[-_]?(?:pic|image|photo)s?|byline|app-?store|google-?play|arrow|chevron|button|btn|rating|stars?)"
    r"(?:[/_.?&=-]|\d|$)|scorecardresearch|doubleclick|/pixel|\.svg(?:$|\?)",
    re.IGNORECASE,
)
# of two sources of one size, the one that every reader's software shows
_RECENT_FORMAT = re.compile(r"webp|avif", re.IGNORECASE)
# class="img-share icon-zoom": of a large image, what can be done with it
_ABOUT_IT = re.compile(
    r"(?:^|[/_.=-])(?:share|social|button|btn|icon|rating|stars?|counter)(?=[/_.=-]|$)", re.IGNORECASE
)
_SMALL = 90
_LARGE = 200
_MAX_SRCSET = 20_000


def image(element: _Element, base: str) -> Image | None:
    """Return the image that `element` (`img`, `amp-img`) shows, at its largest source; None where it has none."""
    sources = sorted(_sources(element), key=lambda source: (-source.weight, bool(_RECENT_FORMAT.search(source.url))))
    for source in sources:
        url = None if _PLACEHOLDER.search(source.url.split("?", 1)[0]) else absolute(source.url, base)
        if url:
            width, height = _number(element, "width"), _number(element, "height")
            # The element's size is that of its frame; of a larger source, the width is told and the shape is the same.
            if source.width and width and source.width != width:
                width, height = source.width, round(height * source.width / width) if height else None
            return Image(url=url, width=width, height=height)
    return None


def is_decoration(element: _Element, shown: Image) -> bool:
    """Tell whether the image is an icon, a logo, a portrait of an author, a button or a tracking pixel."""
    sizes = [size for name in ("width", "height") if (size := _number(element, name)) is not None]
    names = f"{element.get('class', '')} {element.get('alt', '')[:40]}".replace(" ", "/")
    if len(sizes) == len(("width", "height")) and min(sizes) >= _LARGE:
        names = _ABOUT_IT.sub("/", names)
    return (bool(sizes) and min(sizes) < _SMALL) or bool(
        _DECORATION.search(shown.url[-300:]) or _DECORATION.search(names)
    )


def file_key(url: str) -> str:
    """Return what stays the same in the URLs of one image in several sizes: its file name, without sizes."""
    name = url.split("?", 1)[0].rstrip("/").rsplit("/", 1)[-1].lower()
    if "url=" in url:  # an image proxy; the real address is its argument
        name = url.rsplit("url=", 1)[-1].rsplit("%2F", 1)[-1].rsplit("/", 1)[-1].lower()
    return re.sub(r"[-_]?\d{2,4}x\d{2,4}|[-_](?:scaled|large|medium|small|thumb)\b", "", name)


class _Source(NamedTuple):
    """An address, its weight, and its width in pixels where that is told of it."""

    weight: float
    url: str
    width: int | None = None


def _sources(element: _Element) -> Iterator[_Source]:
    """Yield each source with its weight: its width in pixels where told, else how sure it is to be the real image."""
    for name, value in attributes(element):
        if _LAZY.match(name) and "srcset" not in name and _IMAGE_URL.match(value.strip()):
            yield _Source(2.0, value.strip())
    shown = _number(element, "width") or 2
    for srcset in _srcsets(element):
        yield from _candidates(srcset, shown)
    if element.get("src"):
        yield _Source(float(_number(element, "width") or 1), element.get("src", "").strip())
    fallback = element.getnext()
    if fallback is not None and fallback.tag == "noscript":
        yield from (_Source(1.5, image.get("src", "")) for image in fallback.iter("img"))


def _srcsets(element: _Element) -> Iterator[str]:
    yield from (value for name, value in attributes(element) if _LAZY_SET.match(name))
    # the parser knows no void <source>, so an image may lie within its sources
    picture = next(element.iterancestors("picture"), None)
    for source in () if picture is None else picture.iter("source"):
        yield from (value for name, value in attributes(source) if _LAZY_SET.match(name))


def _candidates(srcset: str, shown: int) -> Iterator[_Source]:
    """Yield each candidate with its width; where its density alone is told, that many times the width `shown`."""
    for candidate in _BETWEEN.split(srcset[:_MAX_SRCSET]):
        url, *descriptors = candidate.split() or [""]
        match = _DESCRIPTOR.fullmatch(descriptors[0]) if descriptors else None
        try:
            size = float(match[1]) if match else 1.0
        except ValueError:
            continue
        if url:
            if match and match[2] == "w":
                yield _Source(size, url, int(size))
            else:
                yield _Source(size * shown + 1, url)


def _number(element: _Element, name: str) -> int | None:
    match = _DIGITS.fullmatch((element.get(name) or "").strip().removesuffix("px"))
    return int(match.group()) or None if match else None
