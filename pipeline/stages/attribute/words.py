"""The attribution block and the disclaimers of a publication, in the configured words."""

import datetime as dt
from collections.abc import Iterator

from pipeline.arabic.dates import day_in_words, instant_in_words
from pipeline.arabic.digits import DigitStyle, in_style
from pipeline.arabic.wording import Wording, is_memory
from pipeline.engines.glossary import agencies
from pipeline.model import Attribution, AttributionLine, Disclaimer, PublicationSource, Rights, TranslationInfo
from pipeline.stages.attribute.licences import license_name


def attribution_block(
    source: PublicationSource,
    rights: Rights,
    wording: Wording,
    digits: DigitStyle = "western",
    updated_at: dt.datetime | None = None,
) -> Attribution:
    """Return the block: the author, the site with the article's own URL, the day it first appeared, in `digits`.

    After these stand when the article was updated, where its source has changed it since, and the credit and the
    licence, where the rights ask for them.
    """
    return Attribution(
        label=wording.attribution.label,
        lines=(
            _author_line(source, rights, wording),
            _site_line(source, wording),
            _first_published_line(source, wording, digits),
            *([_instant_line(wording.attribution.updated, updated_at, wording, digits)] if updated_at else []),
            *_rights_lines(rights, wording),
        ),
    )


def _author_line(source: PublicationSource, rights: Rights, wording: Wording) -> AttributionLine:
    words = wording.attribution
    names = wording.joined(
        words.author_value.format(name_ar=author.name_ar, name=author.name) if author.name_ar else author.name
        for author in source.authors
    )
    return AttributionLine(label=words.author, value=names or _agency(rights) or words.author_unknown)


def _agency(rights: Rights) -> str | None:
    """Return the agency that the article is credited to, in Arabic where its name is known."""
    credited = next((signal.value for signal in rights.signals if signal.kind == "wire-credit"), None)
    known = {term.source: term.target for term in agencies().terms}
    return credited and known.get(credited, credited)


def _site_line(source: PublicationSource, wording: Wording) -> AttributionLine:
    words = wording.attribution
    named = source.site and source.site.casefold() != source.host
    value = words.site_value.format(site=source.site, host=source.host) if named else source.host
    return AttributionLine(label=words.site, value=value, href=source.url)


def _first_published_line(source: PublicationSource, wording: Wording, digits: DigitStyle) -> AttributionLine:
    words, dates = wording.attribution, wording.dates
    if source.first_published_at:
        return _instant_line(words.first_published, source.first_published_at, wording, digits)
    if source.first_published_date:
        value = in_style(day_in_words(source.first_published_date, months=dates.months), digits)
        return AttributionLine(
            label=words.first_published, value=value, datetime=source.first_published_date.isoformat()
        )
    return AttributionLine(label=words.first_published, value=words.first_published_unknown)


def _instant_line(label: str, instant: dt.datetime, wording: Wording, digits: DigitStyle) -> AttributionLine:
    dates = wording.dates
    value = instant_in_words(
        instant, zone=dates.zone, zone_name=dates.zone_name, months=dates.months, pattern=dates.instant
    )
    return AttributionLine(label=label, value=in_style(value, digits), datetime=_iso(instant))


def _rights_lines(rights: Rights, wording: Wording) -> Iterator[AttributionLine]:
    """Return what must be shown: who is to be credited, under which licence, and that this is an adaptation.

    Creative Commons 4.0, section 3(a)(1) and, of ShareAlike, 3(b): creator, licence with its address, changes made.
    """
    words = wording.rights
    if rights.credit:
        yield AttributionLine(label=words.credit, value=rights.credit)
    text = {"cc-by": words.cc_by, "cc-by-sa": words.cc_by_sa}.get(rights.basis)
    if text:
        value = text.format(license=license_name(rights))
        yield AttributionLine(label=words.license, value=value, href=rights.license_url)


def _iso(instant: dt.datetime) -> str:
    """Return `instant` as the rest of the publication's JSON writes it, UTC as Z."""
    return instant.isoformat().replace("+00:00", "Z")


def disclaimers(translation: TranslationInfo, wording: Wording) -> tuple[Disclaimer, ...]:
    """Return both disclaimers; the second names the engines whose words stand, and who reviewed them.

    The memory is no service: it stands after those that are, and alone it is said otherwise.
    """
    words = wording.disclaimers
    alone = all(map(is_memory, translation.engines))
    text = {
        "machine": words.memory_translation if alone else words.machine_translation,
        "machine_reviewed": words.memory_translation_reviewed if alone else words.machine_translation_reviewed,
        "human": words.human_translation,
    }[translation.method]
    engines = wording.joined(wording.engine_name(name) for name in sorted(translation.engines, key=is_memory))
    return (
        Disclaimer(kind="views", text=words.views),
        Disclaimer(kind="machine_translation", text=text.format(engines=engines, reviewer=translation.reviewed_by)),
    )
