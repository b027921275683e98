"""Limits, failures that heal and failures that do not, engines that are down."""

import datetime as dt
import threading

import pytest
from newsroom import CommandLine, Newsroom, page
from stories import BRIDGE, LIBRARY, ORCHARD, STORIES
from werkzeug import Request as HttpRequest
from werkzeug import Response

from pipeline.ledger import Ledger
from pipeline.ledger.activity import latest_runs
from pipeline.model import Article, SourcePage
from pipeline.run import identity
from pipeline.run.session import Request, run
from pipeline.settings.extraction import ExtractionRules
from pipeline.stages.extract import extract

DOWN = page("", status=503)


def counts(newsroom: Newsroom) -> dict[str, int]:
    states = list(newsroom.states().values())
    return {state: states.count(state) for state in set(states)}


def one_at_a_time(newsroom: Newsroom) -> None:
    newsroom.configure(fetch={"concurrency": 1})


def test_a_run_stops_at_its_limit_of_items_and_the_next_one_goes_on(newsroom: Newsroom, cli: CommandLine) -> None:
    for story in STORIES:
        newsroom.publish(story)

    finished = cli("run", "--limit", "2")

    assert finished.code == 0
    assert "published 2" in finished.out
    assert "left 2" in finished.out
    assert "stopped by --limit" in finished.out
    assert counts(newsroom) == {"published": 2, "discovered": 2}
    newsroom.run()
    assert counts(newsroom) == {"published": 4}


def test_a_run_starts_nothing_after_its_deadline(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)

    finished = cli("run", "--deadline", "0s")

    assert finished.code == 0
    assert "stopped by --deadline" in finished.out
    assert newsroom.states() == {"news/bridge": "discovered"}


def test_a_run_starts_nothing_once_engines_were_sent_enough_characters(newsroom: Newsroom, cli: CommandLine) -> None:
    one_at_a_time(newsroom)
    for story in STORIES:
        newsroom.publish(story)

    finished = cli("run", "--max-characters", "1")

    assert finished.code == 0
    assert "stopped by --max-characters" in finished.out
    assert counts(newsroom) == {"published": 1, "discovered": 3}


def test_a_run_tells_what_each_engine_was_sent_also_for_an_article_that_failed(newsroom: Newsroom) -> None:
    newsroom.publish(LIBRARY)
    newsroom.run()
    newsroom.translator = lambda request: (
        newsroom.translate(request) if BRIDGE.headline[0] in request.args["q"] else Response("busy", 500)
    )
    newsroom.publish(BRIDGE, paragraphs=tuple(f"{english} Again." for english, _ in BRIDGE.paragraphs))
    newsroom.run()
    with newsroom.ledger() as ledger:
        first, second = (run["summary"] for run in reversed(latest_runs(ledger.database, 2)))
    for summary in (first, second):
        sent = {name: summary[name] for name in ("characters", "requests")}
        assert summary["engines"] == {"google": sent}
        assert sent["characters"] > 0


def test_characters_of_an_article_that_failed_count_as_sent(newsroom: Newsroom, cli: CommandLine) -> None:
    one_at_a_time(newsroom)
    for story in STORIES:
        newsroom.publish(story)
    newsroom.translator = page("no translation")

    finished = cli("run", "--max-characters", "1")

    assert "stopped by --max-characters" in finished.out
    assert counts(newsroom) == {"failed": 1, "discovered": 3}


def test_what_failed_in_passing_is_done_by_a_later_run_and_not_before_its_time(newsroom: Newsroom) -> None:
    newsroom.configure(retry={"delay": 600})
    newsroom.publish(BRIDGE)
    works, newsroom.pages[BRIDGE.path] = newsroom.pages[BRIDGE.path], DOWN
    newsroom.run()
    newsroom.pages[BRIDGE.path] = works

    failed = newsroom.item(newsroom.url(BRIDGE.path))
    assert failed.next_attempt_at is not None
    assert failed.next_attempt_at - failed.updated_at == dt.timedelta(seconds=600)
    newsroom.run()
    assert newsroom.states() == {"news/bridge": "failed"}

    newsroom.configure(retry={"delay": 0})
    newsroom.retry()
    assert newsroom.states() == {"news/bridge": "published"}


def test_pauses_between_attempts_double_until_the_last_one_is_a_dead_letter(newsroom: Newsroom) -> None:
    newsroom.configure(retry={"attempts": 3, "delay": 0})
    newsroom.publish(BRIDGE)
    newsroom.pages[BRIDGE.path] = DOWN
    attempts = []
    for _ in range(3):
        newsroom.run()
        item = newsroom.item(newsroom.url(BRIDGE.path))
        attempts.append((item.attempts, item.next_attempt_at is None))

    assert attempts == [(1, False), (2, False), (3, True)]
    before = newsroom.requests(BRIDGE.path)
    newsroom.run()
    assert newsroom.requests(BRIDGE.path) == before


def test_the_pause_after_the_second_failure_is_twice_the_first(newsroom: Newsroom) -> None:
    newsroom.configure(retry={"delay": 100})
    newsroom.publish(BRIDGE)
    newsroom.pages[BRIDGE.path] = DOWN
    newsroom.run()
    newsroom.run(newsroom.url(BRIDGE.path))

    item = newsroom.item(newsroom.url(BRIDGE.path))
    assert item.next_attempt_at is not None
    assert item.next_attempt_at - item.updated_at == dt.timedelta(seconds=200)


def test_retry_after_of_a_server_is_heeded_when_it_asks_for_longer(newsroom: Newsroom) -> None:
    newsroom.configure(retry={"delay": 100})
    newsroom.publish(BRIDGE)
    newsroom.pages[BRIDGE.path] = page("", status=503, Retry_After="5000")
    newsroom.run()

    item = newsroom.item(newsroom.url(BRIDGE.path))
    assert item.next_attempt_at is not None
    assert item.next_attempt_at - item.updated_at == dt.timedelta(seconds=5000)
    assert newsroom.requests(BRIDGE.path) == 1


def test_a_permanent_failure_is_not_tried_again_until_a_person_says_so(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.configure(translate={"engines": []})
    url = newsroom.publish(BRIDGE)

    finished = cli("run")

    item = newsroom.item(url)
    assert finished.code == 1
    assert (item.state, item.next_attempt_at) == ("failed", None)
    assert "not in the translation memory" in (item.message or "")
    assert f"republish retry {item.id}" in (item.message or "")
    assert newsroom.run().tally.outcomes.total() == 0


def test_a_run_whose_engine_is_down_exits_4_and_its_items_stay_due(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)
    newsroom.publish(LIBRARY)
    newsroom.translator = DOWN

    finished = cli("run")

    assert finished.code == 4
    assert "google" in finished.err
    assert counts(newsroom) == {"failed": 2}
    newsroom.translator = None
    assert cli("run").code == 0
    assert counts(newsroom) == {"published": 2}
    assert [newsroom.requests(story.path) for story in (BRIDGE, LIBRARY)] == [1, 1]


def test_an_outage_of_the_engine_never_makes_a_dead_letter(newsroom: Newsroom) -> None:
    newsroom.configure(retry={"attempts": 1})
    url = newsroom.publish(BRIDGE)
    newsroom.translator = DOWN
    for _ in range(3):
        newsroom.run()

    assert newsroom.item(url).attempts == 0
    assert newsroom.item(url).next_attempt_at is not None


def test_a_run_gives_up_on_an_engine_that_is_down_and_leaves_the_rest_alone(newsroom: Newsroom) -> None:
    one_at_a_time(newsroom)
    for story in STORIES:
        newsroom.publish(story)
    newsroom.translator = DOWN

    summary = newsroom.run()

    assert (summary.exit_code, summary.tally.stopped_by, summary.tally.left) == (4, "engines", 1)
    assert counts(newsroom) == {"failed": 3, "discovered": 1}


def test_one_article_that_the_engine_cannot_do_does_not_hold_back_the_others(newsroom: Newsroom) -> None:
    newsroom.publish(BRIDGE)
    newsroom.publish(LIBRARY)
    del newsroom.arabic[BRIDGE.headline[0]]  # the engine gives the English back

    summary = newsroom.run()

    assert summary.exit_code == 0
    assert newsroom.states() == {"news/bridge": "held", "news/library": "published"}


def test_an_unforeseen_error_fails_its_item_alone(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    def surprised(page: SourcePage, rules: ExtractionRules | None) -> Article:
        if page.url.endswith(BRIDGE.path):
            raise RecursionError("too deep")
        return extract(page, rules)

    monkeypatch.setattr("pipeline.stages.extract.article.extract", surprised)
    for story in (BRIDGE, LIBRARY, ORCHARD):
        newsroom.publish(story)

    summary = newsroom.run()

    assert summary.exit_code == 1
    assert newsroom.states() == {"news/bridge": "failed", "news/library": "published", "news/orchard": "published"}
    assert "unforeseen RecursionError: too deep" in (newsroom.item(newsroom.url(BRIDGE.path)).message or "")


def test_a_watcher_hears_of_every_item_that_is_through(newsroom: Newsroom) -> None:
    for story in STORIES:
        newsroom.publish(story)
    heard = []

    run(newsroom.settings, Request(), watch=lambda done, total, item: heard.append((done, total, item.state)))

    assert heard == [(number, 4, "published") for number in (1, 2, 3, 4)]


def test_a_server_that_asks_us_to_wait_for_ages_is_asked_again_in_a_week(newsroom: Newsroom) -> None:
    newsroom.configure(fetch={"attempts": 1})
    newsroom.publish(BRIDGE)
    newsroom.publish(LIBRARY)
    newsroom.pages[LIBRARY.path] = page("", status=503, Retry_After="999999999999")

    newsroom.run()

    assert newsroom.states() == {"news/bridge": "published", "news/library": "failed"}
    item = newsroom.item(newsroom.url(LIBRARY.path))
    assert item.next_attempt_at is not None
    assert item.next_attempt_at - item.updated_at <= dt.timedelta(days=7)


def test_a_pause_longer_than_any_calendar_is_a_week(newsroom: Newsroom) -> None:
    newsroom.configure(fetch={"attempts": 1}, retry={"delay": 1e15})
    url = newsroom.publish(BRIDGE)
    newsroom.pages[BRIDGE.path] = DOWN

    newsroom.run()

    item = newsroom.item(url)
    assert item.next_attempt_at is not None
    assert item.next_attempt_at - item.updated_at == dt.timedelta(days=7)


def test_articles_the_engine_has_no_answer_for_become_dead_letters_and_do_not_hold_back_the_others(
    newsroom: Newsroom,
) -> None:
    newsroom.configure(fetch={"concurrency": 1}, retry={"attempts": 2, "delay": 0})
    for story in STORIES:
        newsroom.publish(story)
    last = STORIES[-1]
    works = {english for english, _ in (last.headline, *last.paragraphs)}

    def translator(request: HttpRequest) -> Response:
        asked = request.args["q"]
        return newsroom.translate(request) if any(text in asked for text in works) else no_translation(request)

    no_translation = page("<html><body>nothing to see</body></html>")
    newsroom.translator = translator
    stopped = [newsroom.run().tally.stopped_by for _ in range(2)]

    assert stopped == [None, None]
    assert counts(newsroom) == {"failed": 3, "published": 1}
    failed = [item for item in newsroom.items() if item.state == "failed"]
    assert [(item.attempts, item.next_attempt_at) for item in failed] == [(2, None)] * 3


def test_a_wish_to_be_translated_afresh_outlives_an_outage_of_the_engine(newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    english = BRIDGE.paragraphs[0][0]
    better = newsroom.arabic[english] = newsroom.arabic[english].replace("قال المجلس", "أعلن المجلس")
    newsroom.translator = DOWN
    newsroom.retry(url, stage="translate")
    newsroom.translator = None

    newsroom.run()

    assert newsroom.texts(url)[1] == better


def test_an_item_that_was_merged_away_while_it_waited_does_not_end_the_run(newsroom: Newsroom) -> None:
    newsroom.configure(fetch={"concurrency": 1, "attempts": 1}, retry={"delay": 0})
    other = newsroom.url("/news/other")
    newsroom.announced.append(other)
    newsroom.pages["/news/other"] = DOWN
    url = newsroom.publish(LIBRARY)
    newsroom.pages[LIBRARY.path] = DOWN
    newsroom.run()
    # Now the first is the article of the second, which failed and waits behind it.
    newsroom.pages["/news/other"] = page(LIBRARY.html(canonical=url))
    newsroom.publish(BRIDGE)

    summary = newsroom.run()

    assert summary.exit_code == 0
    assert newsroom.states() == {"news/other": "published", "news/bridge": "published"}
    assert summary.tally.outcomes == {"published": 2, "merged": 1}


def test_two_pages_that_each_call_the_other_the_article_are_one_item(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = newsroom.url("/news/one"), newsroom.url("/news/other")
    newsroom.pages["/news/one"] = page(BRIDGE.html(canonical=other))
    newsroom.pages["/news/other"] = page(BRIDGE.html(canonical=one))
    newsroom.announced += [one, other]
    newsroom.configure(fetch={"concurrency": 2, "per_host_connections": 2})
    merge, both = Ledger.merge, threading.Barrier(2, timeout=30)

    def merge_at_once(ledger: Ledger, item_id: str, into: str, now: dt.datetime) -> bool:
        both.wait()
        return merge(ledger, item_id, into, now)

    monkeypatch.setattr(Ledger, "merge", merge_at_once)

    summary = newsroom.run()

    assert summary.exit_code == 0
    assert sorted(summary.tally.outcomes) == ["merged", "published"]
    assert len(newsroom.items()) == 1


def test_an_owner_that_is_gone_by_the_time_it_is_looked_up_is_no_owner(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = newsroom.publish(BRIDGE)
    owner = identity.owner
    answers = iter(["0" * 16])
    monkeypatch.setattr(identity, "owner", lambda *arguments: next(answers, None) or owner(*arguments))

    assert newsroom.run().exit_code == 0
    assert newsroom.item(url).state == "published"


def test_an_error_while_an_error_is_noted_is_the_item_s_own(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def settle(*_: object, **__: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(Ledger, "settle", settle)
    newsroom.publish(BRIDGE)
    newsroom.publish(LIBRARY)
    newsroom.pages[LIBRARY.path] = page("gone", status=410)

    summary = newsroom.run()

    assert summary.tally.outcomes == {"published": 1, "failed": 1}
