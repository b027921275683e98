"""What a run needs beside its items, opened once and closed together."""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from pipeline.arabic.house_style import load_house_style
from pipeline.arabic.typography import Style
from pipeline.arabic.wording import Wording, load_wording
from pipeline.config import Settings
from pipeline.engines import Engine, build
from pipeline.engines.glossary import Glossary, load_glossary
from pipeline.ledger import KeptSiteFiles, Ledger
from pipeline.run.computing import Computing, Here, Manner
from pipeline.run.opening import open_ledger, utc_now
from pipeline.sinks import Sink, open_sinks
from pipeline.turns import Turns
from pipeline.web.client import WebClient


class Claims(Protocol):
    """Keeps others from an item while a person's command changes it."""

    def take(self, item_id: str) -> bool:
        """Claim an item until it is given back, at the end of the session; tell whether it is ours."""

    def give(self, item_id: str) -> None:
        """Give an item back before the session ends."""


class NoClaims:
    """Claims of a run that is alone: every item is its own."""

    def take(self, item_id: str) -> bool:
        """Tell that the item is ours."""
        del item_id
        return True

    def give(self, item_id: str) -> None:
        """Keep nothing."""


@dataclass(frozen=True)
class Services:
    """The ledger, the web client, the engines in order, what Arabic is written by, what computes, sinks, clock.

    `claims` are what the commands of a person take before they change an item.
    """

    settings: Settings
    ledger: Ledger
    client: WebClient
    engines: tuple[Engine, ...]
    wording: Wording
    glossary: Glossary
    style: Style
    computing: Computing
    sinks: tuple[Sink, ...] = ()
    clock: Callable[[], dt.datetime] = utc_now
    stopping: Callable[[], bool] = lambda: False
    claims: Claims = field(default_factory=NoClaims)


def style_of(settings: Settings) -> Style:
    """Return how the configuration wants Arabic written; raise ConfigurationError where its house style is faulty."""
    house = load_house_style(settings.paths.house_style)
    return Style(settings.arabic.quotation_marks, settings.arabic.digits, house)


def wording_of(settings: Settings) -> Wording:
    """Return the words around an article, an engine without a name for readers called as its kind.

    Raises ConfigurationError where the file is faulty.
    """
    return load_wording(settings.paths.wording).naming({name: made.kind for name, made in settings.engines.items()})


@contextlib.contextmanager
def open_services(
    settings: Settings,
    clock: Callable[[], dt.datetime] = utc_now,
    *,
    stopping: Callable[[], bool] = lambda: False,
    turns_on: Callable[[Ledger], Turns | None] = lambda _: None,
) -> Iterator[Services]:
    """Open everything that `settings` name, and close it at the end.

    `turns_on` gives the turns that hosts and engines are asked by together with other processes; None for no others.
    """
    wording, glossary = wording_of(settings), load_glossary(settings.paths.glossary)
    style = style_of(settings)
    with contextlib.ExitStack() as opened:
        ledger = opened.enter_context(contextlib.closing(open_ledger(settings)))
        turns = turns_on(ledger)
        store = KeptSiteFiles(ledger.database, clock)
        client = opened.enter_context(WebClient(settings.fetch, store=store, turns=turns))
        build_one = partial(build, target=settings.translate.target, book=ledger.engines, turns=turns, clock=clock)
        engines = tuple(
            opened.enter_context(build_one(name, settings.engines[name])) for name in settings.translate.engines
        )
        sinks = opened.enter_context(open_sinks(settings))
        here = Here(Manner(style, settings.check.policy))
        yield Services(settings, ledger, client, engines, wording, glossary, style, here, sinks, clock, stopping)
