"""What computes (extraction, verifying what engines said, the checks): in the run's process, or in some on all cores.

Threads share one core, as Python runs one of them at a time. What goes to a process and comes back is bytes: a page in,
an article as JSON out; no tree is copied. A run of few items does it all by itself, as starting processes costs more
than it saves, unless one of the items has ended a process before.
"""

import contextlib
import os
import pickle
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

from pipeline.arabic.typography import Style
from pipeline.config import Settings
from pipeline.errors import ComputationDied, code_of
from pipeline.garbage import look_rarely
from pipeline.model import Article, Policy, Report, SourcePage, Translation
from pipeline.model.item import Item
from pipeline.run.process_pool import ProcessPool
from pipeline.settings.extraction import ExtractionRules
from pipeline.stages import check as checking
from pipeline.stages import extract as extraction
from pipeline.stages import translate as translating
from pipeline.time_limits import time_left

if TYPE_CHECKING:  # loaded when there is something to translate
    from pipeline.stages.check.pair import Texts
    from pipeline.stages.translate import Said, Verified

WORTH_IT = 8
"""Items from which on processes are started: their libraries load in about the time that so many articles take."""


class Computing(Protocol):
    """Does the stages that compute, wherever it does them."""

    def extract(self, page: SourcePage, rules: ExtractionRules | None) -> Article:
        """Return the article on `page`; raises what the stage raises, and ComputationDied."""

    def verify(self, pack: "Sequence[Said]") -> "list[Verified]":
        """Return what the checks make of each answer of `pack`; raises ComputationDied."""

    def check(self, translation: Translation, clean: "Collection[Texts]" = ()) -> Report:
        """Return the report on `translation`; nothing is wrong with the texts in `clean`. Raises ComputationDied."""


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

    def verify(self, pack: "Sequence[Said]") -> "list[Verified]":
        """Return what the checks make of each answer of `pack`."""
        return translating.verified(pack)

    def check(self, translation: Translation, clean: "Collection[Texts]" = ()) -> Report:
        """Return the report on `translation`."""
        return checking.check(translation, *self._manner, clean)


class InProcesses:
    """Computes in the processes of a pool."""

    def __init__(self, pool: ProcessPool, longest: float) -> None:
        self._pool = pool
        self._longest = longest

    def extract(self, page: SourcePage, rules: ExtractionRules | None) -> Article:
        """Return the article on `page`. Raises Refused; ComputationDied where the process died of it."""
        return Article.model_validate_json(self._do("extract", pickle.dumps((page, rules))))

    def verify(self, pack: "Sequence[Said]") -> "list[Verified]":
        """Return what the checks make of each answer of `pack`. Raises ComputationDied where the process died of it."""
        made: list[Verified] = pickle.loads(self._do("verify", pickle.dumps(pack)))  # noqa: S301 - our own process
        return made

    def check(self, translation: Translation, clean: "Collection[Texts]" = ()) -> Report:
        """Return the report on `translation`. Raises ComputationDied where the process died of it."""
        return Report.model_validate_json(self._do("check", pickle.dumps((translation.model_dump_json(), clean))))

    def _do(self, job: str, data: bytes) -> bytes:
        return self._pool(job, data, time_left(self._longest))


class OfOneItem:
    """Computes where another does, for one item: what verifying found nothing wrong with is not checked again."""

    def __init__(self, computing: Computing) -> None:
        self._computing = computing
        self._clean: set[Texts] = set()

    def extract(self, page: SourcePage, rules: ExtractionRules | None) -> Article:
        """Return the article on `page`; raises what the stage raises, and ComputationDied."""
        return self._computing.extract(page, rules)

    def verify(self, pack: "Sequence[Said]") -> "list[Verified]":
        """Return what the checks make of each answer of `pack`. Raises ComputationDied."""
        made = self._computing.verify(pack)
        self._clean |= {(said.source, said.target) for said, found in zip(pack, made, strict=True) if found.is_clean}
        return made

    def check(self, translation: Translation, clean: "Collection[Texts]" = ()) -> Report:
        """Return the report on `translation`. Raises ComputationDied."""
        return self._computing.check(translation, self._clean.union(clean))


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
        preloaded=[
            __name__,
            "pipeline.stages.extract.article",
            "pipeline.stages.check.stage",
            "pipeline.stages.translate.verification",
        ],
    ) as pool:
        pool.warm_up()
        look_rarely()
        yield InProcesses(pool, settings.limits.computing.total_seconds())


def computed(manner: Manner, job: str, data: bytes) -> bytes:
    """Do a job in a process: return what comes of `data`, as the job's method of `InProcesses` reads it."""
    here, given = Here(manner), pickle.loads(data)  # noqa: S301 - the run's own pipe
    if job == "extract":
        return here.extract(*given).model_dump_json().encode()
    if job == "verify":
        return pickle.dumps(here.verify(given))
    translation, clean = given
    return here.check(Translation.model_validate_json(translation), clean).model_dump_json().encode()


def _may_end_a_process(item: Item) -> bool:
    """Tell whether a process has ended while it worked on `item`, of whatever cause; so may the run's own."""
    return bool(item.starts) or item.reason == code_of(ComputationDied)
