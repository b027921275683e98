"""Currencies: a sum in dollars is in dollars in Arabic too."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.arabic.letters import fold
from pipeline.model import Flag
from pipeline.stages.check.findings import flag
from pipeline.stages.check.pair import Pair


class Currency(NamedTuple):
    """A currency: how English and Arabic write it, as patterns; Arabic without ال and prefixes."""

    english: str
    arabic: str


# Signs stand before the number or after it; words that mean something else too («pound», «won», «real», «cent»)
# are read as money only after a number. Arabic stems take plural and dual endings.
_CURRENCIES = (
    Currency(r"\$|\bdollars?\b|\bbucks\b|\bUSD\b", r"دولار|دولر|\$|USD"),
    Currency(r"€|\beuros?\b|\bEUR\b", r"يورو|اليورو|€|EUR"),
    Currency(
        r"£|\bGBP\b|\bpounds? sterling\b|(?<=\d )pounds?\b(?! of)|(?<=million )pounds?\b",
        r"جنيه|استرليني|باوند|رطل|ارطال|£|GBP",
    ),
    Currency(r"¥|\byen\b|\byuan\b|\brenminbi\b|\bRMB\b|\bJPY\b", r"ين\b|ينا\b|يوان|رنمينبي|¥"),
    Currency(r"₹|\brupees?\b", r"روبي|₹"),
    Currency(r"\broubles?\b|\brubles?\b", r"روبل"),
    Currency(r"(?<=\d )francs?\b|(?<=million )francs?\b|\bSwiss francs?\b", r"فرنك"),
    Currency(r"(?<=\d )pesos?\b|(?<=million )pesos?\b", r"بيزو|بيسو"),
    Currency(r"(?<=\d )won\b|(?<=million )won\b|(?<=billion )won\b|(?<=trillion )won\b", r"وون|وون|ون\b"),
    Currency(r"\bshekels?\b|₪", r"شيكل|شيقل|شيكلا|₪"),
    Currency(r"\bdinars?\b", r"دينار|دنانير"),
    Currency(r"\bdirhams?\b", r"درهم|دراهم"),
    Currency(r"\briyals?\b|\brials?\b", r"ريال"),
    Currency(r"(?<=\d )lira\b|\bTurkish lira\b|(?<=million )lira\b", r"ليره|ليرات"),
    Currency(r"(?<=\d )kron[ae]r?\b|(?<=million )kron[ae]r?\b", r"كرون"),
    Currency(r"\bbitcoins?\b", r"بيتكوين|بتكوين"),
    Currency(r"(?<=\d )cents?\b|(?<=\d-)cents?\b|¢", r"سنت|¢"),
)
_ENGLISH = re.compile("|".join(f"(?P<c{n}>{currency.english})" for n, currency in enumerate(_CURRENCIES)))
_ARABIC = re.compile(
    "|".join(
        rf"(?P<c{n}>(?<![\u0621-\u064a])[وف]?[بلك]?(?:ال)?(?:{_pattern}))"
        for n, _pattern in enumerate(fold(currency.arabic) for currency in _CURRENCIES)
    )
)


def find(pair: Pair) -> Iterator[Flag]:
    """Yield a flag for each currency of the English that the Arabic does not name."""
    source = {_number(match): match for match in reversed(list(_ENGLISH.finditer(pair.source)))}
    if not source:
        return
    target = {_number(match): match.span() for match in _ARABIC.finditer(pair.folded_target)}
    new = [span for number, span in target.items() if number not in source]
    for number in sorted(source.keys() - target.keys()):
        match = source[number]
        if new:
            span = pair.target_span(*new.pop(0))
            yield flag("currency_changed", match.span(), span, what=match[0], other=pair.target[slice(*span)])
        else:
            yield flag("currency_missing", match.span(), what=pair.source[match.start() : match.end() + 12])


def _number(match: re.Match[str]) -> int:
    return int((match.lastgroup or "c0")[1:])
