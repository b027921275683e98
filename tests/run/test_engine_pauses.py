"""Engines that block us, or whose day is used up: later runs leave them alone, and nothing is lost."""

import datetime as dt

from newsroom import GOOGLE, CommandLine, Newsroom, page
from stories import BRIDGE, LIBRARY

from pipeline.engines.breaker import utc_now

BLOCKED = page("", status=429, retry_after="3600")


def test_the_next_run_does_not_ask_an_engine_that_blocked_the_last_one(newsroom: Newsroom, cli: CommandLine) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.translator = BLOCKED
    assert cli("run").code == 4
    asked = newsroom.requests(GOOGLE)
    newsroom.translator = None
    newsroom.publish(LIBRARY)

    finished = cli("run")

    assert (finished.code, newsroom.requests(GOOGLE)) == (4, asked)
    assert "google" in finished.err
    assert "is not asked before" in finished.err
    assert newsroom.item(url).attempts == 0
    assert newsroom.requests(BRIDGE.path) == 1


def test_no_item_is_due_before_the_pause_of_its_engine_ends(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)
    newsroom.translator = page("unusual traffic from your network")
    assert cli("run").code == 4
    newsroom.publish(LIBRARY)
    assert cli("run").code == 4
    with newsroom.ledger() as ledger:
        pause = ledger.engines.pause_of("google")
    assert pause is not None
    assert all(item.next_attempt_at and item.next_attempt_at >= pause.until for item in newsroom.items())


def test_when_the_pause_is_over_the_items_are_done(newsroom: Newsroom, cli: CommandLine) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.translator = page("", status=429)
    assert cli("run").code == 4
    newsroom.translator = None
    newsroom.configure(google={"pause": 0})

    assert cli("retry", newsroom.item(url).id).code == 0
    assert set(newsroom.states().values()) == {"published"}


def test_a_day_s_characters_stop_the_engine_and_leave_the_rest_due(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.configure(google={"daily_characters": 1_000_000})
    newsroom.publish(BRIDGE)
    assert cli("run").code == 0
    with newsroom.ledger() as ledger:
        sent = ledger.engines.characters("google", utc_now().date())
    newsroom.configure(google={"daily_characters": sent})
    url = newsroom.publish(LIBRARY)
    asked = newsroom.requests(GOOGLE)

    finished = cli("run")

    left = newsroom.item(url)
    assert (finished.code, newsroom.requests(GOOGLE)) == (0, asked)
    assert "failed 0, left 1" in finished.out
    assert f"was sent {sent} of its {sent} characters of today" in (left.message or "")
    assert (left.state, left.attempts) == ("discovered", 0)
    assert left.next_attempt_at is not None
    assert left.next_attempt_at.astimezone(dt.UTC).date() > left.updated_at.astimezone(dt.UTC).date()
    with newsroom.ledger() as ledger:
        assert ledger.due(left.next_attempt_at - dt.timedelta(seconds=1)) == []
        assert [item.id for item in ledger.due(left.next_attempt_at)] == [left.id]
