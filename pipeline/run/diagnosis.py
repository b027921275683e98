"""Whether everything a run needs is in place."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pipeline.config import Settings
from pipeline.errors import RepublishError
from pipeline.model import Model
from pipeline.run.services import open_ledger
from pipeline.sinks import build

LOW_DISK = 500_000_000
"""Bytes; below this a day of pages and publications may no longer fit."""


class Finding(Model):
    """One thing looked at. `broken` stops a run, `warning` may surprise."""

    subject: str
    verdict: Literal["ok", "warning", "broken"]
    detail: str


def diagnose(settings: Settings) -> list[Finding]:
    """Look at all that a run needs, from the folders to the sinks; change nothing but create absent folders."""
    return [
        Finding(subject="configuration", verdict="ok", detail=str(settings.file)),
        *_folders(settings),
        _ledger(settings),
        *_sources(settings),
        _engines(settings),
        *_sinks(settings),
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


def _ledger(settings: Settings) -> Finding:
    try:
        ledger = open_ledger(settings)
        faults = ledger.database.integrity_faults()
        total = sum(ledger.counts().values())
        ledger.close()
    except RepublishError as error:
        return Finding(subject="ledger", verdict="broken", detail=str(error))
    if faults:
        return Finding(subject="ledger", verdict="broken", detail="; ".join(faults[:5]) + "; restore a backup")
    return Finding(subject="ledger", verdict="ok", detail=f"{total} items")


def _sources(settings: Settings) -> Iterator[Finding]:
    if not settings.sources:
        yield Finding(
            subject="sources",
            verdict="warning",
            detail=f"none; a run needs URLs, or a [[source]] in {settings.paths.sources}",
        )
    for source in settings.sources:
        unknown = source.rights.basis == "unknown"
        detail = f"{len(source.feeds)} feeds, rights: {source.rights.basis}"
        if unknown and settings.rights.unknown_source == "hold":
            detail += "; its articles will be held until [source.rights] is recorded"
        yield Finding(subject=source.name, verdict="warning" if unknown else "ok", detail=detail)


def _engines(settings: Settings) -> Finding:
    names = settings.translate.engines
    detail = ", ".join(names) if names else "none: what the memory does not know fails"
    return Finding(subject="engines after the memory", verdict="ok" if names else "warning", detail=detail)


def _sinks(settings: Settings) -> Iterator[Finding]:
    for name, sink in settings.sinks.items():
        try:
            build(name, sink).close()
        except RepublishError as error:
            yield Finding(subject=f"sinks.{name}", verdict="broken", detail=str(error))
            continue
        yield Finding(subject=f"sinks.{name}", verdict="ok", detail=f"{sink.kind}: {sink.path or sink.url}")
