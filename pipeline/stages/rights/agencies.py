"""News agencies: whose words an article is, where a site runs the report of another."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urlsplit

from pipeline.model import Article, Signal, TextBlock


class Agency(NamedTuple):
    """The names by which bylines and datelines call an agency, and the domains of its own sites."""

    names: tuple[str, ...]
    domains: tuple[str, ...]


AGENCIES: Mapping[str, Agency] = MappingProxyType(
    {
        "Associated Press": Agency(("Associated Press", "AP"), ("apnews.com", "ap.org")),
        "Reuters": Agency(("Reuters", "Thomson Reuters"), ("reuters.com",)),
        "Agence France-Presse": Agency(("Agence France-Presse", "Agence France Presse", "AFP"), ("afp.com",)),
        "dpa": Agency(("dpa", "Deutsche Presse-Agentur"), ("dpa.com", "dpa-international.com")),
        "PA Media": Agency(("PA Media", "Press Association", "PA"), ("pa.media",)),
        "United Press International": Agency(("United Press International", "UPI"), ("upi.com",)),
        "Canadian Press": Agency(("Canadian Press",), ("thecanadianpress.com",)),
        "Australian Associated Press": Agency(("Australian Associated Press", "AAP"), ("aap.com.au",)),
        "Press Trust of India": Agency(("Press Trust of India", "PTI"), ("ptinews.com",)),
        "ANI": Agency(("Asian News International", "ANI"), ("aninews.in",)),
        "Xinhua": Agency(("Xinhua", "Xinhua News Agency"), ("xinhuanet.com", "news.cn")),
        "TASS": Agency(("TASS",), ("tass.com",)),
        "Kyodo News": Agency(("Kyodo News", "Kyodo"), ("kyodonews.net",)),
        "EFE": Agency(("EFE", "Agencia EFE"), ("efe.com",)),
        "ANSA": Agency(("ANSA",), ("ansa.it",)),
    }
)
_NAMED = {name.casefold(): agency for agency, known in AGENCIES.items() for name in known.names}
_ANY = "|".join(re.escape(name) for known in AGENCIES.values() for name in known.names)
# "The Associated Press" · "Mara Whitfield, Associated Press" · "Mara Whitfield | AP"
_IN_BYLINE = re.compile(rf"(?:^|[,/|]\s*)(?:the\s+)?(?P<name>{_ANY})$", re.IGNORECASE)
# "Reuters" · "The Associated Press" · "Reuters Staff"
_ALONE = re.compile(rf"(?:the\s+)?(?P<name>{_ANY})(?:\s+staff)?", re.IGNORECASE)
# "PORT ELLERY, Maine (AP) — " · "LONDON, July 29 (Reuters) - " · "(AFP) – "
_DATELINE = re.compile(rf"^[^()]{{0,80}}\((?P<name>{_ANY})\)\s*[-–—]")


def wire_credit(article: Article) -> Signal | None:
    """Return the agency that the article is credited to, or None where it is the site's own or the agency's site."""
    host = urlsplit(article.url).hostname or article.site.host
    for name, where in _credits(article):
        agency = _NAMED[name.casefold()]
        if not any(f".{host}".endswith(f".{domain}") for domain in AGENCIES[agency].domains):
            return Signal(kind="wire-credit", value=agency, where=where)
    return None


def agency_of(byline: str) -> str | None:
    """Return the agency that `byline` names, and nobody besides; None where it is another's."""
    found = _ALONE.fullmatch(byline.strip())
    return _NAMED[found["name"].casefold()] if found else None


def _credits(article: Article) -> Iterator[tuple[str, str]]:
    for author in article.authors:
        if found := _IN_BYLINE.search(author.name.strip()):
            yield found["name"], "byline"
    first = next((b.text for b in article.blocks if isinstance(b, TextBlock) and b.type == "paragraph"), "")
    if found := _DATELINE.search(first):
        yield found["name"], "dateline"
    for signal in article.signals:
        if signal.kind in {"byline", "copyright-holder"} and (found := _IN_BYLINE.search(signal.value)):
            yield found["name"], signal.where
