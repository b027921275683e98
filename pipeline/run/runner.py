"""The runner for one machine: everything that is due, several items at once, until done or told to stop."""

import collections
import contextlib
import datetime as dt
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from itertools import chain, groupby, zip_longest
from typing import Any, Protocol, get_args

import structlog

from pipeline.errors import (
    EngineAnswerBroken,
    EngineBudgetSpent,
    EngineError,
    Refused,
    RepublishError,
    StorageError,
    UnknownItem,
    with_next_step,
)
from pipeline.ledger import Item
from pipeline.model import Cost
from pipeline.patience import LONGEST_WAIT, pause_after
from pipeline.run.computing import computing
from pipeline.run.follow import look_again
from pipeline.run.identity import host_of
from pipeline.run.process import Done, Interrupted, Outcome, SameArticle, process
from pipeline.run.publishing import withdraw_item
from pipeline.run.services import Services
from pipeline.time_limits import time_limit

log = structlog.get_logger(__name__)

BY_OPERATOR = "operator"
"""The reason of an item that a person refused."""

ENGINE_PATIENCE = 3
"""Items in a row that no engine would translate, after which a run leaves the rest for the next one."""

Work = Callable[[Item, Services], Done]


class Watcher(Protocol):
    """Is told how the work goes on, e.g. to draw a progress bar."""

    def __call__(self, done: int, total: int, item: Item) -> None:
        """Hear that `item` is through, the `done`th of `total`."""


@dataclass(frozen=True)
class Limits:
    """When a run starts nothing more: after `items`, at `deadline` (monotonic seconds), or after `characters`."""

    items: int | None = None
    deadline: float | None = None
    characters: int | None = None


@dataclass
class Tally:
    """What a run did."""

    outcomes: collections.Counter[Outcome] = field(default_factory=collections.Counter)
    characters: int = 0
    requests: int = 0
    engines: dict[str, collections.Counter[str]] = field(default_factory=dict)
    left: int = 0
    stopped_by: str | None = None
    engine_failures: int = 0
    engine_failures_in_a_row: int = 0
    translated: int = 0
    storage_error: StorageError | None = None
    total: int = 0
    started: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return the figures under stable names."""
        figures: dict[str, int] = {name: self.outcomes[name] for name in get_args(Outcome)}
        figures["left"] += self.left
        engines = {name: dict(counted) for name, counted in sorted(self.engines.items())}
        return {**figures, "characters": self.characters, "requests": self.requests, "engines": engines}


def work_through(
    items: Sequence[Item],
    services: Services,
    *,
    again: Sequence[Item] = (),
    limits: Limits,
    watch: Watcher | None = None,
    tally: Tally | None = None,
    at_once: int | None = None,
) -> Tally:
    """Process `items`, then look again at the source of what is published of `again`; tell what became of them.

    `at_once` is how many at a time, by default as the configuration says. What is new never waits for a look at what
    readers have. With a `tally`, what becomes of them is added to it.
    """
    tally = tally or Tally()
    tally.total += len(items) + len(again)
    places = at_once or services.settings.fetch.concurrency
    with (
        computing(services.settings, services.style, (*items, *again)) as spread,
        ThreadPoolExecutor(places, thread_name_prefix="item") as pool,
    ):
        services = replace(services, computing=spread)
        for work, waiting in ((process, items), (look_again, again)):
            _work_through(
                collections.deque(in_order(waiting)), work, pool, services, tally, limits, watch, places=places
            )
    return tally


def apart(items: Sequence[Item]) -> tuple[list[Item], list[list[Item]]]:
    """Return the items that are as good as any; and those that a process has died in the middle of, the often last.

    One of the latter may be why it died: they come last and one at a time, so that it takes no other with it. Whatever
    it still takes has died less often than it by the next run, and is done before it.
    """
    doubtful = sorted((item for item in items if item.starts), key=lambda item: item.starts)
    groups = [list(group) for _, group in groupby(doubtful, key=lambda item: item.starts)]
    return [item for item in items if not item.starts], groups


def _work_through(
    waiting: collections.deque[Item],
    work: Work,
    pool: ThreadPoolExecutor,
    services: Services,
    tally: Tally,
    limits: Limits,
    watch: Watcher | None,
    *,
    places: int,
) -> None:
    under_way: set[Future[Result]] = set()
    while waiting or under_way:
        while waiting and len(under_way) < places:
            tally.stopped_by = _reason_to_stop(work, tally, limits, services.stopping)
            if tally.stopped_by:
                tally.left += len(waiting)
                waiting.clear()
                break
            under_way.add(pool.submit(attempt, waiting.popleft(), work, services))
            tally.started += 1
        # A bounded wait, so that the main thread hears signals.
        done, under_way = wait(under_way, timeout=0.5, return_when=FIRST_COMPLETED)
        for future in done:
            result = future.result()
            _count(result, tally)
            if watch is not None:
                watch(sum(tally.outcomes.values()), tally.total, result.item)


@dataclass(frozen=True)
class Result:
    """What became of an item, and what engines were sent for it."""

    item: Item
    outcome: Outcome
    error: RepublishError | None = None
    characters: int = 0
    requests: int = 0
    costs: tuple[Cost, ...] = ()


def in_order(items: Sequence[Item]) -> list[Item]:
    """Return `items` as a run takes them: news before what was none when it was found, and the hosts in turn."""
    news, backfill = ([item for item in items if item.backfill == old] for old in (False, True))
    return hosts_in_turn(news) + hosts_in_turn(backfill)


def hosts_in_turn(items: Iterable[Item]) -> list[Item]:
    """Return `items` so ordered that those of one host, fetched one after the other, do not fill all places."""
    by_host: dict[str, list[Item]] = {}
    for item in items:
        by_host.setdefault(host_of(item.url), []).append(item)
    return [item for item in chain.from_iterable(zip_longest(*by_host.values())) if item is not None]


def _reason_to_stop(work: Work, tally: Tally, limits: Limits, stopping: Callable[[], bool]) -> str | None:
    if stopping():
        return "a signal"
    if tally.storage_error is not None:
        return "storage"
    # Most looks need no engine, and what is withdrawn is not to wait for one.
    if work is process and tally.engine_failures_in_a_row >= ENGINE_PATIENCE:
        return "engines"
    if limits.items is not None and tally.started >= limits.items:
        return "--limit"
    if limits.deadline is not None and time.monotonic() >= limits.deadline:
        return "--deadline"
    if limits.characters is not None and tally.characters >= limits.characters:
        return "--max-characters"
    return None


def _count(result: Result, tally: Tally) -> None:
    tally.outcomes[result.outcome] += 1
    tally.characters += result.characters
    tally.requests += result.requests
    for cost in result.costs:
        counted = tally.engines.setdefault(cost.engine, collections.Counter())
        counted.update(requests=cost.requests, characters=cost.characters)
    if isinstance(result.error, StorageError):
        tally.storage_error = tally.storage_error or result.error
    if result.error is not None and _engine_is_down(result.error):
        tally.engine_failures += result.outcome == "failed"
        tally.engine_failures_in_a_row += 1
    elif result.outcome in {"published", "held"}:
        tally.translated += 1
        tally.engine_failures_in_a_row = 0


def attempt(item: Item, work: Work, services: Services) -> Result:
    """Work on `item`; what goes wrong, be it while an error is noted, is its own outcome and never ends the run."""
    seconds = services.settings.limits.item.total_seconds()
    with (
        structlog.contextvars.bound_contextvars(item=item.id, source=item.source),
        time_limit(seconds, "the item", "[limits] item"),
    ):
        try:
            return _tried(item, work, services)
        except UnknownItem:
            # While it waited or was under way, another item turned out to be the same article.
            return Result(item, "merged")
        except StorageError as error:
            # Not the item's fault: it stays where it is, and the run ends.
            with contextlib.suppress(StorageError):
                services.ledger.put_down(item.id)
            log.error("the run cannot go on", error=str(error))  # noqa: TRY400 - the text says it all; no traceback
            return Result(item, "interrupted", error)
        except Exception as error:
            log.exception("an unforeseen error; please report it")
            return Result(item, "failed", _surprise(item, error))


def _tried(item: Item, work: Work, services: Services) -> Result:
    try:
        done, outcome, costs = work(item, services)
    except Interrupted:
        services.ledger.put_down(item.id)
        return Result(item, "interrupted")
    except SameArticle as same:
        return _made_one(item, same.item_id, services)
    except Refused as error:
        return _refused(item, error, services)
    except (StorageError, UnknownItem):
        raise
    except EngineBudgetSpent as error:
        return _left(item, error, services)
    except RepublishError as error:
        return _failed(item, error, services)
    except Exception as error:
        log.exception("an unforeseen error; please report it")
        return _failed(item, _surprise(item, error), services)
    if outcome == "held":
        log.info("held", item=done.id, source=done.source, reason=done.reason, url=done.url, why=done.message)
    characters, requests = sum(cost.characters for cost in costs), sum(cost.requests for cost in costs)
    return Result(done, outcome, None, characters, requests, costs)


def _surprise(item: Item, error: Exception) -> RepublishError:
    return RepublishError(f"unforeseen {type(error).__name__}: {error}", item=item.url)


def _made_one(item: Item, owner_id: str, services: Services) -> Result:
    """Make one item of two that turned out to be one article; what consumers have is never dropped without a word.

    Of two that are published, the one that consumers have known longer stays.
    """
    ledger = services.ledger
    try:
        owner = ledger.get(owner_id)
    except UnknownItem:
        # Each was found to be the other; the other was merged first, and this one has its URLs now.
        return _gone_on_with(item, services)
    ours, theirs = ledger.publication(item.id), ledger.publication(owner.id)
    if theirs is None and (_came_to_nothing(owner) or (ours is not None and owner.reason != BY_OPERATOR)):
        # It could not be had by its other address, or was to be published by it once more.
        ledger.merge(owner.id, item.id, services.clock())
        return _gone_on_with(item, services)
    if ours is None:
        done = ledger.merge(item.id, owner.id, services.clock())
        return Result(item, "merged") if done else _gone_on_with(item, services)
    if theirs is not None and theirs.state == "published" and item.discovered_at < owner.discovered_at:
        _withdraw_as_same(owner, item.id, services)
        ledger.hand_over(owner.id, item.id)
        return _gone_on_with(item, services)
    _withdraw_as_same(item, owner.id, services)
    return Result(item, "merged")


def _withdraw_as_same(item: Item, other_id: str, services: Services) -> None:
    """Withdraw `item`, and tell readers by which id they find the article from now on."""
    words = services.wording.for_host(host_of(item.url)).withdrawal
    withdraw_item(item, words.same_article.format(id=other_id), None, services)


def _gone_on_with(item: Item, services: Services) -> Result:
    return attempt(services.ledger.get(item.id), process, services)


def _came_to_nothing(owner: Item) -> bool:
    return owner.state in {"failed", "refused"} and owner.reason != BY_OPERATOR


def _refused(item: Item, error: Refused, services: Services) -> Result:
    step = error.next_step or "nothing"
    message = with_next_step(error.message, f"{step}; to look at it again: republish retry {item.id} --from fetch")
    log.info("refused", reason=error.reason, url=item.url, error=message)
    settled = services.ledger.settle(
        item.id, "refused", services.clock(), reason=error.reason, message=message, next_attempt_at=None
    )
    return Result(settled, "refused", error)


def _left(item: Item, error: EngineBudgetSpent, services: Services) -> Result:
    """Leave `item` where it stands until the engines' day is over: a budget that is used up is no failure."""
    now = services.clock()
    _, again = _next_attempt(item, error, services, now)
    message = (
        f"{error.engine}: {error.message}. Next: a later run goes on from {again:%Y-%m-%d %H:%M} UTC; "
        f"before that, raise daily_characters: republish retry {item.id}"
    )
    log.info("left", code=error.code, url=item.url, why=message)
    settled = services.ledger.settle(
        item.id, "discovered", now, reason=error.code, message=message, next_attempt_at=again
    )
    return Result(settled, "left", error, error.characters, error.requests, error.costs)


def _failed(item: Item, error: RepublishError, services: Services) -> Result:
    now = services.clock()
    attempts, again = _next_attempt(item, error, services, now)
    command = f"republish retry {item.id}"
    step = f"a later run tries again from {again:%Y-%m-%d %H:%M} UTC; at once: {command}" if again else command
    known = error.next_step
    what = f"{error.engine}: {error.message}" if isinstance(error, EngineError) else error.message
    message = with_next_step(what, f"{known}, then {step}" if known and again is None else step)
    log.error("failed", code=error.code, url=item.url, error=message)
    settled = services.ledger.settle(
        item.id, "failed", now, reason=error.code, message=message, attempts=attempts, next_attempt_at=again
    )
    if isinstance(error, EngineError):  # what failed was paid for all the same
        return Result(settled, "failed", error, error.characters, error.requests, error.costs)
    return Result(settled, "failed", error)


def _next_attempt(
    item: Item, error: RepublishError, services: Services, now: dt.datetime
) -> tuple[int, dt.datetime | None]:
    """Return the attempts so far, and when a later run is to try again by itself: null for never."""
    retry = services.settings.retry
    if isinstance(error, EngineError) and _engine_is_down(error):
        # No fault of the item's: it stays due and is not counted against it. An engine that is paused is not asked.
        return item.attempts, now + dt.timedelta(seconds=min(error.retry_after or 0.0, LONGEST_WAIT))
    attempts = item.attempts + 1
    if not error.transient or attempts >= retry.attempts:
        return attempts, None
    return attempts, now + dt.timedelta(seconds=pause_after(attempts, retry.delay, error))


def _engine_is_down(error: RepublishError) -> bool:
    """Tell whether it is the engine's fault alone; an answer that is no translation may come of the item's own text."""
    return isinstance(error, EngineError) and error.transient and not isinstance(error, EngineAnswerBroken)
