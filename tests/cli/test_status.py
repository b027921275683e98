"""`republish status`."""

from newsroom import FEED, CommandLine, Newsroom, page
from stories import BRIDGE


def test_status_counts_items_and_tells_how_the_last_run_ended(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)
    newsroom.run()

    finished = cli("status")

    lines = dict(line.rsplit(maxsplit=1) for line in finished.out.splitlines()[:8])
    assert (lines["published"], lines["failed"], lines["due now"]) == ("1", "0", "0")
    assert finished.out.splitlines()[-1].endswith("UTC, exit code 0")


def test_status_in_json_is_complete(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)
    newsroom.run()

    status = cli("status", "--json").json

    assert set(status) == {"items", "due", "last_run", "failing_feeds", "undelivered"}
    assert status["items"]["published"] == 1
    assert status["last_run"]["started_at"][10] == "T"


def test_status_of_a_new_project_is_all_zeros(cli: CommandLine) -> None:
    status = cli("status", "--json").json

    assert set(status["items"].values()) == {0}
    assert status["last_run"] is None


def test_status_names_the_feed_that_fails(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.pages[FEED] = page("", status=404)
    newsroom.run()
    newsroom.run()

    last = cli("status").out.splitlines()[-1]

    assert last.startswith(f"feed fails  2 times in a row: {newsroom.url(FEED)}")
