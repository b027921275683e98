"""Delivery: every sink gets everything once, whatever happens to the others or to the run."""

import base64
import json
import signal
import threading
from pathlib import Path
from typing import Any

import pytest
from newsroom import CommandLine, Json, Newsroom, Process, in_turn, page
from stores import Bucket
from stories import BRIDGE, CLOCK, CORRECTED_BRIDGE, LIBRARY, ORCHARD, STORIES
from werkzeug import Request, Response
from wires import Cut, wire_to

from pipeline.stages.publish import IndexEntry
from pipeline.stages.publish.index import write_index

HOOK, OTHER_HOOK = "/hook", "/other-hook"
PATIENCE = 60.0
"""Seconds to wait for what must happen, before a test is taken to hang."""


@pytest.fixture(autouse=True)
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PARTNER", "OTHER"):
        secret = "whsec_" + base64.b64encode(name.encode() * 5).decode()
        monkeypatch.setenv(f"REPUBLISH_SINKS__{name}__SECRET", secret)


@pytest.fixture
def partner(newsroom: Newsroom) -> Newsroom:
    """A newsroom that delivers to a webhook, which takes everything."""
    newsroom.pages[HOOK] = page("")
    with_sinks(newsroom, partner=webhook(newsroom, HOOK))
    return newsroom


def webhook(newsroom: Newsroom, path: str, **settings: Any) -> dict[str, Any]:  # noqa: ANN401 - any setting
    return {"kind": "webhook", "url": newsroom.url(path), "attempts": 1, "backoff": 0, **settings}


def pages(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("index-*.json")}


def folder(path: str) -> dict[str, Any]:
    return {"kind": "folder", "path": path}


def with_sinks(newsroom: Newsroom, **sinks: dict[str, Any]) -> None:
    newsroom.configure(sources=None, **{f"sinks.{name}": table for name, table in sinks.items()})


def posts(newsroom: Newsroom, path: str = HOOK) -> list[tuple[str, Json]]:
    """Return what was posted: each with its key."""
    requests = [request for request, _ in newsroom.server.log if request.path == path]
    return [(request.headers["Idempotency-Key"], json.loads(request.data)) for request in requests]


def keys(newsroom: Newsroom, path: str = HOOK) -> list[str]:
    return [key for key, _ in posts(newsroom, path)]


def revision(newsroom: Newsroom, url: str, number: int = 1, state: str = "published") -> str:
    return f"{newsroom.item(url).id}:{number}:{state}"


def files(folder: Path) -> dict[str, bytes]:
    shown = (path for path in folder.rglob("*") if path.is_file() and path.name != ".run.lock")
    return {str(path.relative_to(folder)): path.read_bytes() for path in shown}


# ---- once


def test_each_revision_and_the_withdrawal_are_told_once_each_as_the_file_is(partner: Newsroom) -> None:
    url = partner.publish(BRIDGE)
    assert partner.run().exit_code == 0
    file = partner.folder / "data" / "published" / "articles" / f"{partner.item(url).id}.json"
    assert posts(partner) == [(revision(partner, url), json.loads(file.read_bytes()))]
    partner.run()
    partner.publish(BRIDGE, paragraphs=CORRECTED_BRIDGE)
    partner.retry(url, stage="fetch")
    partner.withdraw(url, "the council took it back")
    partner.run()
    expected = [(1, "published"), (2, "published"), (3, "withdrawn")]
    assert keys(partner) == [revision(partner, url, number, state) for number, state in expected]
    assert posts(partner)[-1][1]["blocks"] == []


def test_what_is_held_is_delivered_nowhere(partner: Newsroom) -> None:
    partner.arabic[BRIDGE.paragraphs[1][0]] = BRIDGE.paragraphs[1][1].replace("140", "150")
    url = partner.publish(BRIDGE)
    partner.run()
    assert keys(partner) == []
    partner.approve(url)
    assert keys(partner) == [revision(partner, url)]


def test_only_the_newest_revision_is_told_of_what_changed_while_the_sink_was_away(newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.publish(LIBRARY)
    newsroom.run()
    newsroom.publish(BRIDGE, paragraphs=CORRECTED_BRIDGE)
    newsroom.retry(url, stage="fetch")
    newsroom.pages[HOOK] = page("")
    with_sinks(newsroom, partner=webhook(newsroom, HOOK))
    newsroom.run()
    assert set(keys(newsroom)) == {
        revision(newsroom, url, 2), revision(newsroom, newsroom.url(LIBRARY.path)),
    }  # fmt: skip


# ---- failures


def test_a_sink_that_fails_holds_back_no_other_and_no_item_and_the_next_run_delivers_the_rest(
    partner: Newsroom, cli: CommandLine
) -> None:
    partner.pages[OTHER_HOOK] = in_turn(page("", status=503), page(""))
    with_sinks(partner, partner=webhook(partner, HOOK), other=webhook(partner, OTHER_HOOK))
    url = partner.publish(BRIDGE)

    finished = cli("run", "--json")

    assert finished.code == 1
    assert finished.json["published"] == 1
    assert finished.json["deliveries"] == [
        {"sink": "partner", "delivered": 1, "failed": 0, "left": 0},
        {"sink": "other", "delivered": 0, "failed": 1, "left": 0},
    ]
    assert partner.item(url).state == "published"
    assert "answered 503" in finished.err
    assert partner.run().exit_code == 0
    assert keys(partner) == [revision(partner, url)]
    assert keys(partner, OTHER_HOOK) == [revision(partner, url)] * 2


def test_a_clean_delivery_is_one_line_and_with_quiet_none(partner: Newsroom, cli: CommandLine) -> None:
    partner.publish(BRIDGE)
    assert "; partner: 1 delivered\n" in cli("run").out
    partner.publish(LIBRARY)
    finished = cli("run", "--quiet")
    assert (finished.out, finished.err) == ("", "")


def test_a_sink_that_is_down_is_asked_three_times_and_no_more(partner: Newsroom) -> None:
    partner.pages[HOOK] = page("", status=503)
    for story in STORIES:
        partner.publish(story)
    [delivered] = partner.run().deliveries
    assert (delivered.failed, delivered.left) == (3, 1)
    partner.pages[HOOK] = page("")
    [delivered] = partner.run().deliveries
    assert (delivered.delivered, delivered.failed, delivered.left) == (4, 0, 0)


def test_a_sink_whose_key_is_wrong_is_asked_once_a_run(partner: Newsroom) -> None:
    partner.pages[HOOK] = page("", status=401)
    for story in STORIES:
        partner.publish(story)
    [delivered] = partner.run().deliveries
    assert (delivered.failed, delivered.left) == (1, 3)
    partner.run()
    assert len(posts(partner)) == 2


def test_what_always_fails_does_not_stand_before_what_was_not_tried(partner: Newsroom) -> None:
    first = [partner.publish(story) for story in (BRIDGE, LIBRARY, ORCHARD)]
    partner.pages[HOOK] = page("", status=500)
    partner.run()
    last = partner.publish(CLOCK)
    partner.server.clear_log()
    partner.run()
    assert keys(partner)[0] == revision(partner, last)
    assert set(keys(partner)[1:]) <= {revision(partner, url) for url in first}


def test_a_publication_that_a_sink_refuses_fails_one_run_and_waits_for_the_operator(partner: Newsroom) -> None:
    partner.pages[HOOK] = in_turn(page("no headline wanted", status=422), page(""))
    url = partner.publish(BRIDGE)
    assert partner.run().exit_code == 1
    assert partner.run().exit_code == 0
    assert len(posts(partner)) == 1
    assert partner.retry(url, stage="publish").exit_code == 0
    assert keys(partner) == [revision(partner, url)] * 2


def test_a_new_revision_is_offered_to_a_sink_that_refused_the_one_before(partner: Newsroom) -> None:
    partner.pages[HOOK] = in_turn(page("", status=422), page(""))
    url = partner.publish(BRIDGE)
    partner.run()
    partner.publish(BRIDGE, paragraphs=CORRECTED_BRIDGE)
    assert partner.retry(url, stage="fetch").exit_code == 0
    assert keys(partner)[1:] == [revision(partner, url, 2)]


def test_a_file_that_was_changed_by_hand_is_not_delivered_and_the_way_to_mend_it_told(
    partner: Newsroom, cli: CommandLine
) -> None:
    url = partner.publish(BRIDGE)
    partner.pages[HOOK] = page("", status=503)
    partner.run()
    path = partner.folder / "data" / "published" / "articles" / f"{partner.item(url).id}.json"
    path.write_bytes(path.read_bytes().replace(b'"ar"', b'"fa"'))
    partner.pages[HOOK] = page("")
    partner.server.clear_log()

    finished = cli("run")

    assert finished.code == 1
    assert f"republish retry {partner.item(url).id} --from publish" in finished.err
    assert keys(partner) == []
    assert partner.retry(url, stage="publish").exit_code == 0
    assert posts(partner)[0][1]["language"] == "ar"


def test_a_sink_without_its_secret_exits_2_before_anything_runs(
    partner: Newsroom, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REPUBLISH_SINKS__PARTNER__SECRET")
    partner.publish(BRIDGE)
    finished = cli("run")
    assert finished.code == 2
    assert "REPUBLISH_SINKS__PARTNER__SECRET" in finished.err
    assert partner.requests("/feed.xml") == 0


# ---- again


@pytest.mark.parametrize("state", ["published", "withdrawn"])
def test_retry_from_publish_delivers_again_to_every_sink_with_the_same_key(partner: Newsroom, state: str) -> None:
    url = partner.publish(BRIDGE)
    partner.publish(LIBRARY)
    partner.run()
    if state == "withdrawn":
        partner.withdraw(url, "the council took it back")
    before = keys(partner)
    partner.retry(url, stage="publish")
    number = 2 if state == "withdrawn" else 1
    assert keys(partner) == [*before, revision(partner, url, number, state)]
    assert partner.item(url).state == state


# ---- kills


def ended(process: Process) -> int:
    process.communicate(timeout=PATIENCE)
    return process.returncode


def test_what_a_run_wrote_and_could_not_deliver_the_next_one_delivers(newsroom: Newsroom) -> None:
    """A run without sinks ends where one is killed that was about to deliver."""
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    newsroom.pages[HOOK] = page("")
    with_sinks(newsroom, partner=webhook(newsroom, HOOK))
    for _ in range(2):
        assert newsroom.run().exit_code == 0
    assert keys(newsroom) == [revision(newsroom, url)]


def test_a_run_killed_while_it_delivers_is_completed_and_a_consumer_counts_each_key_once(partner: Newsroom) -> None:
    arrived, may_answer = threading.Event(), threading.Event()
    taken: dict[str, Json] = {}

    def consume(request: Request) -> Response:
        """Take what was not taken before; the second one hangs until the run that sent it is dead."""
        taken.setdefault(request.headers["Idempotency-Key"], json.loads(request.data))
        if len(taken) == 2 and not may_answer.is_set():
            arrived.set()
            assert may_answer.wait(PATIENCE)
        return Response("")

    partner.pages[HOOK] = consume
    urls = [partner.publish(story) for story in STORIES]
    process = partner.start("run")
    assert arrived.wait(PATIENCE)
    process.kill()
    assert ended(process) == -signal.SIGKILL
    may_answer.set()

    assert partner.run().exit_code == 0

    assert set(taken) == {revision(partner, url) for url in urls}
    with partner.ledger() as ledger:
        assert len(ledger.deliveries.of("partner")) == len(STORIES)


# ---- files


def test_a_bucket_holds_what_the_folder_holds_after_each_run(newsroom: Newsroom, bucket: Bucket) -> None:
    sink = {"kind": "object_store", "url": f"s3://{bucket.name}/site", "options": bucket.options(), "backoff": 0}
    with_sinks(newsroom, partner=sink)

    def same() -> bool:
        there = {key.removeprefix("site/"): bucket.get(key).content for key in bucket.objects()}
        return there == files(newsroom.folder / "data" / "published")

    urls = [newsroom.publish(story) for story in STORIES]
    assert newsroom.run().exit_code == 0
    assert same()
    assert len(bucket.objects()) == len(STORIES) + 3
    newsroom.publish(BRIDGE, paragraphs=CORRECTED_BRIDGE)
    assert newsroom.retry(urls[0], stage="fetch").exit_code == 0
    newsroom.withdraw(urls[1], "the council took it back")
    assert same()
    [delivered] = newsroom.run().deliveries
    assert delivered.delivered == 0


def test_a_bucket_whose_connection_is_cut_has_no_index_that_is_ahead_of_its_articles(
    newsroom: Newsroom, bucket: Bucket
) -> None:
    for story in STORIES:
        newsroom.publish(story)
    whole, cut = Cut("answer", 100_000), Cut("request", 900)
    with wire_to(bucket.port, whole, whole, cut, cut) as wire:
        options = bucket.options(wire.address)
        sink = {"kind": "object_store", "url": f"s3://{bucket.name}", "options": options, "attempts": 1, "backoff": 0}
        with_sinks(newsroom, partner=sink)
        summary = newsroom.run()
        assert summary.exit_code == 1
        assert len(bucket.objects()) == 2
        assert "index.json" not in bucket.objects()
        assert newsroom.run().exit_code == 0
    assert {key: bucket.get(key).content for key in bucket.objects()} == files(newsroom.folder / "data" / "published")


def test_a_folder_holds_the_same_files_and_one_that_cannot_be_written_holds_back_no_other(newsroom: Newsroom) -> None:
    www, broken = newsroom.folder / "www", newsroom.folder / "broken"
    broken.write_text("a file where the folder should be")
    with_sinks(newsroom, www=folder("../www"), broken=folder("../broken"))
    newsroom.publish(BRIDGE)
    summary = newsroom.run()
    assert summary.exit_code == 1
    assert {delivered.sink: delivered.failed for delivered in summary.deliveries} == {"www": 0, "broken": 1}
    assert files(www) == files(newsroom.folder / "data" / "published")
    broken.unlink()
    assert newsroom.run().exit_code == 0
    assert files(broken) == files(www)


def test_pages_of_the_index_go_before_it_and_those_of_an_old_index_are_removed(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def paged(entries: list[IndexEntry], published: Path) -> None:
        write_index(entries, published, page_length=1)

    monkeypatch.setattr("pipeline.run.publishing.write_index", paged)
    monkeypatch.setattr("pipeline.stages.publish.index.GRACE", -1.0)
    with_sinks(newsroom, www=folder("../www"))
    for story in STORIES:
        newsroom.publish(story)
    newsroom.run()
    first = pages(newsroom.folder / "www")
    assert len(first) == len(STORIES) - 1
    with newsroom.ledger() as ledger:
        oldest = ledger.publications()[-1].item_id
    newsroom.withdraw(oldest, "the council took it back")
    second = pages(newsroom.folder / "www")
    assert len(second) == len(STORIES) - 1
    assert not first & second
    assert files(newsroom.folder / "www") == files(newsroom.folder / "data" / "published")


# ---- what the operator sees


def test_status_tells_what_a_sink_lacks_and_why(partner: Newsroom, cli: CommandLine) -> None:
    partner.pages[HOOK] = in_turn(page("", status=422), page(""))
    for story in STORIES:
        partner.publish(story)
    partner.run()
    assert "sink        partner lacks 1: partner, " in cli("status").out
    [row] = cli("status", "--json").json["undelivered"]["partner"]
    assert "answered 422" in row["message"]
    assert row["name"].startswith("articles/")
    partner.retry(row["name"].split("/")[1].removesuffix(".json"), stage="publish")
    assert "sink        partner lacks 0\n" in cli("status").out


def test_doctor_tells_each_sink_and_that_one_cannot_work(
    partner: Newsroom, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert f"ok      sinks.partner: webhook: {partner.url(HOOK)}" in cli("doctor").out
    monkeypatch.delenv("REPUBLISH_SINKS__PARTNER__SECRET")
    finished = cli("doctor")
    assert finished.code == 5
    assert "broken  sinks.partner: sinks.partner: a webhook needs a secret" in finished.out
