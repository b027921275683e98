"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/): publications to subscribe to."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from pipeline.formats.body import attribution_html, content_html
from pipeline.formats.inline import is_safe
from pipeline.model import Publication, PublishedFigure

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
    source, translation = publication.source, publication.translation
    attribution = attribution_html(publication.attribution, publication.disclaimers)
    body = content_html(publication.blocks)
    item = {
        "id": publication.id,
        "external_url": source.url,
        "title": publication.headline.text,
        "summary": publication.description and publication.description.text,
        "content_html": f'<div lang="{publication.language}" dir="rtl">\n{body}\n{attribution}\n</div>',
        "image": next(
            (
                block.image.url
                for block in publication.blocks
                if isinstance(block, PublishedFigure) and block.image and is_safe(block.image.url)
            ),
            None,
        ),
        "date_published": _iso(publication.history[0].at if publication.history else translation.translated_at),
        "date_modified": _iso(publication.history[-1].at if publication.history else translation.translated_at),
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


def _iso(instant: dt.datetime) -> str:
    return instant.isoformat().replace("+00:00", "Z")
