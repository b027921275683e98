"""An item that its process dies of, or that takes too long, ends as a dead letter, and the others are done."""

import time
from pathlib import Path

import pytest
from newsroom import CommandLine, Newsroom, page
from stories import BRIDGE, CLOCK, LIBRARY
from werkzeug import Request, Response

PATIENCE = 60
"""Seconds after which a test gives up on a process."""


def run(newsroom: Newsroom) -> int:
    process = newsroom.start("run", "--quiet")
    process.communicate(timeout=PATIENCE)
    return process.returncode


def test_an_item_that_its_process_dies_of_ends_as_a_dead_letter_and_the_others_are_done(
    newsroom: Newsroom, cli: CommandLine, crashing: Path
) -> None:
    for story in (BRIDGE, LIBRARY, CLOCK):
        newsroom.publish(story)

    assert [run(newsroom), run(newsroom), run(newsroom)] == [66, 66, 66]
    assert len(newsroom.published("index.json")["articles"]) == 2  # readers have the others before it is begun again
    assert run(newsroom) == 1

    assert newsroom.states() == {"news/bridge": "failed", "news/library": "published", "news/clock": "published"}
    dead = newsroom.item(newsroom.url(BRIDGE.path))
    assert (dead.reason, dead.is_dead) == ("process_died", True)
    assert dead.message is not None
    assert dead.message.startswith("its process died 3 times in a row at the stage translate. Next: ")
    assert dead.message.endswith(f"republish retry {dead.id}")
    assert [item["id"] for item in cli("list", "--dead", "--json").json] == [dead.id]
    assert "died" in cli("show", dead.id).out

    (crashing / "mended").touch()
    assert cli("retry", dead.id, "--quiet").code == 0
    assert newsroom.item(dead.url).state == "published"


def test_what_a_later_run_tries_again_is_no_dead_letter(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)
    newsroom.pages[BRIDGE.path] = page("", status=503)
    newsroom.configure(fetch={"attempts": 1})
    newsroom.run()

    assert cli("list", "--dead", "--json").json == []
    assert cli("retry", "--dead", "--dry-run", "--json").json == []
    assert len(cli("retry", "--since", "1h", "--dry-run", "--json").json) == 1
    assert cli("retry", "--since", "2100-01-01", "--dry-run", "--json").json == []


# ---- time


def slow(newsroom: Newsroom, seconds: float) -> None:
    """Let the translator take its time, and give back too few lines, so that it is asked again and again."""

    def answer(request: Request) -> Response:
        time.sleep(seconds)
        return newsroom.translate(request) if request.args["q"].count("\n") == 0 else page("<div></div>")(request)

    newsroom.translator = answer


@pytest.mark.parametrize(("limit", "said"), [("stage", "the stage translate"), ("item", "the item")])
def test_an_item_that_takes_too_long_fails_and_a_later_run_tries_it_again(
    newsroom: Newsroom, limit: str, said: str
) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.configure(limits={limit: "0.4s"}, retry={"delay": 0})
    slow(newsroom, 0.2)

    assert newsroom.run().exit_code == 1

    item = newsroom.item(url)
    assert (item.state, item.reason, item.stage, item.is_dead) == ("failed", "time_limit_reached", "translate", False)
    assert item.message is not None
    assert item.message.startswith(f"{said} took longer than 0.4 s. Next: ")
    newsroom.translator = None
    newsroom.run()
    assert newsroom.item(url).state == "published"
