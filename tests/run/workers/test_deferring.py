"""Commands where workers do the work: what is handed over, what is kept from whom, and what cannot be."""

import contextlib
from collections.abc import Iterator

import pytest
from ledgers import postgresql
from newsroom import CommandLine, Newsroom
from run.workers.conftest import Fleet
from sqlalchemy import text
from stories import BRIDGE, LIBRARY

from pipeline.errors import ConfigurationError, InputError, LedgerUnusable, LockHeld, NotPossible
from pipeline.ledger import Ledger
from pipeline.run.lock import alone_on
from pipeline.run.opening import utc_now
from pipeline.run.session import Request, run
from pipeline.run.workers.deferring import open_shared
from pipeline.run.workers.duties import Busy, Duties
from pipeline.run.workers.queue import ITEM, lock_of

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(postgresql() is None, reason="no PostgreSQL: workers meet there"),
]


@pytest.fixture
def duties(fleet: Fleet) -> Iterator[Duties]:
    """Give what a worker does, without the worker."""
    settings = fleet.newsroom.settings
    with open_shared(settings, utc_now, stopping=lambda: True) as (services, queue):
        yield Duties(services, queue, None, stopping=lambda: True)


@contextlib.contextmanager
def worked_on(fleet: Fleet, item_id: str) -> Iterator[None]:
    """Be the worker that is at an item."""
    with contextlib.closing(Ledger.open(fleet.url)) as ledger:
        held = ledger.locks.take(lock_of(ITEM, item_id))
        assert held
        yield
        ledger.locks.give(held)


def test_what_waits_is_not_handed_over_twice(newsroom: Newsroom, fleet: Fleet) -> None:
    newsroom.publish(BRIDGE)
    newsroom.publish(LIBRARY)

    assert [newsroom.run().handed_over for _ in range(2)] == [2, 0]
    assert fleet.one("SELECT count(*) FROM jobs.procrastinate_jobs WHERE task_name = 'item'") == 2


def test_no_two_are_at_one_item_and_who_comes_late_finds_nothing_to_do(
    newsroom: Newsroom, fleet: Fleet, duties: Duties
) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    item_id = newsroom.item(url).id
    with worked_on(fleet, item_id), pytest.raises(Busy):
        duties.item(item_id)

    duties.item(item_id)
    duties.item(item_id)
    duties.finish()

    assert newsroom.item(url).state == "published"
    assert newsroom.requests(BRIDGE.path) == 1
    assert [change["revision"] for change in newsroom.changes()] == [1]


def test_an_operators_commands_are_handed_over_and_say_so(
    newsroom: Newsroom, fleet: Fleet, duties: Duties, cli: CommandLine
) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run(url)
    item_id = newsroom.item(url).id
    duties.item(item_id)
    fleet.forget_jobs()

    again = cli("retry", item_id, "--from", "check", "--json")

    assert (again.code, again.json["handed_over"]) == (0, 1)
    assert newsroom.item(url).state == "working"
    duties.item(item_id)
    assert newsroom.item(url).state == "published"
    newsroom.withdraw(item_id, "an error")
    assert newsroom.item(url).state == "withdrawn"


def test_what_a_worker_is_at_no_command_changes(newsroom: Newsroom, fleet: Fleet, duties: Duties) -> None:
    url, other = newsroom.publish(BRIDGE), newsroom.publish(LIBRARY)
    newsroom.run()
    item_id = newsroom.item(url).id
    duties.item(item_id)
    with worked_on(fleet, item_id):
        with pytest.raises(NotPossible, match="a worker is at it"):
            newsroom.withdraw(item_id, "an error")
        with pytest.raises(NotPossible, match="a worker is at it"):
            newsroom.retry(item_id, stage="check")
        assert newsroom.retry(item_id, newsroom.item(other).id, stage="fetch").handed_over == 0
    assert newsroom.item(url).state == "published"
    assert newsroom.item(other).state == "working"


def test_the_sources_are_asked_by_one_at_a_time(newsroom: Newsroom, fleet: Fleet) -> None:
    newsroom.publish(BRIDGE)
    with contextlib.closing(Ledger.open(fleet.url)) as ledger, alone_on(ledger), pytest.raises(LockHeld):
        newsroom.run()
    assert newsroom.items() == []


@pytest.mark.parametrize("request_", [Request(deadline=60), Request(max_characters=1000)])
def test_limits_that_outlive_the_command_cannot_be_kept(newsroom: Newsroom, fleet: Fleet, request_: Request) -> None:
    del fleet
    with pytest.raises(InputError, match="workers keep no such limit"):
        run(newsroom.settings, request_)


def test_a_limit_on_items_leaves_the_rest_for_the_next_run(newsroom: Newsroom, fleet: Fleet) -> None:
    del fleet
    newsroom.publish(BRIDGE)
    newsroom.publish(LIBRARY)
    first = run(newsroom.settings, Request(limit=1))
    assert (first.handed_over, first.tally.left) == (1, 1)


def test_jobs_of_another_version_are_made_anew_and_handed_over_again(newsroom: Newsroom, fleet: Fleet) -> None:
    newsroom.publish(BRIDGE)
    newsroom.run()
    as_another_version_made_them(fleet)

    assert newsroom.run().handed_over == 1


def test_while_workers_of_another_version_live_nothing_is_changed(newsroom: Newsroom, fleet: Fleet) -> None:
    newsroom.publish(BRIDGE)
    newsroom.run()
    as_another_version_made_them(fleet)
    fleet.one("INSERT INTO jobs.procrastinate_workers DEFAULT VALUES RETURNING id")

    with pytest.raises(LedgerUnusable, match="1 workers of another version"):
        newsroom.run()
    assert fleet.jobs() > 0


def test_beside_living_workers_nobody_works_without(newsroom: Newsroom, fleet: Fleet, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)
    newsroom.run()
    fleet.one("INSERT INTO jobs.procrastinate_workers DEFAULT VALUES RETURNING id")
    fleet.configure(workers={"enabled": False})

    ended = cli("run")
    assert ended.code == 3
    assert "workers are at work on this ledger, 1 of them, and this configuration has none" in ended.err
    assert set(newsroom.states().values()) == {"discovered"}

    fleet.one("DELETE FROM jobs.procrastinate_workers RETURNING id")
    assert newsroom.run().tally.outcomes["published"] == 1


def as_another_version_made_them(fleet: Fleet) -> None:
    with fleet.engine.begin() as connection:
        schema = connection.execute(text("SELECT current_schema()")).scalar_one()
        connection.execute(text(f"COMMENT ON SCHEMA {schema}_jobs IS 'of long ago'"))


def test_doctor_says_that_jobs_wait_and_nobody_lives_who_takes_them(
    newsroom: Newsroom, fleet: Fleet, cli: CommandLine
) -> None:
    del fleet
    newsroom.publish(BRIDGE)
    newsroom.run()
    found = {finding["subject"]: finding for finding in cli("doctor", "--json").json}
    assert found["workers"]["verdict"] == "warning"
    assert found["workers"]["detail"] == "0 alive; 2 jobs wait, 0 are under way"


def test_a_worker_needs_to_be_enabled_and_a_ledger_that_is_shared(newsroom: Newsroom, cli: CommandLine) -> None:
    ended = cli("worker")
    assert (ended.code, "set enabled = true in [workers]" in ended.err) == (2, True)
    with pytest.raises(ConfigurationError, match="workers meet in PostgreSQL"):
        newsroom.configure(workers={"enabled": True})


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ({"discover": "every ten minutes"}, "is no schedule"),
        ({"heartbeat": "20s", "stalled_after": "30s"}, "twice heartbeat"),
    ],
)
def test_a_fault_of_the_workers_table_is_named(newsroom: Newsroom, table: dict[str, str], fault: str) -> None:
    with pytest.raises(ConfigurationError, match=fault):
        newsroom.configure(workers=table)
