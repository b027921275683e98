"""A ledger that was lost, or whose backup was put in its place: consumers hear of everything that changes."""

import shutil

import pytest
from newsroom import Newsroom
from stories import BRIDGE, CORRECTED_BRIDGE, LIBRARY, ORCHARD


@pytest.fixture
def backed_up(newsroom: Newsroom) -> Newsroom:
    """A newsroom that has published one article, and then backed up its ledger."""
    newsroom.publish(BRIDGE)
    newsroom.run()
    shutil.copy(newsroom.folder / "data/state/ledger.sqlite", newsroom.folder / "backup")
    return newsroom


def restore(newsroom: Newsroom) -> None:
    state = newsroom.folder / "data" / "state"
    shutil.rmtree(state)
    state.mkdir()
    shutil.copy(newsroom.folder / "backup", state / "ledger.sqlite")


def forget(newsroom: Newsroom, path: str) -> None:
    newsroom.announced.remove(newsroom.url(path))


def told(newsroom: Newsroom) -> list[str]:
    cursors = [change["cursor"] for change in newsroom.changes()]
    assert cursors == sorted(set(cursors))
    return [change["id"] for change in newsroom.changes()]


def test_what_a_restored_ledger_publishes_is_told_after_what_consumers_have_read(backed_up: Newsroom) -> None:
    backed_up.publish(LIBRARY)
    backed_up.run()
    restore(backed_up)
    forget(backed_up, LIBRARY.path)
    orchard = backed_up.publish(ORCHARD)
    before = backed_up.changes()

    assert backed_up.run().exit_code == 0

    assert backed_up.changes()[:-1] == before
    assert told(backed_up)[-1] == backed_up.item(orchard).id


def test_nothing_is_told_twice_once_the_ledger_has_caught_up(backed_up: Newsroom) -> None:
    backed_up.publish(LIBRARY)
    backed_up.run()
    restore(backed_up)
    backed_up.run()
    before = told(backed_up)

    backed_up.run()

    assert told(backed_up) == before


def test_a_ledger_begun_anew_tells_every_change_even_with_more_of_them_than_before(newsroom: Newsroom) -> None:
    bridge = newsroom.publish(BRIDGE)
    newsroom.run()
    shutil.rmtree(newsroom.folder / "data" / "state")
    forget(newsroom, BRIDGE.path)
    urls = [newsroom.publish(LIBRARY), newsroom.publish(ORCHARD)]
    newsroom.announced.append(bridge)

    newsroom.run()

    assert {newsroom.item(url).id for url in urls} <= set(told(newsroom))


def test_what_was_withdrawn_since_the_backup_stays_withdrawn(backed_up: Newsroom) -> None:
    url = backed_up.url(BRIDGE.path)
    backed_up.withdraw(url, "the council took it back")
    restore(backed_up)

    assert backed_up.run().exit_code == 0

    assert backed_up.item(url).state == "withdrawn"
    [entry] = backed_up.published("index.json")["articles"]
    assert (entry["state"], entry["revision"]) == ("withdrawn", 2)
    assert backed_up.published("feed.json")["items"] == []


def test_a_revision_that_was_published_since_the_backup_is_taken_up(backed_up: Newsroom) -> None:
    url = backed_up.publish(BRIDGE, paragraphs=CORRECTED_BRIDGE)
    backed_up.retry(url, stage="fetch")
    published, changes = backed_up.publication(url), backed_up.changes()
    restore(backed_up)

    backed_up.run()

    assert backed_up.publication(url) == published
    assert backed_up.published("index.json")["articles"][0]["revision"] == 2
    assert backed_up.changes() == changes
