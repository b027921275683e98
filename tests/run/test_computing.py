"""Where a run computes: by itself or in processes; and a page that ends the process which reads it."""

from collections.abc import Collection
from dataclasses import replace

import pytest
from dying import DEADLY, computed_or_dead
from newsroom import Newsroom, page
from stories import BRIDGE, Story

from pipeline.arabic.typography import DEFAULT_STYLE
from pipeline.ledger import Item
from pipeline.model import Report, Translation
from pipeline.run import computing
from pipeline.run.computing import WORTH_IT, Here, InProcesses, Manner, OfOneItem
from pipeline.run.opening import utc_now
from pipeline.stages.translate import Said


def item(*, starts: int = 0, reason: str | None = None) -> Item:
    facts = dict.fromkeys(("source", "message", "next_attempt_at", "headline", "reviewer"))
    stage, now = {"state": "failed", "stage": "fetch", "attempts": 0, "bypass_memory": False}, utc_now()
    where = {"id": "1", "url": "https://news.example/1", "discovered_at": now, "updated_at": now}
    return Item.model_validate({**facts, **stage, **where, "starts": starts, "reason": reason})


@pytest.mark.parametrize(
    ("processes", "items", "kind"),
    [
        (2, [item()] * WORTH_IT, InProcesses),
        (2, [item()] * (WORTH_IT - 1), Here),
        (0, [item()] * WORTH_IT, Here),
        (2, [item(starts=1)], InProcesses),
        (2, [item(reason="computation_died")], InProcesses),
        (2, [item(reason="fetch_timeout")], Here),
        (2, [], Here),
    ],
    ids=["many", "few", "none wanted", "the run died", "a process died", "failed otherwise", "nothing"],
)
def test_processes_are_started_for_many_items_and_for_one_that_may_end_a_process(
    newsroom: Newsroom, processes: int, items: list[Item], kind: type
) -> None:
    settings = newsroom.configure(run={"processes": processes})

    with computing.computing(settings, DEFAULT_STYLE, items) as chosen:
        assert isinstance(chosen, kind)


def stories(newsroom: Newsroom, count: int) -> list[Story]:
    """Publish so many articles that differ in nothing but their address."""
    made = [replace(BRIDGE, path=f"/news/{number}.html") for number in range(count)]
    for story in made:
        newsroom.publish(story)
    return made


def said(part: object) -> object:
    """Return `part` of a publication without who said it: items that share a text race for who asks for it first."""
    if isinstance(part, list):
        return [said(each) for each in part]
    return {key: said(value) for key, value in part.items() if key != "origin"} if isinstance(part, dict) else part


def test_what_processes_make_is_what_the_run_itself_makes(newsroom: Newsroom) -> None:
    [url, *_] = [newsroom.url(story.path) for story in stories(newsroom, WORTH_IT)]
    newsroom.run()
    by_processes = newsroom.publication(url)
    newsroom.configure(run={"processes": 0})

    newsroom.retry(url, stage="extract")

    by_itself = newsroom.publication(url)
    assert [said(by_itself[key]) for key in ("headline", "blocks", "quality")] == [
        said(by_processes[key]) for key in ("headline", "blocks", "quality")
    ]
    assert by_itself["source"] == by_processes["source"]
    assert set(newsroom.states().values()) == {"published"}


class Counting(Here):
    """Computes here, and keeps what it was told to be clean."""

    def check(self, translation: Translation, clean: Collection[tuple[str, str]] = ()) -> Report:
        self.clean = frozenset(clean)
        return super().check(translation, clean)


def test_what_translating_found_nothing_wrong_with_is_not_checked_again_and_of_no_other_item(
    newsroom: Newsroom,
) -> None:
    counting = Counting(Manner(DEFAULT_STYLE, "balanced"))
    pack = [
        Said("He left on Monday.", "غادر يوم الاثنين.", is_name=False),
        Said("He has 15.", "لديه 16.", is_name=False),
    ]
    one, other = OfOneItem(counting), OfOneItem(counting)
    newsroom.publish(BRIDGE)
    newsroom.run()
    with newsroom.ledger() as ledger:
        made = ledger.output(newsroom.item(newsroom.url(BRIDGE.path)).id, "translate")
    translation = Translation.model_validate_json(made or "")

    one.verify(pack)

    assert one.check(translation) == other.check(translation)
    assert counting.clean == frozenset()
    one.check(translation)
    assert counting.clean == {("He left on Monday.", "غادر يوم الاثنين.")}


def test_a_page_that_ends_its_process_fails_alone_and_says_so(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(computing, "computed", computed_or_dead)
    first, *_ = stories(newsroom, WORTH_IT)
    newsroom.pages[first.path] = page(first.html().encode() + DEADLY)

    summary = newsroom.run()

    failed = newsroom.item(newsroom.url(first.path))
    assert (summary.tally.outcomes["published"], summary.tally.outcomes["failed"]) == (WORTH_IT - 1, 1)
    assert (failed.state, failed.reason, failed.stage) == ("failed", "computation_died", "extract")
    assert failed.attempts == 1
    assert failed.next_attempt_at is not None
    assert "killed by SIGSEGV" in (failed.message or "")


def test_such_a_page_ends_no_run_of_its_own_either_and_is_given_up_in_the_end(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(computing, "computed", computed_or_dead)
    newsroom.configure(retry={"attempts": 2, "delay": 0})
    first, *_ = stories(newsroom, WORTH_IT)
    newsroom.pages[first.path] = page(first.html().encode() + DEADLY)
    newsroom.run()

    newsroom.run()

    failed = newsroom.item(newsroom.url(first.path))
    assert (failed.state, failed.attempts, failed.next_attempt_at) == ("failed", 2, None)
