"""Dates and times in Arabic words, with Western digits: «29 يوليو 2024، الساعة 13:00 بالتوقيت العالمي المنسق»."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from zoneinfo import ZoneInfo

from babel.dates import format_date

# A style of month names is called by its July. The names themselves are CLDR's: `ar` has those of Egypt and the
# Gulf (يناير … ديسمبر), `ar_JO` those of the Levant (كانون الثاني … كانون الأول).
MONTH_STYLES: Mapping[str, str] = MappingProxyType({"يوليو": "ar", "تموز": "ar_JO"})


def zone_called(name: str) -> dt.tzinfo:
    """Return the time zone of an IANA `name`; UTC needs no time zone database.

    Raises ValueError where the machine knows no such zone.
    """
    if name == "UTC":
        return dt.UTC
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:
        raise ValueError(f"no time zone is called {name!r}") from error


def day_in_words(day: dt.date, *, months: str = "يوليو") -> str:
    """Return `day` as «29 يوليو 2024»; `months` is one of MONTH_STYLES."""
    return format_date(day, "d MMMM y", locale=MONTH_STYLES[months])


def instant_in_words(
    instant: dt.datetime,
    *,
    zone: str = "UTC",
    zone_name: str = "بالتوقيت العالمي المنسق",
    months: str = "يوليو",
    pattern: str = "{date}، الساعة {time} {zone_name}",
) -> str:
    """Return an aware `instant` as it is in `zone`, to the minute, the hours counted to 24.

    `zone` is an IANA name, `zone_name` what readers call it, `months` one of MONTH_STYLES.
    """
    local = instant.astimezone(zone_called(zone))
    return pattern.format(date=day_in_words(local.date(), months=months), time=f"{local:%H:%M}", zone_name=zone_name)
