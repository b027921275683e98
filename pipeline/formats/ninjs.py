"""IPTC ninjs 3.1 (https://iptc.org/standards/ninjs/): what news agencies exchange.

The article that was translated and the pictures are associations; engine and reviewer are sources of information.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pipeline.formats.body import whole_html
from pipeline.formats.moments import changed, created, iso
from pipeline.formats.plain import figures, paragraphs, words
from pipeline.formats.uris import publication_uri, web_uri
from pipeline.formats.withdrawal import withdrawal
from pipeline.model import Publication, PublishedFigure

STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}
PUB_STATUS: Mapping[str, str] = MappingProxyType({"published": "usable", "held": "withheld", "withdrawn": "canceled"})


def to_ninjs(publication: Publication) -> dict[str, Any]:
    """Return `publication` as a ninjs object; what is not known is absent, as ninjs has no empty values."""
    source, translation = publication.source, publication.translation
    term = translation.digital_source_type
    return _present(
        {
            "uri": publication_uri(publication.id),
            "standard": STANDARD,
            "type": "text",
            "representationType": "full",
            "version": str(publication.revision),
            "firstCreated": iso(created(publication)),
            "versionCreated": iso(changed(publication)),
            "contentCreated": iso(translation.translated_at),
            "pubStatus": PUB_STATUS[publication.state],
            "language": publication.language,
            "title": publication.headline.text,
            "headlines": [{"role": "main", "contentType": "text/plain", "value": publication.headline.text}],
            "by": publication.attribution.lines[0].value if publication.attribution.lines else None,
            "people": [
                _present({"name": a.name_ar or a.name, "literal": a.name, "rel": "author"}) for a in source.authors
            ],
            "descriptions": _descriptions(publication),
            "bodies": _bodies(publication),
            "edNote": _note_to_editors(publication),
            "infoSources": _info_sources(publication),
            "copyrightNotice": publication.rights.credit,
            "rightsInfo": _present({"linkedRights": web_uri(publication.rights.license_url)}),
            "associations": [_source(publication), *_pictures(publication)],
            "altIds": [{"role": "republish-id", "value": publication.id}],
            "digitalSourceType": {"name": term.rpartition("/")[2], "uri": term},
        }
    )


def _descriptions(publication: Publication) -> list[dict[str, Any]]:
    summary = words(publication.description)
    return [
        *([{"role": "summary", "contentType": "text/plain", "value": summary}] if summary else []),
        *(
            {"role": f"disclaimer-{note.kind}", "contentType": "text/plain", "value": note.text}
            for note in publication.disclaimers
        ),
    ]


def _note_to_editors(publication: Publication) -> str:
    """Return what the receiving newsroom must know before it uses the text: a withdrawal, and who translated."""
    translated = (note.text for note in publication.disclaimers if note.kind == "machine_translation")
    return " ".join((*withdrawal(publication), *translated))


def _bodies(publication: Publication) -> list[dict[str, Any]]:
    plain = "\n\n".join((*withdrawal(publication), *paragraphs(publication)))
    return [
        {"role": "main", "contentType": "text/html", "value": whole_html(publication)},
        {
            "role": "main",
            "contentType": "text/plain",
            "charCount": len(plain),
            "wordCount": len(plain.split()),
            "value": plain,
        },
    ]


def _info_sources(publication: Publication) -> list[dict[str, Any]]:
    source, translation = publication.source, publication.translation
    reviewer = translation.reviewed_by
    return [
        _present({"name": source.site or source.host, "role": "originator", "uri": web_uri(f"https://{source.host}/")}),
        *({"name": engine, "role": "machine-translator"} for engine in translation.engines),
        *([{"name": reviewer, "role": "reviewer"}] if reviewer else []),
    ]


def _source(publication: Publication) -> dict[str, Any]:
    source = publication.source
    return _present(
        {
            "name": "source",
            "rel": "translationOf",
            "uri": web_uri(source.url) or f"{publication_uri(publication.id)}:source",
            "type": "text",
            "representationType": "partial",
            "language": source.language,
            "headlines": [{"contentType": "text/plain", "value": source.headline}],
            "by": ", ".join(author.name for author in source.authors),
            "firstCreated": source.first_published_at and iso(source.first_published_at),
            "versionCreated": source.modified_at and iso(source.modified_at),
            "infoSources": [{"name": source.site or source.host, "role": "originator"}],
        }
    )


def _pictures(publication: Publication) -> list[dict[str, Any]]:
    found = figures(publication)
    return [_picture(figure, number, publication) for number, figure in enumerate(found, 1)]


def _picture(figure: PublishedFigure, number: int, publication: Publication) -> dict[str, Any]:
    href = web_uri(figure.image.url) if figure.image else None
    texts = (("caption", words(figure.caption)), ("alt", words(figure.alt)))
    rendition = figure.image and _present(
        {"name": "main", "href": href, "width": figure.image.width, "height": figure.image.height}
    )
    return _present(
        {
            "name": f"picture{number}",
            "rel": "illustration",
            "uri": f"{publication_uri(publication.id)}:{figure.id}",
            "type": "picture",
            "language": publication.language,
            "descriptions": [
                {"role": role, "contentType": "text/plain", "value": text} for role, text in texts if text
            ],
            "by": words(figure.credit),
            "renditions": [rendition] if rendition and href else [],
        }
    )


def _present(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value not in (None, "", [], {})}
