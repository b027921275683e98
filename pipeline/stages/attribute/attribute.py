"""The publication of an article: what it says, whose words these are, and whether readers may see it."""

import datetime as dt
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal
from urllib.parse import urlsplit

from pipeline.arabic.digits import DigitStyle
from pipeline.arabic.wording import Wording
from pipeline.model import (
    COPIED,
    Article,
    Flag,
    HistoryEntry,
    Publication,
    PublicationSource,
    Quality,
    Report,
    Rights,
    SourceAuthor,
    Translation,
    TranslationInfo,
)
from pipeline.stages.attribute.licences import with_license
from pipeline.stages.attribute.normalise import normalised, normalised_text
from pipeline.stages.attribute.texts import Texts, blocks
from pipeline.stages.attribute.words import attribution_block, disclaimers
from pipeline.stages.rights import objections, wire_credit

# IPTC NewsCodes, scheme Digital Source Type. A text that an engine wrote is "created using generative AI", as news
# agencies and platforms also mark texts; one that a person reviewed joins both; one written anew by people is an
# edit by humans of an existing work.
DIGITAL_SOURCE_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "machine": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
        "machine_reviewed": "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia",
        "human": "http://cv.iptc.org/newscodes/digitalsourcetype/humanEdits",
    }
)

ARABIC_LETTER = re.compile("[\u0620-\u064a]")  # "أليسون نوفيلو", not "Alison Novelo"


def attribute(  # noqa: PLR0913 - each is a fact of its own, and all but the report go by name
    report: Report,
    *,
    item_id: str,
    revision: int,
    wording: Wording,
    rights: Rights,
    unknown_source: Literal["hold", "publish"],
    digits: DigitStyle = "western",
    now: dt.datetime,
    reviewer: str | None = None,
    url: str | None = None,
    site: str | None = None,
    history: tuple[HistoryEntry, ...] = (),
    updated_at: dt.datetime | None = None,
) -> Publication:
    """Return the publication of a checked translation.

    `url` is the article's own; without it, what the page calls itself on its own host. `site` is the source's name as
    readers are to see it; without it, the page's own. `reviewer` is who approved
    it, `updated_at` when readers were last given what the source had changed. It is held where the checks ask for a
    person and nobody approved, and where the rights do not allow it: an approval is no right. Raises InputError
    where a text of the article has no Arabic.
    """
    report = normalised(report)
    translation = report.translation
    article = translation.article
    source = _source(translation, url or _own_url(article), site or article.site.name)
    wording = wording.for_host(source.host)
    rights = _with_signals(with_license(rights), article)
    missing = _rights_flags(rights, unknown_source, source.host, now)
    rights_flags = (*missing, *objections(rights, rights.signals))
    held = bool(rights_flags) or (report.verdict == "held" and reviewer is None)
    info = _translation_info(translation, reviewer, wording)
    texts = Texts(report, item_id)
    return Publication(
        id=item_id,
        revision=revision,
        state="held" if held else "published",
        language=translation.target_language,
        headline=texts.required("headline"),
        description=texts.optional("description", article.description),
        blocks=blocks(article, texts, images=rights.images),
        source=source,
        attribution=attribution_block(source, rights, wording, digits, updated_at),
        disclaimers=disclaimers(info, wording),
        translation=info,
        quality=Quality(
            verdict="held" if held else "approved" if reviewer else report.verdict,
            flags=(*report.flags, *rights_flags),
        ),
        rights=rights,
        history=history,
    )


def _own_url(article: Article) -> str:
    same_host = urlsplit(article.canonical_url).hostname == urlsplit(article.url).hostname
    return article.canonical_url if same_host else article.url


def _source(translation: Translation, url: str, site: str) -> PublicationSource:
    article = translation.article
    return PublicationSource(
        url=url,
        site=normalised_text(site).strip(),
        host=urlsplit(url).hostname or article.site.host,
        language=article.language,
        headline=normalised_text(article.headline),
        authors=tuple(
            SourceAuthor(name=normalised_text(author.name), name_ar=_name_ar(translation, f"author{number}"))
            for number, author in enumerate(article.authors, 1)
        ),
        first_published_at=article.first_published_at,
        first_published_date=article.first_published_date,
        modified_at=article.modified_at,
        retrieved_at=article.retrieved_at,
        content_sha256=article.content_sha256,
    )


def _name_ar(translation: Translation, segment_id: str) -> str | None:
    segment = translation.segment(segment_id)
    name = segment.target.text.strip() if segment else ""
    return name if ARABIC_LETTER.search(name) else None


def _translation_info(translation: Translation, reviewer: str | None, wording: Wording) -> TranslationInfo:
    """Return whose words stand: a name left in its own letters, or a text copied as it is, is nobody's translation."""
    standing = [
        segment.origin
        for segment in translation.segments
        if segment.origin.name != COPIED and (segment.role != "author" or ARABIC_LETTER.search(segment.target.text))
    ]
    engines = tuple(dict.fromkeys(origin.name for origin in standing if origin.kind != "reviewer"))
    editors = wording.joined(origin.name for origin in standing if origin.kind == "reviewer")
    method = "human" if editors and not engines else "machine_reviewed" if reviewer else "machine"
    return TranslationInfo(
        method=method,
        engines=engines,
        translated_at=translation.translated_at,
        reviewed_by=reviewer or (editors if method == "human" else None),
        digital_source_type=DIGITAL_SOURCE_TYPES[method],
        characters=sum(cost.characters for cost in translation.costs),
    )


def _with_signals(rights: Rights, article: Article) -> Rights:
    """Return `rights` with what page and server say about reuse, and the agency that the article is credited to."""
    credit = wire_credit(article)
    found = (*article.signals, *([credit] if credit else []))
    clean = tuple(signal.model_copy(update={"value": normalised_text(signal.value)}) for signal in found)
    return rights.model_copy(update={"signals": clean})


def _rights_flags(
    rights: Rights, unknown_source: Literal["hold", "publish"], host: str, now: dt.datetime
) -> tuple[Flag, ...]:
    if rights.expires and rights.expires < now.astimezone(dt.UTC).date():
        code = "rights_expired"
        detail = f"the rights to republish {host} ended on {rights.expires}; record new ones in sources.toml"
    elif rights.basis == "unknown" and unknown_source == "hold":
        code = "rights_unknown"
        detail = (
            f"no right to republish {host} is recorded; in sources.toml, give the [[source]] with "
            f'hosts = ["{host}"] its rights = {{ basis = "permission", evidence = "where the permission is" }} '
            f"(or add such a source)"
        )
    else:
        return ()
    return (Flag(code=code, severity="hold", detail=detail),)
