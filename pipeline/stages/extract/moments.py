"""A date as news pages write it, to a day, and to an instant where a time with its zone is told."""

import datetime as dt
import email.utils
import re
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipeline.stages.extract.cleaning import cleaned

# 2024-05-01T10:00:00.000+01:00 · 20240501 · 2024-05-01 10:00:00 UTC · 2024-05-01T10:00+0100 · …T10:00Z[Europe/Paris]
_ISO = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2}|\d{8}|\d{4}/\d{2}/\d{2})"
    r"(?:[T ]+(?P<time>\d{1,2}:?\d{2}(?::?\d{2})?)(?:[.,]\d+)? ?"
    r"(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{1,2})?)?",
    re.IGNORECASE,
)
# The zones English-language news writes by letters, as hours from UTC (RFC 5322 section 4.3; tz database).
_ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "BST": 1, "IST": 5.5, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "GST": 4,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8,
    "HST": -10, "AST": -4, "ADT": -3, "NST": -3.5, "NDT": -2.5, "SGT": 8, "HKT": 8, "JST": 9, "KST": 9, "AEST": 10,
    "AEDT": 11, "ACST": 9.5, "AWST": 8, "NZST": 12, "NZDT": 13, "SAST": 2, "WAT": 1, "CAT": 2, "EAT": 3, "PKT": 5,
}  # fmt: skip
# 9:30 a.m. ET: the clock of a place, whichever of its two zones it keeps that day
_CLOCKS = {
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles",
}  # fmt: skip
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
# 6:42 PM EST, May 1, 2024 · 18.42 BST on 1 May 2024
_TIME_FIRST = re.compile(
    r"\b(?P<hour>\d{1,2})[:.h](?P<minute>\d\d)(?::\d\d)? ?(?P<half>[ap]\.?m\.?)? ?\(?(?P<zone>[A-Z]{2,4}\b)?\)?"
    r"[ ,|·•–-]*(?:on )?(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? )?$",
    re.IGNORECASE,
)
# May 1, 2024 · 1 May 2024 · Wed 1 May 2024 10.15 BST · May 1, 2024 at 5:15 p.m. EDT; 05/01/2024 is ambiguous, and left
_WRITTEN = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)? (?P<m1>{_MONTH})\.?,? (?P<y1>(?:19|20)\d\d)"
    rf"|(?P<m2>{_MONTH})\.? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>(?:19|20)\d\d))"
    r"(?:[ ,|·•–-]*(?:at )?(?P<hour>\d{1,2})[:.h](?P<minute>\d\d)(?::\d\d)? ?(?P<half>[ap]\.?m\.?)?"
    r" ?\(?(?P<zone>[A-Z]{2,4}\b|[+-]\d\d:?\d\d)?)?",
    re.IGNORECASE,
)
# /2024/05/01/ · /2024/may/1… · /20240501-
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2]|[a-z]{3})[/-]?(0[1-9]|[12]\d|3[01])(?=\D|$)", re.IGNORECASE)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_EARLIEST = 1990
_LONGEST = 80


class Moment(NamedTuple):
    """A day in the publisher's own zone; the instant where a time with its zone is told, and else the time alone."""

    day: dt.date
    at: dt.datetime | None = None
    time: dt.time | None = None

    def within(self, zone: dt.tzinfo) -> "Moment":
        """Return this moment as an instant, where a time is told, taken for one of `zone`."""
        if self.at is not None or self.time is None:
            return self
        return Moment(self.day, dt.datetime.combine(self.day, self.time, zone))


def moment(value: str) -> Moment | None:
    """Return the moment that `value` tells in ISO 8601, as news pages write dates, or as mail headers do."""
    text = cleaned(value)[:_LONGEST]
    try:
        found = _of_epoch(text) or _of_iso(text) or written(text) or _of_mail(text)
    except (ValueError, OverflowError):
        return None
    return found if found and _EARLIEST <= found.day.year <= dt.datetime.now(dt.UTC).year + 1 else None


def day_in_url(url: str) -> Moment | None:
    """Return the day that the path of `url` tells."""
    match = _IN_URL.search(url)
    try:
        month = match and (_MONTHS.get(match[2].lower()) or int(match[2]))
        return Moment(dt.date(int(match[1]), month, int(match[3]))) if match and month else None
    except ValueError:
        return None


def written(text: str) -> Moment | None:
    """Return the first moment written out in `text`, which may be any line. Raises ValueError for a 31 June."""
    match = _WRITTEN.search(text)
    if not match:
        return None
    month = _MONTHS[(match["m1"] or match["m2"])[:3].lower()]
    day = dt.date(int(match["y1"] or match["y2"]), month, int(match["d1"] or match["d2"]))
    timed = match if match["hour"] else _TIME_FIRST.search(text[max(0, match.start() - _LONGEST) : match.start()])
    if not timed:
        return Moment(day)
    hour = int(timed["hour"])
    if timed["half"]:
        hour = hour % 12 + 12 * (timed["half"][0] in "pP")
    return _at(day, dt.time(hour, int(timed["minute"])), timed["zone"])


def _of_epoch(text: str) -> Moment | None:
    """Read seconds or milliseconds since 1970, as scripts write instants."""
    if not _EPOCH.fullmatch(text):
        return None
    at = dt.datetime.fromtimestamp(int(text[:10]), dt.UTC)
    return Moment(at.date(), at)


def _of_iso(text: str) -> Moment | None:
    match = _ISO.match(text)
    if not match:
        return None
    digits = re.sub(r"\D", "", match["day"])
    day = dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    if not match["time"]:
        return Moment(day)
    hour, minute, second = _clock(match["time"])
    return _at(day, dt.time(hour, minute, second), match["zone"])


def _of_mail(text: str) -> Moment | None:
    """Read `Wed, 01 May 2024 10:00:00 -0400` and `Wed May 01 10:00:00 EDT 2024`."""
    fields = email.utils.parsedate_tz(text)
    if not fields:
        return None
    day, time, offset = dt.date(*fields[:3]), dt.time(*fields[3:6]), fields[9]
    told = Moment(day, None, time)
    return told if offset is None else told.within(dt.timezone(dt.timedelta(seconds=offset)))


def _at(day: dt.date, time: dt.time, zone_text: str | None) -> Moment:
    zone = _zone(zone_text or "")
    told = Moment(day, None, time)
    return told.within(zone) if zone else told


def _clock(text: str) -> tuple[int, int, int]:
    digits = "".join(part.zfill(2) for part in text.split(":")).ljust(6, "0")
    return int(digits[:2]), int(digits[2:4]), int(digits[4:6])


def _zone(text: str) -> dt.tzinfo | None:
    """Return the zone called `text`: `EDT`, `ET`, `Z`, `+0100`, `-5`."""
    if text.upper() in _CLOCKS:
        try:
            return ZoneInfo(_CLOCKS[text.upper()])
        except ZoneInfoNotFoundError:  # a machine without a time zone database
            return None
    if text.upper() in _ZONES:
        return dt.timezone(dt.timedelta(hours=_ZONES[text.upper()]))
    digits = text[1:].replace(":", "")
    if not digits.isdigit():
        return None
    offset = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:4] or 0))
    return dt.timezone(-offset if text.startswith("-") else offset)
