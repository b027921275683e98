"""What watches over the pipeline is told of each run: an address by pings, Prometheus by a file. None fails a run.

A ping at the beginning, and one at the end that says whether all went well: what watches raises the alarm when either
does not come in time. The file is what node_exporter's textfile collector reads; it is written whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import httpx
import structlog

from pipeline.authorities import verifying
from pipeline.errors import StorageError
from pipeline.ledger import Ledger
from pipeline.ledger.figures import Figures
from pipeline.run.services import Services
from pipeline.settings.monitor import MonitorSettings
from pipeline.stages.publish.files import write_whole
from pipeline.states import STATES

log = structlog.get_logger(__name__)

READABLE = 0o644
"""The file's permissions: node_exporter is another user."""

_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n"})

Sample = tuple[Mapping[str, str], float]


def run_begins(settings: MonitorSettings) -> None:
    """Tell that a run begins."""
    _ping(settings, "/start", "")


def run_ended(exit_code: int, summary: Mapping[str, Any], services: Services, *, pings: bool) -> None:
    """Tell how a run ended: by `summary` what it did, empty where it broke off."""
    settings = services.settings.monitor
    if pings:
        said = " ".join(f"{name}={value}" for name, value in summary.items() if isinstance(value, int | float))
        _ping(settings, "/fail" if exit_code else "", said or f"exit_code={exit_code}")
    if settings.metrics is None:
        return
    try:
        text = "".join(exposition(exit_code, summary, services.ledger, services))
        write_whole(settings.metrics, text.encode(), mode=READABLE)
    except StorageError as error:
        log.warning("the figures for Prometheus are not written", error=str(error))


def exposition(exit_code: int, summary: Mapping[str, Any], ledger: Ledger, services: Services) -> Iterator[str]:
    """Yield the figures in Prometheus' text format (its documentation, Exposition formats, version 0.0.4)."""
    now = services.clock()
    figures = ledger.figures(now)
    outcomes = {name: value for name, value in summary.items() if name in _OUTCOMES}
    one: tuple[tuple[str, str, float | None], ...] = (
        ("run_exit_code", "How the last run ended; docs/operations.md", exit_code),
        ("run_ended_timestamp_seconds", "When the last run ended", now.timestamp()),
        ("run_seconds", "How long the last run took", summary.get("seconds")),
        ("run_characters", "Characters that engines were sent in the last run", summary.get("characters")),
        ("run_requests", "Requests that engines were sent in the last run", summary.get("requests")),
        ("items_due", "Items that a run is to process now", figures.due),
        ("items_dead", "Items that failed and no run tries again", figures.dead),
        ("oldest_item_timestamp_seconds", "Since when the oldest item is on its way", _since(figures)),
    )
    for name, said, value in one:
        if value is not None:
            yield _family(name, said, [({}, value)])
    states = [({"state": state}, float(figures.states.get(state, 0))) for state in STATES]
    yield _family("items", "Items by state", states)
    yield _family("run_items", "Items of the last run by outcome", [({"outcome": k}, v) for k, v in outcomes.items()])


_OUTCOMES = frozenset({"published", "held", "refused", "failed", "merged", "interrupted", "left", "withdrawn"})


def _since(figures: Figures) -> float | None:
    return figures.oldest.since.timestamp() if figures.oldest else None


def _family(name: str, said: str, samples: Sequence[Sample]) -> str:
    lines = [f"# HELP republish_{name} {said}", f"# TYPE republish_{name} gauge"]
    for labels, value in samples:
        inner = ",".join(f'{key}="{text.translate(_ESCAPES)}"' for key, text in labels.items())
        lines.append(f"republish_{name}{f'{{{inner}}}' if inner else ''} {value:.15g}")
    return "\n".join(lines) + "\n" if samples else ""


def _ping(settings: MonitorSettings, ending: str, said: str) -> None:
    if settings.ping is None:
        return
    url = settings.ping.get_secret_value().rstrip("/") + ending
    try:
        httpx.post(url, content=said.encode(), timeout=settings.timeout, verify=verifying()).raise_for_status()
    except httpx.HTTPError as error:
        # Not the error's text, which has the address: it is the secret.
        log.warning("the ping did not arrive", ping=ending or "success", why=type(error).__name__)
