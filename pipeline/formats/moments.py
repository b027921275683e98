"""When a publication itself appeared and changed, apart from its source; and instants as RFC 3339 writes them."""

import datetime as dt
import re

from pipeline.model import Publication

# "2026-01-15T10:45:00.881798Z": what is beyond a millisecond
_BEYOND_MILLISECONDS = re.compile(r"(\.\d{3})\d+")


def created(publication: Publication) -> dt.datetime:
    """Return when the publication first appeared, or was translated where its history does not tell."""
    return publication.history[0].at if publication.history else publication.translation.translated_at


def changed(publication: Publication) -> dt.datetime:
    """Return when the publication last changed, or was translated where its history does not tell."""
    return publication.history[-1].at if publication.history else publication.translation.translated_at


def iso(moment: dt.date) -> str:
    """Return an instant or a day in ISO 8601, UTC as Z."""
    return moment.isoformat().replace("+00:00", "Z")


def html_time(moment: str) -> str:
    """Return an instant in ISO 8601 as <time> takes it: with three digits of a second at most (HTML, 2.3.5.6)."""
    return _BEYOND_MILLISECONDS.sub(r"\1", moment)
