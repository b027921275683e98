"""schema.org: a NewsArticle that says it is a translation, of which work, and by whom (https://schema.org/NewsArticle)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pipeline.formats.moments import changed, created, iso
from pipeline.formats.plain import figures, paragraphs, words
from pipeline.formats.withdrawal import withdrawal
from pipeline.model import Publication, PublicationSource, PublishedFigure, SourceAuthor

# schema.org's own names for IPTC's digital source types, where it has one (IPTCDigitalSourceEnumeration).
DIGITAL_SOURCES: Mapping[str, str] = MappingProxyType(
    {
        "trainedAlgorithmicMedia": "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
        "compositeWithTrainedAlgorithmicMedia": (
            "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource"
        ),
    }
)


def to_schema_org(publication: Publication) -> dict[str, Any]:
    """Return `publication` as JSON-LD. The source's dates stay with the source; here are the translation's own."""
    translation, source = publication.translation, publication.source
    return _present(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "identifier": publication.id,
            "version": publication.revision,
            "inLanguage": publication.language,
            "headline": publication.headline.text,
            "description": words(publication.description) or " ".join(withdrawal(publication)),
            "articleBody": "\n\n".join(paragraphs(publication)),
            "image": [_image(figure) for figure in figures(publication)],
            "author": [_person(author) for author in source.authors],
            "datePublished": iso(created(publication)),
            "dateModified": iso(changed(publication)),
            "creativeWorkStatus": {"published": "Published", "held": "Draft", "withdrawn": "Withdrawn"}[
                publication.state
            ],
            "expires": iso(changed(publication)) if publication.state == "withdrawn" else None,
            "isBasedOn": source.url,
            "license": publication.rights.license_url,
            "translationOfWork": _source(source),
            "translator": [{"@type": "Organization", "name": name} for name in translation.engines],
            "editor": translation.reviewed_by and {"@type": "Person", "name": translation.reviewed_by},
            "digitalSourceType": DIGITAL_SOURCES.get(translation.digital_source_type.rpartition("/")[2]),
            "creditText": " ".join(note.text for note in publication.disclaimers),
        }
    )


def _image(figure: PublishedFigure) -> dict[str, Any]:
    texts = {
        "description": words(figure.alt),
        "caption": words(figure.caption),
        "creditText": words(figure.credit),
    }
    image = figure.image
    pixels = {"contentUrl": image.url, "width": image.width, "height": image.height} if image else {}
    found = _present({**pixels, **texts})
    return {"@type": "ImageObject", **found} if found else {}


def _source(source: PublicationSource) -> dict[str, Any]:
    first = source.first_published_at or source.first_published_date
    return _present(
        {
            "@type": "NewsArticle",
            "@id": source.url,
            "url": source.url,
            "headline": source.headline,
            "inLanguage": source.language,
            "author": [{"@type": "Person", "name": author.name} for author in source.authors],
            "publisher": {"@type": "Organization", "name": source.site or source.host, "url": f"https://{source.host}"},
            "datePublished": first and iso(first),
            "dateModified": source.modified_at and iso(source.modified_at),
        }
    )


def _person(author: SourceAuthor) -> dict[str, Any]:
    if author.name_ar is None:
        return {"@type": "Person", "name": author.name}
    return {"@type": "Person", "name": author.name_ar, "alternateName": author.name}


def _present(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is not known: JSON-LD has no empty values."""
    full = {
        name: [entry for entry in value if entry] if isinstance(value, list) else value
        for name, value in properties.items()
    }
    return {name: value for name, value in full.items() if value not in (None, "", [], {})}
