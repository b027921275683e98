"""Whether everything a run needs is in place."""

import contextlib
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pipeline.arabic.wording import load_wording
from pipeline.config import Settings
from pipeline.engines import build as build_engine
from pipeline.engines.breaker import standing
from pipeline.engines.glossary import load_glossary
from pipeline.errors import ConfigurationError, RepublishError
from pipeline.ledger import Ledger
from pipeline.model import Model
from pipeline.run.opening import open_ledger, utc_now
from pipeline.run.outstanding import announced
from pipeline.run.services import style_of, wording_of
from pipeline.run.workers.overview import standing as standing_workers
from pipeline.sinks import build, open_announcer

LOW_DISK = 500_000_000
"""Bytes; below this a day of pages and publications may no longer fit."""
LONG_ARTICLE = 5_000
"""Characters, some 850 words: many an article has more."""
PATIENCE = 3.0
"""Seconds in which an engine's address is to take a connection."""


class Finding(Model):
    """One thing looked at. `broken` stops a run, `warning` may surprise."""

    subject: str
    verdict: Literal["ok", "warning", "broken"]
    detail: str


def diagnose(settings: Settings) -> list[Finding]:
    """Look at all that a run needs, from the folders to the sinks; change nothing but create absent folders."""
    return [
        Finding(subject="configuration", verdict="ok", detail=str(settings.file)),
        *(Finding(subject="environment", verdict="warning", detail=said) for said in settings.unheard_variables),
        *_folders(settings),
        *_ledger(settings),
        *_sources(settings),
        _engines(settings),
        *_made(settings),
        *_nameless(settings),
        *_reached(settings),
    ]


def _folders(settings: Settings) -> Iterator[Finding]:
    paths = settings.paths
    for folder in (paths.state, paths.published, paths.held):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=folder):
                pass
        except OSError as error:
            yield Finding(subject=str(folder), verdict="broken", detail=f"cannot be written: {error.strerror}")
            continue
        yield _space(folder)


def _space(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    verdict: Literal["ok", "warning"] = "ok" if free > LOW_DISK else "warning"
    return Finding(subject=str(folder), verdict=verdict, detail=f"{free / 1e9:.1f} GB free")


def _ledger(settings: Settings) -> Iterator[Finding]:
    try:
        with contextlib.closing(open_ledger(settings)) as ledger:
            faults = ledger.database.integrity_faults()
            total = sum(ledger.counts().values())
            rests = (
                [*_rests(settings, ledger), *_unannounced(settings, ledger), *_workers(settings, ledger)]
                if not faults
                else []
            )
    except RepublishError as error:
        yield Finding(subject="ledger", verdict="broken", detail=str(error))
        return
    if faults:
        yield Finding(subject="ledger", verdict="broken", detail="; ".join(faults[:5]) + "; restore a backup")
    else:
        yield Finding(subject="ledger", verdict="ok", detail=_counted(total, "item"))
    yield from rests


def _rests(settings: Settings, ledger: Ledger) -> Iterator[Finding]:
    """Yield which engine is not asked for now, and what the others that have a daily budget have used of it."""
    for name in settings.translate.engines:
        state = standing(name, settings.engines[name], ledger.engines, utc_now())
        if state.pause:
            yield Finding(subject=f"engines.{name}", verdict="warning", detail=state.pause)
        if state.budget:
            used_up = (state.characters_today or 0) >= (state.daily_characters or 0)
            yield Finding(subject=f"engines.{name}", verdict="warning" if used_up else "ok", detail=state.budget)
        if state.daily_characters is not None and state.daily_characters < LONG_ARTICLE:
            detail = f"daily_characters of {state.daily_characters}: an article with more in it is not done in a day"
            yield Finding(subject=f"engines.{name}", verdict="warning", detail=detail)


def _unannounced(settings: Settings, ledger: Ledger) -> Iterator[Finding]:
    row = announced(ledger)
    if settings.announce.url and row and row.message:
        detail = f"{row.message}; since then nobody is told of what is held, and the next run tries again"
        yield Finding(subject="announce", verdict="warning", detail=detail)


def _workers(settings: Settings, ledger: Ledger) -> Iterator[Finding]:
    if state := standing_workers(settings, ledger):
        detail = f"{state.alive} alive; {state.waiting} jobs wait, {state.under_way} are under way"
        yield Finding(subject="workers", verdict="ok" if state.alive else "warning", detail=detail)


def _sources(settings: Settings) -> Iterator[Finding]:
    if not settings.sources:
        yield Finding(
            subject="sources",
            verdict="warning",
            detail=f"none; a run needs URLs, or a [[source]] in {settings.paths.sources}",
        )
    for source in settings.sources:
        unknown = source.rights.basis == "unknown"
        detail = f"{_counted(len(source.feeds), 'feed')}, rights: {source.rights.basis}"
        if unknown and settings.rights.unknown_source == "hold":
            detail += "; its articles will be held until [source.rights] is recorded"
        yield Finding(subject=source.name, verdict="warning" if unknown else "ok", detail=detail)


def _engines(settings: Settings) -> Finding:
    names = settings.translate.engines
    detail = ", ".join(names) if names else "none: what the memory does not know fails"
    return Finding(subject="engines after the memory", verdict="ok" if names else "warning", detail=detail)


def require_parts(settings: Settings) -> None:
    """Make each part that a run makes of the configuration; raise ConfigurationError with all that cannot be."""
    faults: list[ConfigurationError] = []
    for _, make in _parts(settings):
        try:
            make()
        except ConfigurationError as error:
            faults.append(error)
    if len(faults) > 1:
        *first, last = faults
        raise ConfigurationError("\n".join([*(f"{error}" for error in first), f"{last}"])) from last
    if faults:
        raise faults[0]


def _made(settings: Settings) -> Iterator[Finding]:
    for subject, make in _parts(settings):
        try:
            yield Finding(subject=subject, verdict="ok", detail=make())
        except RepublishError as error:
            yield Finding(subject=subject, verdict="broken", detail=str(error))


def _parts(settings: Settings) -> Iterator[tuple[str, Callable[[], str]]]:
    """Yield the name of each part, and what makes it and says what it is."""
    yield "wording", partial(_wording, settings)
    yield "glossary", partial(_glossary, settings)
    yield "house style", partial(_house_style, settings)
    for name in settings.translate.engines:
        yield f"engines.{name}", partial(_engine, name, settings)
    for name in settings.sinks:
        yield f"sinks.{name}", partial(_sink, name, settings)
    yield "announce", partial(_announcer, settings)


def _wording(settings: Settings) -> str:
    load_wording(settings.paths.wording)
    return file_that_counts(settings.paths.wording)


def file_that_counts(path: Path) -> str:
    """Return what is read for the companion at `path`, which the package has too."""
    return str(path) if path.exists() else "packaged default"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _glossary(settings: Settings) -> str:
    return _counted(len(load_glossary(settings.paths.glossary).terms), "term")


def _house_style(settings: Settings) -> str:
    return _counted(len(style_of(settings).house.spellings), "spelling")


def _engine(name: str, settings: Settings) -> str:
    with build_engine(name, settings.engines[name], settings.translate.target):
        return settings.engines[name].kind


def _nameless(settings: Settings) -> Iterator[Finding]:
    """Yield which engine readers are told of by its name in the configuration."""
    with contextlib.suppress(ConfigurationError):  # told where the wording is made
        wording = wording_of(settings)
        for name in settings.translate.engines:
            if name not in wording.engines:
                detail = f"readers are told “{name}”: name it for them in [engines] of {settings.paths.wording}"
                yield Finding(subject=f"engines.{name}", verdict="warning", detail=detail)


def _reached(settings: Settings) -> Iterator[Finding]:
    """Yield which engine's own address, where one is configured, takes no connection."""
    for name in settings.translate.engines:
        parts = urlsplit(settings.engines[name].base_url or "")
        if parts.hostname is None:
            continue
        place = parts.hostname, parts.port or {"https": 443}.get(parts.scheme, 80)
        try:
            socket.create_connection(place, PATIENCE).close()
        except OSError as error:
            detail = f"{parts.hostname}:{place[1]} takes no connection ({error.strerror or error}): is it running?"
            yield Finding(subject=f"engines.{name}", verdict="warning", detail=detail)


def _sink(name: str, settings: Settings) -> str:
    sink = settings.sinks[name]
    build(name, sink).close()
    return f"{sink.kind}: {sink.path or sink.url}"


def _announcer(settings: Settings) -> str:
    with open_announcer(settings.announce):
        return settings.announce.host or "nobody is told of what is held"
