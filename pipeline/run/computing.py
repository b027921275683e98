"""The stages that compute: extraction and the checks; in the run's process, or in processes on all cores.

Threads share one core, as Python runs one of them at a time. What goes to a process and comes back is bytes: a page in,
an article as JSON out; no tree is copied. A run of few items does it all by itself, as starting processes costs more
than it saves, unless one of the items has ended a process before.
"""

import contextlib
import os
import pickle
from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple, Protocol

from pipeline.arabic.typography import Style
from pipeline.config import Settings
from pipeline.errors import ComputationDied, code_of
from pipeline.model import Article, Policy, Report, SourcePage, Translation
from pipeline.model.item import Item
from pipeline.run.process_pool import ProcessPool
from pipeline.settings.extraction import ExtractionRules
from pipeline.stages import check as checking
from pipeline.stages import extract as extraction
from pipeline.time_limits import time_left

WORTH_IT = 8
"""Items from which on processes are started: their libraries load in about the time that so many articles take."""


class Computing(Protocol):
    """Does the stages that compute, wherever it does them."""

    def extract(self, page: SourcePage, rules: ExtractionRules | None) -> Article:
        """Return the article on `page`; raises what the stage raises, and ComputationDied."""

    def check(self, translation: Translation) -> Report:
        """Return the report on `translation`; raises ComputationDied."""


class Manner(NamedTuple):
    """How this newsroom checks: the Arabic it writes, and how strict it is."""

    style: Style
    policy: Policy


class Here:
    """Computes in this process, in the thread that asks."""

    def __init__(self, manner: Manner) -> None:
        self._manner = manner

    def extract(self, page: SourcePage, rules: ExtractionRules | None) -> Article:
        """Return the article on `page`. Raises Refused."""
        return extraction.extract(page, rules)

    def check(self, translation: Translation) -> Report:
        """Return the report on `translation`."""
        return checking.check(translation, *self._manner)


class InProcesses:
    """Computes in the processes of a pool."""

    def __init__(self, pool: ProcessPool, longest: float) -> None:
        self._pool = pool
        self._longest = longest

    def extract(self, page: SourcePage, rules: ExtractionRules | None) -> Article:
        """Return the article on `page`. Raises Refused; ComputationDied where the process died of it."""
        return Article.model_validate_json(self._pool("extract", pickle.dumps((page, rules)), time_left(self._longest)))

    def check(self, translation: Translation) -> Report:
        """Return the report on `translation`. Raises ComputationDied where the process died of it."""
        data = translation.model_dump_json().encode()
        return Report.model_validate_json(self._pool("check", data, time_left(self._longest)))


@contextlib.contextmanager
def computing(settings: Settings, style: Style, items: Iterable[Item]) -> Iterator[Computing]:
    """Give what computes for a run of `items`; its processes end with the block."""
    expected = list(items)
    if not (len(expected) >= WORTH_IT or any(_may_end_a_process(item) for item in expected)):
        yield Here(Manner(style, settings.check.policy))
        return
    with in_processes(settings, style) as spread:
        yield spread


@contextlib.contextmanager
def in_processes(settings: Settings, style: Style) -> Iterator[Computing]:
    """Give what computes in as many processes as the configuration says; they end with the block."""
    manner, run = Manner(style, settings.check.policy), settings.run
    processes = run.processes if run.processes is not None else len(os.sched_getaffinity(0))
    if not processes:
        yield Here(manner)
        return
    with ProcessPool(
        partial(computed, manner),
        processes=processes,
        pieces=run.process_pieces,
        preloaded=[__name__, "pipeline.stages.extract.article", "pipeline.stages.check.stage"],
    ) as pool:
        pool.warm_up()
        yield InProcesses(pool, settings.limits.computing.total_seconds())


def computed(manner: Manner, job: str, data: bytes) -> bytes:
    """Do a job in a process: return as JSON what its stage makes of `data`."""
    if job == "extract":
        page, rules = pickle.loads(data)  # noqa: S301 - the run's own pipe
        return Here(manner).extract(page, rules).model_dump_json().encode()
    return Here(manner).check(Translation.model_validate_json(data)).model_dump_json().encode()


def _may_end_a_process(item: Item) -> bool:
    """Tell whether a process has ended while it worked on `item`, of whatever cause; so may the run's own."""
    return bool(item.starts) or item.reason == code_of(ComputationDied)
