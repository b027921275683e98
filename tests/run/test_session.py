"""A run as a whole: dry runs, one at a time, signals, kills, and disks that are full or not there."""

import datetime as dt
import signal
from collections.abc import Iterator

import pytest
from gates import Gate
from newsroom import CommandLine, Finished, Newsroom, Process, page
from stories import BRIDGE, CORRECTED, CORRECTED_BRIDGE, LIBRARY, STORIES

from pipeline.run.lock import alone_in

PATHS = {folder: f"../data/{folder}" for folder in ("state", "published", "held")}

PATIENCE = 30
"""Seconds after which a test gives up on a process."""


@pytest.fixture
def gate(newsroom: Newsroom) -> Iterator[Gate]:
    """Let the translator do one article of four, and keep the next one waiting."""
    for story in STORIES:
        newsroom.publish(story)
    newsroom.configure(fetch={"concurrency": 1})
    made = newsroom.translator = Gate(newsroom.translate, through=1)
    yield made
    made.opened.set()


def ended(process: Process) -> Finished:
    out, err = process.communicate(timeout=PATIENCE)
    return Finished(process.returncode, out, err)


def whole(newsroom: Newsroom) -> bool:
    """Tell whether all four articles are published once, in every file, with nothing torn or left over."""
    published = newsroom.folder / "data" / "published"
    names = {f"{item.id}.json" for item in newsroom.items()}
    files = {path.name for path in (published / "articles").iterdir()}
    texts = [newsroom.texts(newsroom.url(story.path))[0] for story in STORIES]
    told = [change["id"] for change in newsroom.changes()]
    return (
        set(newsroom.states().values()) == {"published"}
        and files == names
        and texts == [story.headline[1] for story in STORIES]
        and sorted(told) == sorted(name.removesuffix(".json") for name in names)
        and len(newsroom.published("index.json")["articles"]) == len(newsroom.published("feed.json")["items"]) == 4
    )


# ---- dry runs


def test_a_dry_run_prints_what_would_be_done_and_leaves_no_trace(newsroom: Newsroom, cli: CommandLine) -> None:
    urls = [newsroom.publish(story) for story in STORIES]

    finished = cli("run", "--dry-run")

    assert (finished.code, finished.out.split()) == (0, urls)
    assert not (newsroom.folder / "data").exists()
    assert newsroom.requests(BRIDGE.path) == 0


def test_a_dry_run_prints_no_more_than_its_limit_and_nothing_that_is_done(newsroom: Newsroom, cli: CommandLine) -> None:
    bridge = newsroom.publish(BRIDGE)
    newsroom.run()
    newsroom.publish(LIBRARY)

    assert cli("run", "--dry-run", "--json", "--limit", "5").json == [newsroom.url(LIBRARY.path)]
    assert cli("run", "--dry-run", "--json", "--limit", "0").json == []
    assert cli("run", "--dry-run", bridge).out == ""
    assert newsroom.states() == {"news/bridge": "published"}


def test_a_dry_run_makes_no_ledger_also_where_its_folder_is_there(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)
    state = newsroom.folder / "data" / "state"
    state.mkdir(parents=True)

    assert cli("run", "--dry-run").code == 0
    assert cli("retry", "--dry-run").code == 0
    assert list(state.iterdir()) == []


def test_a_dry_run_of_urls_knows_them_by_each_of_their_names(newsroom: Newsroom, cli: CommandLine) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    library = newsroom.url(LIBRARY.path)

    finished = cli("run", "--dry-run", f"{url}?utm_source=mail", library, f"{library}?utm_source=mail")

    assert finished.out.split() == [library]


# ---- what a run is asked for


def test_a_url_that_was_refused_is_fetched_again_when_it_is_given_again(newsroom: Newsroom) -> None:
    url = newsroom.url(BRIDGE.path)
    newsroom.pages[BRIDGE.path] = page("<html lang=en><body><p>too short</p></body></html>")
    newsroom.run(url)
    assert newsroom.item(url).state == "refused"
    newsroom.publish(BRIDGE)

    newsroom.run(url)

    assert newsroom.item(url).state == "published"


def test_urls_given_are_processed_and_the_feeds_are_not_asked(newsroom: Newsroom) -> None:
    newsroom.publish(LIBRARY)
    url = newsroom.publish(BRIDGE)

    newsroom.run(url, url + "?utm_source=mail")

    assert newsroom.states() == {"news/bridge": "published"}
    assert newsroom.requests("/feed.xml") == 0
    assert newsroom.requests(BRIDGE.path) == 1


def test_a_url_that_is_published_already_is_left_as_it_is_and_the_way_to_redo_it_told(
    newsroom: Newsroom, cli: CommandLine
) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    newsroom.publish(BRIDGE, paragraphs=CORRECTED_BRIDGE)

    finished = cli("run", url)

    assert finished.code == 0
    assert f"republish retry {newsroom.item(url).id} --from fetch" in finished.err
    assert CORRECTED[1] not in newsroom.texts(url)


def test_the_ledger_keeps_how_each_run_ended(newsroom: Newsroom) -> None:
    newsroom.publish(BRIDGE)
    newsroom.run()

    with newsroom.ledger() as ledger:
        last = ledger.runs.last()
    assert last is not None
    assert (last["exit_code"], last["summary"]["published"], last["summary"]["discovered"]) == (0, 1, 1)


# ---- one at a time


def test_a_second_run_exits_3_and_names_the_first_which_goes_on(
    newsroom: Newsroom, cli: CommandLine, gate: Gate
) -> None:
    first = newsroom.start("run", "--quiet")
    assert gate.waiting.wait(PATIENCE)

    second = cli("run")

    assert second.code == 3
    assert f"another run is under way: process {first.pid} on " in second.err
    assert "Next: wait for it to end; nothing has been changed" in second.err
    assert cli("withdraw", newsroom.url(BRIDGE.path), "--reason", "x").code == 3
    gate.opened.set()
    assert ended(first) == Finished(0, "", "")
    assert whole(newsroom)


def test_another_state_folder_is_no_way_around_the_lock_of_the_published_files(
    newsroom: Newsroom, cli: CommandLine
) -> None:
    newsroom.publish(BRIDGE)
    with alone_in(newsroom.settings.paths.published, dt.datetime(2026, 1, 15, 9, 30, tzinfo=dt.UTC)):
        newsroom.configure(paths={**PATHS, "state": "../data/other"})

        second = cli("run")

        assert second.code == 3
        assert "another run is under way: process " in second.err
        assert newsroom.states() == {}
        assert cli("status", "--json").json["last_run"]["exit_code"] == 3


@pytest.mark.parametrize("asked", [("approve", "ffff", "--by", "Layla Haddad"), ("run", "--source", "Nobody")])
def test_a_run_that_is_asked_for_what_there_is_not_has_ended(
    newsroom: Newsroom, cli: CommandLine, asked: tuple[str, ...]
) -> None:
    del newsroom
    assert cli(*asked).code == 2

    last = cli("status", "--json").json["last_run"]
    assert (last["exit_code"], last["finished_at"] is None) == (2, False)


# ---- signals and kills


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_a_run_when_its_stages_are_done_and_the_next_run_completes_it(
    newsroom: Newsroom, gate: Gate, number: signal.Signals, code: int
) -> None:
    process = newsroom.start("run")
    assert gate.waiting.wait(PATIENCE)
    process.send_signal(number)
    assert process.stderr is not None
    heard = next(line for line in process.stderr if "second signal" in line)
    gate.opened.set()

    finished = ended(process)

    assert heard.startswith("republish: stopping when the stages under way are done")
    assert finished.code == code
    assert "stopped by a signal" in finished.out
    before = newsroom.states()
    assert sorted(before.values()) == ["discovered", "discovered", "published", "working"]
    assert not any(item.starts for item in newsroom.items())  # nobody died of it
    assert len(newsroom.published("index.json")["articles"]) == 1
    assert newsroom.run().exit_code == 0
    assert whole(newsroom)


def test_a_second_signal_ends_a_run_at_once_and_the_next_run_mends_it(newsroom: Newsroom, gate: Gate) -> None:
    process = newsroom.start("run")
    assert gate.waiting.wait(PATIENCE)
    process.send_signal(signal.SIGINT)
    assert process.stderr is not None
    assert any("second signal" in line for line in process.stderr)
    process.send_signal(signal.SIGINT)

    assert ended(process).code == -signal.SIGINT
    gate.opened.set()
    assert newsroom.run().exit_code == 0
    assert whole(newsroom)


def test_a_killed_run_is_completed_from_the_stage_where_it_stood(
    newsroom: Newsroom, cli: CommandLine, gate: Gate
) -> None:
    process = newsroom.start("run")
    assert gate.waiting.wait(PATIENCE)
    process.kill()
    assert ended(process).code == -signal.SIGKILL
    gate.opened.set()
    [standing] = [item for item in newsroom.items() if item.state == "working"]
    assert (standing.stage, standing.starts) == ("translate", 1)
    assert cli("status", "--json").json["last_run"]["finished_at"] is None

    assert newsroom.run().exit_code == 0

    assert whole(newsroom)
    assert [newsroom.requests(story.path) for story in STORIES] == [1, 1, 1, 1]


# ---- disks


@pytest.mark.parametrize("folder", ["published", "held", "state"])
def test_a_folder_that_cannot_be_written_exits_5_and_the_next_run_completes(
    newsroom: Newsroom, cli: CommandLine, folder: str
) -> None:
    newsroom.arabic[LIBRARY.paragraphs[1][0]] = LIBRARY.paragraphs[1][1].replace("900", "800")  # this one will be held
    newsroom.publish(BRIDGE)
    newsroom.publish(LIBRARY)
    path = newsroom.folder / "data" / folder
    path.parent.mkdir()
    path.write_text("a file where the folder should be", "utf-8")

    finished = cli("run", "--quiet")

    assert finished.code == 5
    last = finished.err.splitlines()[-1]
    assert last.startswith(f"republish: {path}")
    assert "Next: " in last
    path.unlink()
    assert not any(item.starts for item in newsroom.items())
    if folder != "state":
        assert cli("status", "--json").json["last_run"]["exit_code"] == 5
    assert cli("run", "--quiet") == Finished(0, "", "")
    assert newsroom.states() == {"news/bridge": "published", "news/library": "held"}
    assert [newsroom.requests(story.path) for story in (BRIDGE, LIBRARY)] == [1, 1]


def test_a_disk_that_is_full_exits_5_tears_no_file_and_the_next_run_completes(newsroom: Newsroom) -> None:
    for story in STORIES:
        newsroom.publish(story)
    newsroom.run()
    before = {path: path.read_bytes() for path in (newsroom.folder / "data" / "published").rglob("*.json*")}
    newsroom.publish(BRIDGE, paragraphs=CORRECTED_BRIDGE)
    item = newsroom.item(newsroom.url(BRIDGE.path))

    finished = ended(newsroom.start("retry", item.id, "--from", "fetch", limit=64))

    assert finished.code == 5
    assert "Next: " in finished.err
    assert "Traceback" not in finished.err
    assert {path: path.read_bytes() for path in before} == before
    assert newsroom.retry(item.id, stage="fetch").exit_code == 0
    assert newsroom.publication(item.url)["revision"] == 2


def test_files_that_a_killed_run_left_half_written_are_removed(newsroom: Newsroom) -> None:
    newsroom.publish(BRIDGE)
    left = newsroom.folder / "data" / "published" / "articles" / ".0123456789abcdef.json.0a1b2c3d.part"
    left.parent.mkdir(parents=True)
    left.write_text("half", "utf-8")

    newsroom.run()

    assert not left.exists()


# ---- the configuration


def test_a_missing_configuration_exits_2_and_says_how_to_name_one(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.config.unlink()

    finished = cli("run")

    assert finished == Finished(
        2,
        "",
        "republish: config/pipeline.toml: there is no such configuration file. Next: name one with --config PATH\n",
    )


def test_a_bad_key_exits_2_before_anything_runs_and_names_the_nearest(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)
    newsroom.configure()
    newsroom.config.write_text(newsroom.config.read_text("utf-8").replace("per_host_delay", "per_host_dealy"), "utf-8")

    finished = cli("run")

    assert finished.code == 2
    assert "fetch.per_host_dealy: unknown key; did you mean 'per_host_delay'?" in finished.err
    assert newsroom.requests("/feed.xml") == 0
    assert not (newsroom.folder / "data").exists()


def test_a_quiet_clean_run_prints_nothing_at_all(newsroom: Newsroom) -> None:
    newsroom.publish(BRIDGE)

    assert ended(newsroom.start("run", "--quiet")) == Finished(0, "", "")


def test_a_run_in_json_prints_its_figures_and_nothing_else(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)

    figures = cli("run", "--json").json

    assert (figures["exit_code"], figures["published"], figures["failed"], figures["discovered"]) == (0, 1, 0, 1)
    assert figures["feeds"] == {"asked": 1, "answered": 1}
