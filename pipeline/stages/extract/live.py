"""Live blogs that do not say so: posts under times of their own, the newest first."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from urllib.parse import urlsplit

from pipeline.stages.extract.cleaning import cleaned
from pipeline.stages.extract.marks import absolute
from pipeline.stages.extract.places import Place
from pipeline.stages.extract.runs import Run, Walk

_POSTS, _NAMED_POSTS = 5, 3
"""Posts that make a live blog by themselves, and of a page whose names say it too."""
_BESIDE = Place.BOILERPLATE | Place.ASIDE | Place.EMBED | Place.FIGURE | Place.BYLINE
# /news/live/ferry · /liveblog/ferry · /ferry-fire-live-updates · /2026/02/ferry-fire-live
_ADDRESS = re.compile(
    r"(?:^|/)live(?:[-_]?(?:blog|updates?|coverage|reporting|text|feed|news))?(?:/|$|-updates?\b)"
    r"|[-_](?:live(?:[-_]?(?:blog|updates?|coverage))?|as-it-happened)(?:[-_.]?\d+)?(?:\.html?)?/?$",
    re.IGNORECASE,
)
# Ferry fire: live updates · Ferry fire – live · LIVE: ferry on fire · Ferry fire as it happened
_TITLE = re.compile(
    r"\blive\W{0,3}(?:updates?|blog|coverage|reporting|feed)\b|^live\s*[:|–—-]|[:|–—-]\s*live\W*$|\bas it happened\b",
    re.IGNORECASE,
)
_CLASS = re.compile(
    r"live[-_]?(?:blog|feed|posts?|updates?|entry|entries|coverage|text|stream[-_]?post)", re.IGNORECASE
)
# 2026-02-03T18:01:00Z
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
# 18:01 · 18.01 GMT · 6:01 p.m. ET · 18h01
_CLOCK = re.compile(r"(\d{1,2})[:.h](\d\d)(?::\d\d)?\s*(?:([ap])\.?m\.?)?\s*(?:\(?[A-Z]{2,4}\)?)?", re.IGNORECASE)
# 5 min ago · 2h ago · 1 hour 20 minutes ago
_AGO = re.compile(r"(?:(\d{1,3})\s*h(?:(?:ou)?rs?)?)?\s*(?:(\d{1,3})\s*m(?:in(?:ute)?s?)?)?\s+ago", re.IGNORECASE)
_LONGEST = 40
_HOUR = 60
_LONG_AGO = 99_999
"""Minutes."""

_Time = tuple[str, str]
"""How a time is written, and what sorts those that are written so: the later, the greater."""


def is_live(page: Walk, body: Sequence[Run], *, url: str, titles: Sequence[str]) -> bool:
    """Tell whether `body` is the posts of a live blog: a time above each, and none before an older one.

    A timeline in an article goes the other way, and cards of other articles lead elsewhere.
    """
    posts = list(_posts(page, body, url))
    if len(posts) < _NAMED_POSTS:
        return False
    is_named = bool(_ADDRESS.search(urlsplit(url).path)) or any(_TITLE.search(title) for title in titles)
    is_called_so = _is_called_so(body)
    newest_first = len(set(posts)) > 1 and all(
        after <= before for before, after in pairwise(posts) if after[0] == before[0]
    )
    if newest_first and len(posts) >= (_NAMED_POSTS if is_named or is_called_so else _POSTS):
        return True
    return is_named and is_called_so


def _is_called_so(body: Sequence[Run]) -> bool:
    spots = {spot for run in body for spot in run.spot.chain() if spot.element.tag not in {"html", "body"}}
    return any(_CLASS.search(f"{spot.element.get('class') or ''} {spot.element.get('id') or ''}") for spot in spots)


def _posts(page: Walk, body: Sequence[Run], url: str) -> Iterator[_Time]:
    """Yield the time above each part of `body`; of several in a row, as in `10:05, updated 10:07`, the first."""
    if not body:
        return
    text = {run.order for run in body}
    pending: _Time | None = None
    for run in page.runs:
        if run.order > body[-1].order:
            return
        time = None if _BESIDE & run.place or _leads_elsewhere(run, url) else _time(run)
        if time is not None:
            pending = pending or time
        elif run.order in text and pending is not None:
            yield pending
            pending = None


def _leads_elsewhere(run: Run, url: str) -> bool:
    """Tell whether a link in `run` is to another page, as on another article's card, and to no post of this one."""
    hrefs = {mark.href for piece in run.pieces for mark in piece.marks if mark.href}
    pages = {urlsplit(target).path for href in hrefs if (target := absolute(href, url))}
    return not pages <= {urlsplit(url).path}


def _time(run: Run) -> _Time | None:
    """Return the time of day that `run` is, or None where it is anything else."""
    if len(run.text) > _LONGEST:
        return None
    for piece in run.pieces:
        if piece.spot.element.tag == "time" and (found := _INSTANT.match(piece.spot.element.get("datetime") or "")):
            return "instant", found[0]
    text = cleaned(run.text)
    if clock := _CLOCK.fullmatch(text):
        hour = int(clock[1]) % 12 + 12 * (clock[3].lower() == "p") if clock[3] else int(clock[1])
        return "clock", f"{hour * _HOUR + int(clock[2]):05}"
    if (ago := _AGO.fullmatch(text)) and (ago[1] or ago[2]):
        return "ago", f"{_LONG_AGO - int(ago[1] or 0) * _HOUR - int(ago[2] or 0):05}"
    return None
