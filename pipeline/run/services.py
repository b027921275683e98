"""What a run needs beside its items, opened once and closed together."""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

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
from pipeline.web.client import WebClient


@dataclass(frozen=True)
class Services:
    """The ledger, the web client, the engines in order, what Arabic is written by, what computes, sinks, clock."""

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


def style_of(settings: Settings) -> Style:
    """Return how the configuration wants Arabic written; raise ConfigurationError where its house style is faulty."""
    house = load_house_style(settings.paths.house_style)
    return Style(settings.arabic.quotation_marks, settings.arabic.digits, house)


@contextlib.contextmanager
def open_services(
    settings: Settings, clock: Callable[[], dt.datetime] = utc_now, *, stopping: Callable[[], bool] = lambda: False
) -> Iterator[Services]:
    """Open everything that `settings` name, and close it at the end."""
    wording, glossary = load_wording(settings.paths.wording), load_glossary(settings.paths.glossary)
    style = style_of(settings)
    with contextlib.ExitStack() as opened:
        ledger = opened.enter_context(contextlib.closing(open_ledger(settings)))
        client = opened.enter_context(WebClient(settings.fetch, store=KeptSiteFiles(ledger.database, clock)))
        engines = tuple(
            opened.enter_context(
                build(name, settings.engines[name], settings.translate.target, book=ledger.engines, clock=clock)
            )
            for name in settings.translate.engines
        )
        sinks = opened.enter_context(open_sinks(settings))
        here = Here(Manner(style, settings.check.policy))
        yield Services(settings, ledger, client, engines, wording, glossary, style, here, sinks, clock, stopping)
