"""When a publication itself appeared and changed, apart from its source; and instants as RFC 3339 writes them."""

import datetime as dt

from pipeline.model import Publication


def created(publication: Publication) -> dt.datetime:
    """Return when the publication first appeared, or was translated where its history does not tell."""
    return publication.history[0].at if publication.history else publication.translation.translated_at


def changed(publication: Publication) -> dt.datetime:
    """Return when the publication last changed, or was translated where its history does not tell."""
    return publication.history[-1].at if publication.history else publication.translation.translated_at


def iso(moment: dt.date) -> str:
    """Return an instant or a day in ISO 8601, UTC as Z."""
    return moment.isoformat().replace("+00:00", "Z")
