"""The attribution block and the disclaimers of a publication, in the configured words."""

import datetime as dt

from pipeline.arabic.dates import day_in_words, instant_in_words
from pipeline.arabic.wording import Wording
from pipeline.model import Attribution, AttributionLine, Disclaimer, PublicationSource, TranslationInfo


def attribution_block(source: PublicationSource, wording: Wording) -> Attribution:
    """Return the block that names the author, the site with the article's own URL, and the day it first appeared."""
    return Attribution(
        label=wording.attribution.label,
        lines=(_author_line(source, wording), _site_line(source, wording), _first_published_line(source, wording)),
    )


def _author_line(source: PublicationSource, wording: Wording) -> AttributionLine:
    words = wording.attribution
    names = wording.joined(
        words.author_value.format(name_ar=author.name_ar, name=author.name) if author.name_ar else author.name
        for author in source.authors
    )
    return AttributionLine(label=words.author, value=names or words.author_unknown)


def _site_line(source: PublicationSource, wording: Wording) -> AttributionLine:
    words = wording.attribution
    named = source.site and source.site.casefold() != source.host
    value = words.site_value.format(site=source.site, host=source.host) if named else source.host
    return AttributionLine(label=words.site, value=value, href=source.url)


def _first_published_line(source: PublicationSource, wording: Wording) -> AttributionLine:
    words, dates = wording.attribution, wording.dates
    if source.first_published_at:
        value = instant_in_words(
            source.first_published_at,
            zone=dates.zone,
            zone_name=dates.zone_name,
            months=dates.months,
            pattern=dates.instant,
        )
        return AttributionLine(label=words.first_published, value=value, datetime=_iso(source.first_published_at))
    if source.first_published_date:
        value = day_in_words(source.first_published_date, months=dates.months)
        return AttributionLine(
            label=words.first_published, value=value, datetime=source.first_published_date.isoformat()
        )
    return AttributionLine(label=words.first_published, value=words.first_published_unknown)


def _iso(instant: dt.datetime) -> str:
    """Return `instant` as the rest of the publication's JSON writes it, UTC as Z."""
    return instant.isoformat().replace("+00:00", "Z")


def disclaimers(translation: TranslationInfo, wording: Wording) -> tuple[Disclaimer, ...]:
    """Return both disclaimers; the second names the engines whose words stand, and who reviewed them."""
    words = wording.disclaimers
    text = {
        "machine": words.machine_translation,
        "machine_reviewed": words.machine_translation_reviewed,
        "human": words.human_translation,
    }[translation.method]
    engines = wording.joined(wording.engine_name(name) for name in translation.engines)
    return (
        Disclaimer(kind="views", text=words.views),
        Disclaimer(kind="machine_translation", text=text.format(engines=engines, reviewer=translation.reviewed_by)),
    )
