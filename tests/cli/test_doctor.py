"""`republish doctor`."""

import socket
from pathlib import Path
from typing import Any

import pytest
from newsroom import GOOGLE, CommandLine, Newsroom, page
from stories import BRIDGE

from pipeline.run.diagnosis import diagnose


def test_a_project_in_order_is_told_so_subject_by_subject(newsroom: Newsroom, cli: CommandLine) -> None:
    findings = {finding["subject"]: finding["verdict"] for finding in cli("doctor", "--json").json}

    data = newsroom.folder / "data"
    assert {subject: findings[subject] for subject in ("configuration", "ledger", "The Tamsin Post")} == {
        "configuration": "ok", "ledger": "ok", "The Tamsin Post": "ok"
    }  # fmt: skip
    assert {str(data / name) for name in ("state", "published", "held")} <= set(findings)
    assert cli("doctor").code == 0


def test_one_feed_is_told_in_the_singular(cli: CommandLine) -> None:
    assert "The Tamsin Post: 1 feed, rights: own" in cli("doctor").out


def test_a_folder_that_cannot_be_written_exits_5(newsroom: Newsroom, cli: CommandLine) -> None:
    folder = newsroom.folder / "data" / "published"
    folder.parent.mkdir()
    folder.write_text("a file", "utf-8")

    finished = cli("doctor")

    assert finished.code == 5
    assert f"broken  {folder}: cannot be written" in finished.out


def test_a_damaged_ledger_exits_5_and_is_left_as_it_is(newsroom: Newsroom, cli: CommandLine) -> None:
    state = newsroom.folder / "data" / "state"
    state.mkdir(parents=True)
    (state / "ledger.sqlite").write_bytes(b"not a database at all" * 100)

    finished = cli("doctor")

    assert finished.code == 5
    assert "broken  ledger" in finished.out
    assert (state / "ledger.sqlite").read_bytes() == b"not a database at all" * 100
    assert cli("run").code == 5


def test_a_source_without_rights_is_a_warning(newsroom: Newsroom, cli: CommandLine) -> None:
    source = newsroom.source()
    del source["rights"]
    newsroom.configure(sources=[source])

    finished = cli("doctor")

    assert finished.code == 0
    assert "its articles will be held until [source.rights] is recorded" in finished.out


def test_an_engine_that_readers_are_told_of_by_its_name_in_the_configuration_is_a_warning(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "packages" / "in_house-1.0.dist-info"
    package.mkdir(parents=True)
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: in-house\nVersion: 1.0\n", "utf-8")
    (package / "entry_points.txt").write_text(
        "[republish.engines]\nin_house = pipeline.engines.google:Google\n", "utf-8"
    )
    monkeypatch.syspath_prepend(package.parent)
    tables: dict[str, dict[str, Any]] = {"engines.ours": {"kind": "in_house", "base_url": newsroom.url(GOOGLE)}}
    settings = newsroom.configure(sources=None, translate={"engines": ["ours", "google"]}, **tables)

    told = [finding.subject for finding in diagnose(settings) if "readers are told “ours”" in finding.detail]

    assert told == ["engines.ours"]


def test_an_engine_that_rests_is_a_warning_and_its_day_is_told(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.configure(google={"daily_characters": 5_000})
    newsroom.publish(BRIDGE)
    newsroom.translator = page("", status=429, retry_after="3600")
    assert cli("run").code == 4

    finished = cli("doctor", "--json")

    said = [(one["verdict"], one["detail"]) for one in finished.json if one["subject"] == "engines.google"]
    assert finished.code == 0
    assert [verdict for verdict, _ in said] == ["warning", "ok", "ok"]
    assert said[0][1].startswith("is not asked before 2")
    assert said[1][1].endswith(" of its 5000 characters of today")


def test_an_engine_whose_day_is_used_up_is_a_warning(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.configure(google={"daily_characters": 10_000})
    newsroom.publish(BRIDGE)
    assert cli("run").code == 0
    newsroom.configure(google={"daily_characters": 1})
    assert "warning engines.google: was sent " in cli("doctor").out


def test_an_engine_whose_port_is_closed_is_a_warning(newsroom: Newsroom, cli: CommandLine) -> None:
    with socket.socket() as listener:  # bound, so that nobody else takes it, and not listening
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        newsroom.configure(google={"base_url": f"http://127.0.0.1:{port}/m"})
        finished = cli("doctor")
    assert finished.code == 0
    assert f"warning engines.google: 127.0.0.1:{port} takes no connection (Connection refused)" in finished.out


def test_a_day_that_is_shorter_than_an_article_is_a_warning(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.configure(google={"daily_characters": 900})
    assert "warning engines.google: daily_characters of 900: an article with more in it" in cli("doctor").out
