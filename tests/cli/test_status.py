"""`republish status`."""

from newsroom import FEED, CommandLine, Newsroom, page
from stories import BRIDGE, CLOCK, LIBRARY, MISTRANSLATED


def test_status_counts_items_and_tells_how_the_last_run_ended(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)
    newsroom.run()

    finished = cli("status")

    lines = dict(line.split(maxsplit=1) for line in finished.out.splitlines()[:8])
    assert (lines["published"], lines["failed"], lines["due"].split()) == ("1", "0", ["now", "0"])
    assert "followed           1, 0 to be looked at now; the next from 2" in finished.out
    assert finished.out.splitlines()[-1].endswith("UTC, exit code 0")


def test_looks_that_were_scheduled_are_not_told_once_nothing_is_followed(newsroom: Newsroom, cli: CommandLine) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    newsroom.configure(follow={"after": []})

    assert "followed" not in cli("status").out
    assert cli("status", "--json").json["followed"] == {"items": 0, "due": 0, "next_check_at": None}
    assert [item["next_check_at"] for item in cli("list", "--json").json] == [None]
    assert cli("show", url, "--json").json["next_check_at"] is None


def test_status_in_json_is_complete(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)
    newsroom.run()

    status = cli("status", "--json").json

    assert set(status) == {
        "items", "due", "dead", "sources", "reasons", "oldest", "cost", "followed", "workers", "last_run",
        "failing_feeds", "engines", "undelivered", "announcing_fails",
    }  # fmt: skip
    assert status["cost"]["characters"] == sum(map(len, newsroom.sent()))
    assert status["items"]["published"] == 1
    assert (status["followed"]["items"], status["followed"]["due"]) == (1, 0)
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


def test_status_tells_which_engine_rests_and_what_its_day_has_used(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.configure(google={"daily_characters": 5_000})
    newsroom.publish(BRIDGE)
    assert cli("run").code == 0
    newsroom.publish(LIBRARY)
    newsroom.translator = page("", status=429, retry_after="3600")
    assert cli("run").code == 4

    [engine] = cli("status", "--json").json["engines"]
    lines = [line for line in cli("status").out.splitlines() if line.startswith("engine ")]

    assert (engine["engine"], engine["reason"], engine["daily_characters"]) == (
        "google",
        "answered 429 Too Many Requests",
        5_000,
    )
    assert engine["paused_until"].endswith("Z")
    assert 0 < engine["characters_today"] < 5_000
    assert lines[0].startswith("engine      google is not asked before 2")
    assert lines[1:] == [f"engine      google was sent {engine['characters_today']} of its 5000 characters of today"]


def test_status_has_nothing_to_say_of_an_engine_that_works_without_a_budget(cli: CommandLine) -> None:
    [engine] = cli("status", "--json").json["engines"]
    assert set(engine) == {"engine", "paused_until", "reason", "characters_today", "daily_characters"}
    assert [engine.pop("engine"), *engine.values()] == ["google", None, None, None, None]
    assert "engine" not in cli("status").out


def test_status_tells_by_source_and_reason_what_waits_and_what_is_dead(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.arabic |= dict([MISTRANSLATED])
    held, dead, gone = newsroom.publish(BRIDGE), newsroom.publish(LIBRARY), newsroom.publish(CLOCK)
    newsroom.pages[LIBRARY.path] = page("", status=500)
    newsroom.pages[CLOCK.path] = page("", status=410)
    newsroom.configure(retry={"attempts": 1}, fetch={"attempts": 1})
    newsroom.run()

    status, out = cli("status", "--json").json, cli("status").out

    assert [newsroom.item(url).state for url in (held, dead, gone)] == ["held", "failed", "refused"]
    assert status["sources"] == {"The Tamsin Post": {"failed": 1, "held": 1}}
    assert status["reasons"] == {"gone": 1, "number_changed": 1, "server_failed": 1}
    assert (status["dead"], status["oldest"]) == (1, None)
    assert "dead               1 failed, and no run tries them again: republish list --dead" in out
    assert "source      The Tamsin Post: 1 failed, 1 held" in out
    assert f"cost        {status['cost']['characters']:>8} characters in {status['cost']['requests']} requests" in out


def test_status_tells_which_item_has_been_on_its_way_for_longest(newsroom: Newsroom, cli: CommandLine) -> None:
    first = newsroom.publish(BRIDGE)
    newsroom.publish(LIBRARY)
    cli("run", "--limit", "0")

    oldest = cli("status", "--json").json["oldest"]

    assert oldest["id"] == newsroom.item(first).id
    assert f"oldest      {oldest['id']}, on its way since 2" in cli("status").out
