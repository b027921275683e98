"""One machine on a ledger in PostgreSQL, which others may use too."""

import contextlib
import os

import pytest
from databases import on_postgresql
from ledgers import postgresql
from newsroom import Newsroom, page
from stories import BRIDGE

from pipeline.errors import LockHeld
from pipeline.ledger import Ledger
from pipeline.run.lock import alone_on

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(postgresql() is None, reason="no PostgreSQL: only its ledger is shared"),
]


def test_a_run_waits_for_no_other_on_the_same_ledger_and_names_it(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = newsroom.publish(BRIDGE)
    with on_postgresql(newsroom, monkeypatch) as own:
        elsewhere = contextlib.closing(Ledger.open(own))
        with elsewhere as ledger, alone_on(ledger), pytest.raises(LockHeld, match=f"process {os.getpid()} on ") as told:
            newsroom.run()

        assert told.value.next_step == "wait for it to end; nothing has been changed"
        assert newsroom.items() == []
        newsroom.run()
        assert newsroom.item(url).state == "published"


def test_a_page_with_a_character_that_postgresql_cannot_keep_is_an_article_like_any_other(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.pages[BRIDGE.path] = page(
        BRIDGE.html(canonical=url).replace("Old bridge", "Old\0 bridge").replace("reopened on", "reopened\0 on")
    )
    gone = newsroom.url("/news/gone\0")
    with on_postgresql(newsroom, monkeypatch):
        newsroom.announced.append(newsroom.url("/news/go%00ne"))
        summary = newsroom.run()
        refused = newsroom.run(gone)

        assert summary.tally.storage_error is None
        assert newsroom.item(url).state in {"published", "held"}
        assert refused.tally.outcomes["refused"] == 1
