"""A clock that was ahead and is put back: nothing is lost or doubled, and nothing waits for the time it told."""

import datetime as dt

import pytest
from followed import Clock
from newsroom import Newsroom, page
from stories import BRIDGE, CORRECTED, CORRECTED_BRIDGE, LIBRARY, ORCHARD

AHEAD = dt.timedelta(days=400)


@pytest.fixture
def clock(newsroom: Newsroom) -> Clock:
    """Let the newsroom's clock be ahead."""
    made = newsroom.clock = Clock()
    made.passes(AHEAD)
    return made


def test_what_was_to_be_tried_again_by_a_clock_ahead_is_tried_now(newsroom: Newsroom, clock: Clock) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.pages[BRIDGE.path], works = page("", status=503), newsroom.pages[BRIDGE.path]
    newsroom.configure(fetch={"attempts": 1})
    newsroom.run()
    newsroom.pages[BRIDGE.path] = works
    clock.passes(-AHEAD)

    newsroom.run()

    assert newsroom.item(url).state == "published"


def test_an_engine_that_was_paused_by_a_clock_ahead_is_asked_now(newsroom: Newsroom, clock: Clock) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.translator = page("", status=429, retry_after="3600")
    newsroom.run()
    newsroom.translator = None
    clock.passes(-AHEAD)

    newsroom.run()

    assert newsroom.item(url).state == "published"


def test_articles_looked_at_by_a_clock_ahead_are_looked_at_again_and_revised(newsroom: Newsroom, clock: Clock) -> None:
    url, other = newsroom.publish(BRIDGE), newsroom.publish(LIBRARY)
    newsroom.run()
    newsroom.publish(BRIDGE, paragraphs=CORRECTED_BRIDGE)
    newsroom.publish(ORCHARD)
    clock.passes(-AHEAD)

    newsroom.run()

    assert CORRECTED[1] in newsroom.texts(url)
    assert [newsroom.publication(each)["revision"] for each in (url, other)] == [2, 1]
    assert [change["cursor"] for change in newsroom.changes()] == [1, 2, 3, 4]
    assert len(newsroom.published("index.json")["articles"]) == len(newsroom.published("feed.json")["items"]) == 3
    assert newsroom.run().exit_code == 0
