"""A run from beginning to end: the lock, discovery, the work, the files for consumers, and how it ended."""

import contextlib
import datetime as dt
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import FrameType
from typing import Any

import structlog

from pipeline.config import Settings
from pipeline.errors import LockHeld, RepublishError, StorageError, UnknownItem
from pipeline.ledger import STAGES, Item, State
from pipeline.run.announcing import announce, begin, note_run
from pipeline.run.delivery import Delivered, added, deliver
from pipeline.run.discovery import Discovery, add_url, discover, preview
from pipeline.run.follow import due_again
from pipeline.run.identity import web_address
from pipeline.run.lock import alone_in, alone_on, exclusive
from pipeline.run.monitoring import run_begins, run_ended
from pipeline.run.opening import utc_now
from pipeline.run.publishing import finish_files, remove_decided
from pipeline.run.recovery import catch_up
from pipeline.run.runner import BY_OPERATOR, Limits, Tally, Watcher, apart, in_order, work_through
from pipeline.run.services import Services, open_services
from pipeline.run.workers.overview import require_none
from pipeline.sinks import open_announcer
from pipeline.stages.publish import remove_leftovers
from pipeline.web.urls import normalise_url

log = structlog.get_logger(__name__)

STOPPING = "republish: stopping when the stages under way are done; a second signal stops at once\n"

EXIT_DONE, EXIT_FAILED, EXIT_USAGE, EXIT_LOCKED, EXIT_UNREACHABLE, EXIT_STORAGE, EXIT_SIGNAL = 0, 1, 2, 3, 4, 5, 128


@dataclass(frozen=True)
class Request:
    """What a run is asked for: exactly `urls`, or everything that is due, of one source or of all.

    One that `follows` also looks again at what is published.
    """

    urls: Sequence[str] = ()
    source: str | None = None
    limit: int | None = None
    deadline: float | None = field(default=None, metadata={"unit": "seconds"})
    max_characters: int | None = None
    follows: bool = False


@dataclass(frozen=True)
class Summary:
    """How a run ended.

    `planned` are the URLs that a dry run would have worked on, `handed_over` how many items workers were given, where
    there are workers.
    """

    exit_code: int
    tally: Tally
    discovery: Discovery
    seconds: float
    planned: tuple[str, ...] = ()
    deliveries: tuple[Delivered, ...] = ()
    handed_over: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the figures under stable names."""
        return {
            "exit_code": self.exit_code,
            "seconds": round(self.seconds, 3),
            "discovered": len(self.discovery.new),
            "handed_over": self.handed_over,
            "feeds": {"asked": self.discovery.asked, "answered": self.discovery.answered},
            "stopped_by": self.tally.stopped_by,
            **self.tally.as_json(),
            "deliveries": [delivered.as_json() for delivered in self.deliveries],
        }


class Stop:
    """Set by SIGINT or SIGTERM; a second signal ends the process at once, which the next run mends."""

    def __init__(self) -> None:
        self.signal: int | None = None

    def __call__(self) -> bool:
        """Tell whether to stop."""
        return self.signal is not None

    def _hear(self, number: int, _frame: FrameType | None) -> None:
        if self.signal is not None:
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        self.signal = number
        # Not by the log, whose lock the interrupted code may be holding.
        with contextlib.suppress(OSError):
            os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, STOPPING.encode())

    @contextlib.contextmanager
    def listening(self) -> Iterator["Stop"]:
        """Hear signals while the block runs; on another thread than the main one, which alone gets them, hear none."""
        main = threading.current_thread() is threading.main_thread()
        numbers = (signal.SIGINT, signal.SIGTERM) if main else ()
        before = {number: signal.signal(number, self._hear) for number in numbers}
        try:
            yield self
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


DONE: tuple[State, ...] = ("published", "held", "withdrawn")
"""What a run leaves as it is, even where its URL is given: `retry` is the way to do it again."""

Choose = Callable[[Services], tuple[Sequence[Item], Discovery]]


def run(
    settings: Settings, request: Request, *, watch: Watcher | None = None, clock: Callable[[], dt.datetime] = utc_now
) -> Summary:
    """Discover and process what is due, then look again at what is published; or process exactly the URLs asked for."""
    for url in request.urls:
        web_address(url)

    def choose(services: Services) -> tuple[Sequence[Item], Discovery]:
        if request.urls:
            return _asked_for(request.urls, services), Discovery()
        found = discover(services, request.source)
        return services.ledger.due(services.clock(), request.source), found

    asked = replace(request, follows=not request.urls)
    return session(settings, choose, asked, watch=watch, clock=clock)


def session(
    settings: Settings,
    choose: Choose,
    request: Request,
    *,
    watch: Watcher | None = None,
    clock: Callable[[], dt.datetime] = utc_now,
) -> Summary:
    """Hold the lock, process what `choose` names, bring the consumers' files up to date, deliver, note the run.

    Where workers are enabled, all that is handed to them.
    """
    if settings.workers.enabled:
        from pipeline.run.workers.deferring import hand_over  # noqa: PLC0415 - an extra's, and it imports this module

        return hand_over(settings, choose, request, clock=clock)
    began = time.monotonic()
    with (
        Stop().listening() as stop,
        exclusive(settings.paths.state, utc_now()),
        open_services(settings, clock, stopping=stop) as services,
        alone_on(services.ledger),
        open_announcer(settings.announce) as announcer,
    ):
        require_none(settings, services.ledger)
        previous = services.ledger.runs.last()
        if announcer:
            begin(services)
        run_id = services.ledger.runs.begin(services.clock())
        if request.follows:  # what a person does in between is no sign of life from cron
            run_begins(settings.monitor)
        try:
            with alone_in(settings.paths.published, utc_now()):
                remove_all_leftovers(settings)
                summary = _done(choose, request, services, began=began, stop=stop, watch=watch)
        except RepublishError as error:
            with contextlib.suppress(StorageError):  # it may be the ledger itself that cannot be used
                services.ledger.runs.end(run_id, ended_by(error), {}, services.clock())
                if isinstance(error, StorageError):
                    note_run(EXIT_STORAGE, previous, services)
                announce(announcer, services)
                run_ended(ended_by(error), {}, services, pings=request.follows)
            raise
        services.ledger.runs.end(run_id, summary.exit_code, summary.as_json(), services.clock())
        if summary.exit_code == EXIT_UNREACHABLE or any(sink.failed for sink in summary.deliveries):
            note_run(summary.exit_code, previous, services)
        announce(announcer, services)
        run_ended(summary.exit_code, summary.as_json(), services, pings=request.follows)
    return summary


def _done(
    choose: Choose, request: Request, services: Services, *, began: float, stop: Stop, watch: Watcher | None
) -> Summary:
    items, found = choose(services)
    again = due_again(services, request.source) if request.follows else ()
    deadline = began + request.deadline if request.deadline is not None else None
    limits = Limits(request.limit, deadline, request.max_characters)
    sound, doubtful = apart(items)
    tally = work_through(sound, services, again=again, limits=limits, watch=watch)
    deliveries = _brought_out(tally, services)
    for some in doubtful:  # only now: where the process dies again, readers have all else
        work_through(some, services, limits=limits, watch=watch, tally=tally, at_once=1)
        deliveries = added(deliveries, _brought_out(tally, services))
    code = _exit_code(tally, found, stop, deliveries)
    return Summary(code, tally, found, time.monotonic() - began, deliveries=deliveries)


def _brought_out(tally: Tally, services: Services) -> tuple[Delivered, ...]:
    """Bring the consumers' files up to the ledger, and sinks up to the files; tell what sinks were given."""
    if tally.storage_error is not None:
        raise tally.storage_error
    catch_up(services)
    remove_decided(services)
    finish_files(services)
    return deliver(services)


def remove_all_leftovers(settings: Settings, *, older_than: float = 0.0) -> None:
    """Remove what killed runs left half written where consumers read; at once only by who is alone there."""
    published = settings.paths.published
    for folder in (published, published / "articles", settings.paths.held):
        remove_leftovers(folder, older_than=older_than)


def _asked_for(urls: Sequence[str], services: Services) -> list[Item]:
    asked = {item.id: item for item, _ in (add_url(url, services) for url in urls)}
    for item in asked.values():
        if _left_alone(item):
            log.warning("left as it is", item=item.id, state=item.state, next=f"republish retry {item.id} --from fetch")
    # What was kept of a refused page would be refused again: it is fetched, as it may be another by now.
    return [
        item.model_copy(update={"stage": STAGES[0]}) if item.state == "refused" else item
        for item in asked.values()
        if not _left_alone(item)
    ]


def _left_alone(item: Item) -> bool:
    return item.state in DONE or (item.state == "refused" and item.reason == BY_OPERATOR)


def plan(settings: Settings, request: Request, *, clock: Callable[[], dt.datetime] = utc_now) -> Summary:
    """Tell what `run` would work on, and change nothing."""
    began = time.monotonic()
    with untouched(settings) as unchanged, open_services(unchanged, clock) as services:
        if request.urls:
            named: dict[str, str] = {}
            for url in request.urls:
                named.setdefault(normalise_url(web_address(url)), url)
            urls, found = [url for alias, url in named.items() if _wanted(alias, services)], Discovery()
        else:
            new, found = preview(services, request.source)
            due = services.ledger.due(services.clock(), request.source)
            again = services.ledger.checks.due(services.clock(), request.source) if settings.follow.after else []
            urls = [item.url for item in in_order(due)] + new + [item.url for item in in_order(again)]
    chosen = tuple(urls[: request.limit])
    code = EXIT_UNREACHABLE if found.unreachable else EXIT_DONE
    return Summary(code, Tally(left=len(urls) - len(chosen)), found, time.monotonic() - began, chosen)


def _wanted(alias: str, services: Services) -> bool:
    try:
        return not _left_alone(services.ledger.find(alias, alias))
    except UnknownItem:
        return True


@contextlib.contextmanager
def untouched(settings: Settings) -> Iterator[Settings]:
    """Give settings with which looking leaves no trace: where there is no ledger yet, none is made."""
    if settings.ledger.url is not None or (settings.paths.state / "ledger.sqlite").exists():
        yield settings
        return
    with tempfile.TemporaryDirectory() as folder:
        yield settings.model_copy(update={"paths": settings.paths.model_copy(update={"state": Path(folder)})})


def ended_by(error: RepublishError) -> int:
    """Return the exit code of a run that did no work: what was asked for cannot be, where nothing else is said."""
    codes = ((StorageError, EXIT_STORAGE), (LockHeld, EXIT_LOCKED))
    return next((code for kind, code in codes if isinstance(error, kind)), EXIT_USAGE)


def _exit_code(tally: Tally, found: Discovery, stop: Stop, deliveries: Sequence[Delivered]) -> int:
    if stop.signal is not None:
        return EXIT_SIGNAL + stop.signal
    no_engine = tally.engine_failures > 0 and tally.translated == 0
    if found.unreachable or no_engine:
        return EXIT_UNREACHABLE
    undelivered = any(delivered.failed for delivered in deliveries)
    return EXIT_FAILED if tally.outcomes["failed"] or undelivered else EXIT_DONE
