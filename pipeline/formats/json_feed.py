"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/): publications to subscribe to."""

from collections.abc import Iterable
from typing import Any

from pipeline.formats.body import whole_html
from pipeline.formats.moments import changed, created, iso
from pipeline.formats.plain import figures, words
from pipeline.formats.uris import web_uri
from pipeline.formats.withdrawal import title, withdrawal
from pipeline.model import Publication

TITLE = "أخبار مترجمة إلى العربية"


def json_feed(publications: Iterable[Publication]) -> dict[str, Any]:
    """Return a feed of `publications` in the order given, the newest first by custom."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": TITLE,
        "language": "ar",
        "items": [_item(publication) for publication in publications],
    }


def _item(publication: Publication) -> dict[str, Any]:
    source = publication.source
    item = {
        "id": publication.id,
        "external_url": web_uri(source.url),
        "title": title(publication),
        "summary": words(publication.description) or " ".join(withdrawal(publication)),
        "content_html": whole_html(publication),
        "image": next(
            (url for figure in figures(publication) if figure.image and (url := web_uri(figure.image.url))), None
        ),
        "date_published": iso(created(publication)),
        "date_modified": iso(changed(publication)),
        "authors": [{"name": author.name_ar or author.name} for author in source.authors],
        "language": publication.language,
    }
    present = {name: value for name, value in item.items() if value}
    return {**present, "_republish": _extension(publication)}


def _extension(publication: Publication) -> dict[str, Any]:
    """Return what JSON Feed has no word for: that this is a translation, by what, and of which revision."""
    translation = publication.translation
    return {
        "about": publication.schema_id,
        "revision": publication.revision,
        "state": publication.state,
        "translation_method": translation.method,
        "engines": list(translation.engines),
        "digital_source_type": translation.digital_source_type,
        "source_language": publication.source.language,
        "disclaimers": [note.text for note in publication.disclaimers],
    }
