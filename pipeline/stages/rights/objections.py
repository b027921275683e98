"""Which signals contradict which basis: the table by which an article is held for its rights.

A permission, a contract and one's own copyright are agreed with the owner, and outrank what a page tells everyone.
A public licence, the public domain and an unknown right are not: there the owner's objection on the page counts.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from pipeline.model import Flag, Rights, RightsBasis, Signal
from pipeline.model.rights import CC_LICENSE

AGREED: frozenset[RightsBasis] = frozenset({"own", "permission", "contract"})

# What robots directives ask that a translation by an engine does not respect. `noimageai` is about pictures, which no
# engine gets; `noarchive` about copies in a search engine's cache. Both are recorded and hold nothing.
OBJECTING_DIRECTIVES = frozenset({"noai", "notranslate"})

# aipref's categories that a translation by an engine falls under, in the names of its drafts; `train-ai`, `search`
# and the like are about other uses, and hold nothing.
OBJECTING_USES = frozenset({"bots", "tdm", "ai"})

# The licences that a page may name without contradicting the basis: the basis's own, and what asks for less. Where
# nothing is recorded, only NoDerivatives speaks against a translation as such.
RESPECTED: Mapping[RightsBasis, tuple[str, ...]] = MappingProxyType(
    {
        "public-domain": (),
        "cc-by": ("cc-by",),
        "cc-by-sa": ("cc-by", "cc-by-sa"),
        "unknown": ("cc-by", "cc-by-sa", "cc-by-nc", "cc-by-nc-sa"),
    }
)

# Of TDMRep's places the nearest to the text counts: its page over its server's answer over its site's file (TDMRep,
# "Processing priority"). There are two values; with any other, a place has said nothing ("tdm-reservation").
TDM_VALUES = ("0", "1")
TDM_PLACES = ("meta", "header", "/.well-known/tdmrep.json")


def objections(rights: Rights, signals: Iterable[Signal]) -> tuple[Flag, ...]:
    """Return a holding flag for each of `signals` that contradicts `rights`, named `rights_` and the signal's kind."""
    found = tuple(signals)
    agency = (_agency_flag(signal) for signal in found if _is_uncovered(signal, rights))
    if rights.basis in AGREED:
        return tuple(agency)
    against = (*_tdm(found), *(signal for signal in found if _objects(signal, rights.basis)))
    return (*(_flag(signal, rights.basis) for signal in against), *agency)


def _tdm(signals: tuple[Signal, ...]) -> Iterator[Signal]:
    told = [
        signal
        for place in TDM_PLACES
        for signal in signals
        if (signal.kind, signal.where) == ("tdm-reservation", place) and signal.value in TDM_VALUES
    ]
    yield from (signal for signal in told[:1] if signal.value == "1")


def _objects(signal: Signal, basis: RightsBasis) -> bool:
    if signal.kind == "license":
        return _is_narrower(signal.value, basis)
    if signal.kind == "content-usage":
        return any(refused in OBJECTING_USES for refused in _refused_uses(signal.value))
    return signal.kind in OBJECTING_DIRECTIVES


def _refused_uses(value: str) -> Iterator[str]:
    """Yield the categories that a Content-Usage value refuses: `ai` of `ai=n, search=y`, a dictionary of RFC 9651."""
    for member in value.lower().split(","):
        use, _, answer = member.split(";")[0].partition("=")
        if answer.strip() == "n":
            yield use.strip()


def _is_narrower(url: str, basis: RightsBasis) -> bool:
    """Tell whether a page's Creative Commons licence asks for more than `basis` respects."""
    found = CC_LICENSE.match(url)
    return found is not None and f"cc-{found['terms']}" not in RESPECTED[basis]


def _flag(signal: Signal, basis: RightsBasis) -> Flag:
    detail = (
        f"{signal.kind} ({signal.value}, found in {signal.where}) contradicts the recorded right, {basis!r}; "
        "ask the owner, and record the answer in sources.toml as permission or contract"
    )
    return Flag(code=f"rights_{signal.kind.replace('-', '_')}", severity="hold", detail=detail)


def _is_uncovered(signal: Signal, rights: Rights) -> bool:
    covered = {agency.casefold() for agency in rights.agencies}
    return signal.kind == "wire-credit" and rights.basis != "unknown" and signal.value.casefold() not in covered


def _agency_flag(signal: Signal) -> Flag:
    detail = (
        f"the {signal.where} credits {signal.value}, whose text the recorded right does not cover; where it does, "
        f'add agencies = ["{signal.value}"] to its [source.rights] in sources.toml'
    )
    return Flag(code="rights_wire_credit", severity="hold", detail=detail)
