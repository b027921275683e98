"""A run where workers do the work: what is due is handed to them, and the command ends."""

import contextlib
import datetime as dt
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from pipeline.config import Settings
from pipeline.errors import InputError, RepublishError, StorageError
from pipeline.ledger import Item, Ledger
from pipeline.run.announcing import note_run
from pipeline.run.follow import due_again
from pipeline.run.lock import alone_on
from pipeline.run.monitoring import run_begins, run_ended
from pipeline.run.runner import Tally, in_order
from pipeline.run.services import Services, open_services
from pipeline.run.session import EXIT_DONE, EXIT_SIGNAL, EXIT_UNREACHABLE, Choose, Request, Stop, Summary, ended_by
from pipeline.run.workers.queue import BACKFILL, ITEM, LOOK, NEWS, OPERATOR, Queue, lock_of
from pipeline.turns import Turns


def hand_over(settings: Settings, choose: Choose, request: Request, *, clock: Callable[[], dt.datetime]) -> Summary:
    """Hand what `choose` names to the workers, and the looks that are due; note the run.

    Raises InputError for limits that workers cannot keep, LockHeld where another run is asking the sources, or where a
    worker is at an item that `choose` wants to change.
    """
    _require_keepable(request)
    began = time.monotonic()
    with Stop().listening() as stop, open_shared(settings, clock, stopping=stop) as (services, queue):
        alone = alone_on(services.ledger) if request.follows else contextlib.nullcontext()
        with alone:
            summary = _noted(choose, request, services, queue, stop=stop, began=began)
    return summary


def _noted(choose: Choose, request: Request, services: Services, queue: Queue, *, stop: Stop, began: float) -> Summary:
    """Hand over, and note the run; what is to be announced of it, the worker announces that finishes the files."""
    runs, previous = services.ledger.runs, services.ledger.runs.last()
    run_id = runs.begin(services.clock())
    if request.follows:
        run_begins(services.settings.monitor)
    try:
        summary = _handed_over(choose, request, services, queue)
    except RepublishError as error:
        code = ended_by(error)
        with contextlib.suppress(StorageError):
            runs.end(run_id, code, {}, services.clock())
            run_ended(code, {}, services, pings=request.follows)
        raise
    code = EXIT_SIGNAL + stop.signal if stop.signal is not None else summary.exit_code
    summary = replace(summary, exit_code=code, seconds=time.monotonic() - began)
    runs.end(run_id, code, summary.as_json(), services.clock())
    if code == EXIT_UNREACHABLE:
        note_run(code, previous, services)
    run_ended(code, summary.as_json(), services, pings=request.follows)
    return summary


@contextlib.contextmanager
def open_shared(
    settings: Settings, clock: Callable[[], dt.datetime], *, stopping: Callable[[], bool]
) -> Iterator[tuple[Services, Queue]]:
    """Open everything that a run needs, politeness shared with all workers, and their queue."""
    with contextlib.ExitStack() as opened:
        queues: list[Queue] = []

        def turns_on(ledger: Ledger) -> Turns:
            queue = opened.enter_context(contextlib.closing(Queue(settings, ledger)))
            queues.append(queue)
            return queue.turns(ledger)

        services = opened.enter_context(open_services(settings, clock, stopping=stopping, turns_on=turns_on))
        yield services, queues[0]


def _handed_over(choose: Choose, request: Request, services: Services, queue: Queue) -> Summary:
    claims = LockClaims(services.ledger)
    try:
        items, found = choose(replace(services, claims=claims))
        for item in items:
            if not request.follows and not _is_due(item):  # its URL was given: it is tried before its time
                services.ledger.begin(item.id, item.stage, services.clock())
    finally:
        # Before anything is handed over: a worker may be there at once.
        claims.give_all()
    looks = due_again(services, request.source) if request.follows else []
    chosen = in_order(items)[: request.limit]
    rest = None if request.limit is None else request.limit - len(chosen)
    again = in_order(looks)[:rest]
    handed = sum(
        queue.hand_over([item.id for item in some], priority)
        for some, priority in (
            ([item for item in chosen if not item.backfill], NEWS if request.follows else OPERATOR),
            ([item for item in chosen if item.backfill], BACKFILL if request.follows else OPERATOR),
            (again, LOOK),
        )
        if some
    )
    queue.finish(services.clock())
    left = len(items) + len(looks) - len(chosen) - len(again)
    code = EXIT_UNREACHABLE if found.unreachable else EXIT_DONE
    return Summary(code, Tally(left=left), found, 0.0, handed_over=handed)


def _is_due(item: Item) -> bool:
    """Tell whether a worker that looks into the ledger finds something to do, whatever the time is."""
    return item.state == "working" or (item.state == "discovered" and item.next_attempt_at is None)


class LockClaims:
    """Claims (pipeline.run.services) that keep the workers from items."""

    def __init__(self, ledger: Ledger) -> None:
        self._locks = ledger.locks
        self._give: dict[str, Callable[[], None]] = {}

    def take(self, item_id: str) -> bool:
        """Claim an item; tell whether it is ours."""
        held = self._locks.take(lock_of(ITEM, item_id))
        if held is not None:
            self._give[item_id] = partial(self._locks.give, held)
        return held is not None

    def give(self, item_id: str) -> None:
        """Give an item back."""
        if item_id in self._give:
            self._give.pop(item_id)()

    def give_all(self) -> None:
        """Give every item back."""
        for item_id in list(self._give):
            self.give(item_id)


def _require_keepable(request: Request) -> None:
    for name, value in (("--deadline", request.deadline), ("--max-characters", request.max_characters)):
        if value is not None:
            raise InputError(
                "workers keep no such limit: they go on after this command has ended",
                item=name,
                next_step="leave it out; [engines.NAME] daily_characters bounds a day",
            )
