"""Currencies: a sum in dollars is in dollars in Arabic too."""

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

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
    Currency(r"\$|\bdollars?\b|\bbucks\b|\bUSD\b", r"دولار|دولر"),
    Currency(r"€|\beuros?\b|\bEUR\b", r"يورو"),
    Currency(
        r"£|\bGBP\b|\bpounds? sterling\b"
        r"|\b[Tt]he (?:sterling )?pound\b|\bsterling pound\b|(?<=\d )pounds?\b(?! of)|(?<=million )pounds?\b",
        r"جنيه|استرليني|باوند|رطل|ارطال",
    ),
    Currency(r"¥|\byen\b|\byuan\b|\brenminbi\b|\bRMB\b|\bJPY\b", r"ين|يوان|رنمينبي"),
    Currency(r"₹|\brupees?\b", r"روبي"),
    Currency(r"\broubles?\b|\brubles?\b", r"روبل"),
    Currency(r"(?<=\d )francs?\b|(?<=million )francs?\b|\bSwiss francs?\b", r"فرنك"),
    Currency(r"(?<=\d )pesos?\b|(?<=million )pesos?\b", r"بيزو|بيسو"),
    Currency(r"(?<=\d )won\b|(?<=million )won\b|(?<=billion )won\b|(?<=trillion )won\b", r"وون|ون"),
    Currency(r"\bshekels?\b|₪", r"شيكل|شيقل"),
    Currency(r"\bdinars?\b", r"دينار|دنانير"),
    Currency(r"\bdirhams?\b", r"درهم|دراهم"),
    Currency(r"\briyals?\b|\brials?\b", r"ريال"),
    Currency(r"(?<=\d )lira\b|\bTurkish lira\b|(?<=million )lira\b", r"لير"),
    Currency(r"(?<=\d )kron[ae]r?\b|(?<=million )kron[ae]r?\b", r"كرون"),
    Currency(r"\bbitcoins?\b", r"بيتكوين|بتكوين"),
    Currency(r"(?<=\d )cents?\b|(?<=\d-)cents?\b|¢", r"سنت"),
)
_ENGLISH = re.compile("|".join(f"(?P<c{n}>{currency.english})" for n, currency in enumerate(_CURRENCIES)))
_ARABIC = re.compile(
    "|".join(
        rf"(?P<c{n}>(?<![\u0621-\u064a])[وف]?[بلك]?(?:ال)?(?:{stem})(?:ات|ه|ا|ان|ين|ي|يه|يات)?(?![\u0621-\u064a]))"
        for n, stem in enumerate(currency.arabic for currency in _CURRENCIES)
    )
)
# One of these there must be, or there is no currency; this is quicker to see.
_SIGN = re.compile(r"[$€£¥₹₪¢]")
_WORDS = frozenset(
    """
    dollar dollars bucks usd euro euros eur gbp pound pounds yen yuan renminbi rmb jpy rupee rupees rouble roubles
    ruble rubles franc francs peso pesos won shekel shekels dinar dinars dirham dirhams riyal riyals rial rials
    lira krona kronor krone kroner bitcoin bitcoins cent cents
    """.split()
)
_SIGNS = {"$": 0, "€": 1, "£": 2, "¥": 3, "₹": 4}
# «ين» may end a word that was cut, «ون» and «لير» begin others, «الريال» is a football club to its fans: such words
# alone do not tell that a currency was put in.
_CERTAIN = frozenset({0, 1, 2, 4, 5})


def find(pair: Pair) -> Iterator[Flag]:
    """Yield a flag for each currency of the English that the Arabic does not name, or has in place of another."""
    if _SIGN.search(pair.source) is None and _WORDS.isdisjoint(word.lower for word in pair.source_words):
        return
    source = {_number(match): match for match in reversed(list(_ENGLISH.finditer(pair.source)))}
    if not source:
        return
    target = {_number(match): pair.target_span(*match.span()) for match in _ARABIC.finditer(pair.folded_target)}
    new = [span for number, span in target.items() if number not in source and number in _CERTAIN]
    kept = target.keys() | {number for sign, number in _SIGNS.items() if sign in pair.target}
    lost = [source[number] for number in sorted(source.keys() - kept)]
    for match, span in zip_longest(lost, new):
        if span is None:
            yield flag("currency_missing", match.span(), what=pair.source[match.start() : match.end() + 12])
        else:
            first = match or next(iter(source.values()))
            yield flag("currency_changed", first.span(), span, what=first[0], other=pair.target[slice(*span)])


def _number(match: re.Match[str]) -> int:
    return int((match.lastgroup or "c0")[1:])
