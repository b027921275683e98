"""Workers, as processes of their own: what a run hands over, they do, once, whatever happens to one of them."""

import signal
from collections import Counter
from collections.abc import Iterator

import pytest
from gates import Gate
from ledgers import postgresql
from newsroom import CommandLine, Newsroom
from run.workers.conftest import Fleet, ended, heard, until
from stories import BRIDGE, STORIES

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(postgresql() is None, reason="no PostgreSQL: workers meet there"),
]


@pytest.fixture
def four(newsroom: Newsroom, fleet: Fleet) -> Fleet:
    """Give workers to whom four articles are handed over."""
    for story in STORIES:
        newsroom.publish(story)
    summary = newsroom.run()
    assert (summary.exit_code, summary.handed_over) == (0, 4)
    assert set(newsroom.states().values()) == {"discovered"}
    return fleet


@pytest.fixture
def gate(newsroom: Newsroom) -> Iterator[Gate]:
    """Let the translator do one article, and keep the next ones waiting."""
    made = newsroom.translator = Gate(newsroom.translate, through=1)
    yield made
    made.opened.set()


def all_published_once(newsroom: Newsroom) -> bool:
    index = newsroom.published("index.json")["articles"]
    told = Counter((change["id"], change["revision"]) for change in newsroom.changes())
    return len(index) == 4 and set(told.values()) == {1} and {revision for _, revision in told} == {1}


def all_done(newsroom: Newsroom) -> bool:
    return set(newsroom.states().values()) == {"published"}


def test_what_a_run_hands_over_a_worker_publishes_and_ends_when_it_is_told_to(
    newsroom: Newsroom, four: Fleet, cli: CommandLine
) -> None:
    worker = four.start("--quiet")
    until(lambda: all_done(newsroom))
    four.settled()
    status = cli("status")
    worker.send_signal(signal.SIGTERM)

    said = "republish: stopping when the stages under way are done; a second signal stops at once\n"
    assert ended(worker) == (0, said)
    assert all_published_once(newsroom)
    assert "workers            1; 0 jobs wait, 0 are under way\n" in status.out


def test_what_a_killed_worker_was_at_another_takes_over_and_nothing_is_published_twice(
    newsroom: Newsroom, four: Fleet, gate: Gate
) -> None:
    first = four.start("--concurrency", "3")
    assert gate.waiting.wait(30)
    second = four.start("--concurrency", "1")
    first.kill()
    gate.opened.set()

    until(lambda: all_done(newsroom))
    four.settled()
    second.terminate()

    code, logged = ended(second)
    assert code == 0
    assert "taken over from a worker that is gone" in logged
    assert all_published_once(newsroom)
    assert {newsroom.requests(story.path) for story in STORIES} == {1}, "what a stage has made is not made again"


@pytest.mark.usefixtures("crashing")
def test_an_item_that_workers_die_of_ends_as_a_dead_letter_and_the_others_are_done(
    newsroom: Newsroom, fleet: Fleet
) -> None:
    fleet.configure(google={"kind": "crashing"}, retry={"attempts": 1})
    for story in STORIES:
        newsroom.publish(story)
    newsroom.run()
    worker = fleet.start("--concurrency", "1", "--quiet")
    assert ended(worker)[0] == 66

    second = fleet.start("--concurrency", "1", "--quiet")
    until(lambda: not {"discovered", "working"} & set(newsroom.states().values()))
    fleet.settled()
    second.terminate()

    assert ended(second)[0] == 0
    assert Counter(newsroom.states().values()) == {"published": len(STORIES) - 1, "failed": 1}
    dead = newsroom.item(newsroom.url(BRIDGE.path))
    assert (dead.reason, dead.is_dead) == ("process_died", True)


def test_a_worker_that_is_told_to_stop_ends_what_it_is_at_and_begins_nothing(
    newsroom: Newsroom, four: Fleet, gate: Gate
) -> None:
    worker = four.start("--concurrency", "2")
    assert gate.waiting.wait(30)
    worker.terminate()
    heard(worker, "stopping")
    gate.opened.set()

    code, logged = ended(worker)

    assert code == 0
    assert "nothing is under way" in logged
    states = Counter(newsroom.states().values())
    assert states["working"] == 0
    assert states["published"] in {2, 3}
    assert four.one("SELECT count(*) FROM jobs.procrastinate_jobs WHERE status = 'doing'") == 0


def test_a_second_signal_stops_a_worker_at_once(four: Fleet, gate: Gate) -> None:
    worker = four.start("--quiet")
    assert gate.waiting.wait(30)
    worker.terminate()
    heard(worker, "stopping")
    worker.terminate()

    assert ended(worker)[0] == -signal.SIGTERM


def test_workers_wait_while_the_database_is_gone_and_go_on_where_they_were(
    newsroom: Newsroom, four: Fleet, gate: Gate
) -> None:
    worker = four.start("--concurrency", "2")
    assert gate.waiting.wait(30)
    four.way.shut()
    gate.opened.set()
    heard(worker, "waiting until")
    four.way.open = True

    until(lambda: all_done(newsroom))
    four.settled()
    worker.terminate()

    code, logged = ended(worker)
    assert code == 0
    assert "can be used again" in logged
    assert all_published_once(newsroom)


def test_workers_ask_the_sources_by_themselves(newsroom: Newsroom, fleet: Fleet) -> None:
    newsroom.publish(BRIDGE)
    fleet.configure(workers={"discover": "* * * * * *"})
    worker = fleet.start("--quiet")

    until(lambda: set(newsroom.states().values()) == {"published"})

    worker.terminate()
    assert ended(worker)[0] == 0
