"""Who waits to be told is told: of held items, items that failed for good, runs that failed."""

import json
from typing import Any

import pytest
from newsroom import FEED, CommandLine, Json, Newsroom, in_turn, page
from stories import BRIDGE, LIBRARY, MISTRANSLATED
from werkzeug import Request

HOOK = "/hook"
SECRET = "whsec_" + "A" * 32


@pytest.fixture
def announcing(newsroom: Newsroom) -> Newsroom:
    """Announce to a page of the site; BRIDGE is held as it is translated."""
    newsroom.pages[HOOK] = page("")
    tables: dict[str, Any] = {"announce": {"url": newsroom.url(HOOK), "backoff": 0, "attempts": 1}}
    newsroom.configure(**tables)
    newsroom.arabic |= dict([MISTRANSLATED])
    return newsroom


def posts(newsroom: Newsroom) -> list[Request]:
    return [request for request, _ in newsroom.server.log if request.path == HOOK]


def announced(newsroom: Newsroom) -> list[Json]:
    return [json.loads(request.data) for request in posts(newsroom)]


def test_a_held_item_is_announced_with_its_reason_and_what_shows_it(announcing: Newsroom) -> None:
    url = announcing.publish(BRIDGE)
    announcing.publish(LIBRARY)

    summary = announcing.run()

    [said] = announced(announcing)
    item = announcing.item(url)
    assert summary.exit_code == 0
    assert (said["event"], said["item"], said["url"], said["reason"]) == ("held", item.id, url, "number_changed")
    assert (said["headline"], said["show"]) == (BRIDGE.headline[0], f"republish show {item.id}")
    assert said["text"] == f"Held: {BRIDGE.headline[0]} (number_changed). republish show {item.id}"


def test_it_is_announced_once(announcing: Newsroom) -> None:
    announcing.publish(BRIDGE)
    announcing.run()
    announcing.publish(LIBRARY)

    announcing.run()

    assert len(announced(announcing)) == 1


def test_what_was_held_before_anyone_was_told_is_no_news(newsroom: Newsroom) -> None:
    newsroom.arabic |= dict([MISTRANSLATED])
    newsroom.publish(BRIDGE)
    newsroom.run()
    newsroom.pages[HOOK] = page("")
    tables: dict[str, Any] = {"announce": {"url": newsroom.url(HOOK)}}
    newsroom.configure(**tables)

    newsroom.run()

    assert announced(newsroom) == []


@pytest.mark.parametrize("status", [500, 404])
def test_a_failure_fails_no_run_is_told_by_status_and_doctor_and_tried_again(
    announcing: Newsroom, cli: CommandLine, status: int
) -> None:
    announcing.pages[HOOK] = in_turn(page("", status=status), page(""))
    announcing.publish(BRIDGE)

    failing = announcing.run()

    assert failing.exit_code == 0
    assert f"announce    fails: answered {status}" in cli("status").out
    assert f"answered {status}" in cli("status", "--json").json["announcing_fails"]
    assert f"warning announce: answered {status}" in cli("doctor").out
    announcing.run()
    first, second = posts(announcing)
    assert first.headers["Idempotency-Key"] == second.headers["Idempotency-Key"]
    assert "announce  " not in cli("status").out


def test_a_body_that_is_refused_is_not_offered_again(announcing: Newsroom) -> None:
    announcing.pages[HOOK] = page("", status=400)
    announcing.publish(BRIDGE)

    announcing.run()
    announcing.run()

    assert len(announced(announcing)) == 1


def test_what_is_settled_by_then_is_not_announced_any_more(announcing: Newsroom) -> None:
    announcing.pages[HOOK] = in_turn(page("", status=500), page(""))
    url = announcing.publish(BRIDGE)
    announcing.run()

    announcing.approve(url)

    assert len(announced(announcing)) == 1


def test_an_item_that_failed_is_announced_when_no_run_tries_it_again_by_itself(announcing: Newsroom) -> None:
    announcing.pages["/broken"] = page("", status=500)
    announcing.announced.append(announcing.url("/broken"))
    announcing.run()
    assert announced(announcing) == []
    tables: dict[str, Any] = {
        "announce": {"url": announcing.url(HOOK)}, "retry": {"attempts": 1}, "fetch": {"attempts": 1}
    }  # fmt: skip
    announcing.configure(**tables)

    announcing.retry(announcing.url("/broken"))

    assert [(said["event"], said["reason"]) for said in announced(announcing)] == [("failed", "server_failed")]


def test_a_run_that_reaches_nothing_is_announced_once_until_it_ends_otherwise(announcing: Newsroom) -> None:
    working, broken = announcing.pages[FEED], page("", status=500)
    announcing.pages[FEED] = broken

    for feed in (broken, broken, working, broken):
        announcing.pages[FEED] = feed
        announcing.run()

    said = announced(announcing)
    assert [(each["event"], each["reason"]) for each in said] == [("run_failed", "exit code 4")] * 2
    assert said[0]["item"] is None


def test_it_is_signed_where_there_is_a_secret(announcing: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPUBLISH_ANNOUNCE__SECRET", SECRET)
    announcing.publish(BRIDGE)

    announcing.run()

    [request] = posts(announcing)
    assert request.headers["webhook-signature"].startswith("v1,")


def test_without_a_secret_nothing_is_signed(announcing: Newsroom) -> None:
    announcing.publish(BRIDGE)
    announcing.run()

    [request] = posts(announcing)
    assert "webhook-signature" not in request.headers


def test_a_secret_that_is_none_is_told_before_a_run_begins(
    announcing: Newsroom, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPUBLISH_ANNOUNCE__SECRET", "hush")
    announcing.publish(BRIDGE)

    for verb, code in (("run",), 2), (("config", "validate"), 2), (("doctor",), 5):
        finished = cli(*verb)
        assert (finished.code, "REPUBLISH_ANNOUNCE__SECRET" in finished.out + finished.err) == (code, True)
    assert announcing.items() == []


def test_the_address_may_come_from_the_environment_and_is_never_shown(
    newsroom: Newsroom, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.pages[HOOK] = page("")
    monkeypatch.setenv("REPUBLISH_ANNOUNCE__URL", newsroom.url(HOOK))
    newsroom.arabic |= dict([MISTRANSLATED])
    newsroom.publish(BRIDGE)

    newsroom.run()

    assert len(announced(newsroom)) == 1
    assert HOOK not in cli("config", "show").out + cli("doctor").out
