"""`republish config validate` and `show`."""

from typing import Any

import pytest
from newsroom import CommandLine, Newsroom


def test_a_right_configuration_is_summed_up(newsroom: Newsroom, cli: CommandLine) -> None:
    finished = cli("config", "validate")

    assert finished.code == 0
    assert finished.out == f"{newsroom.config}: right; sources: 1; engines: memory, google\n"
    assert not (newsroom.folder / "data").exists()


def test_every_fault_is_told_at_once(newsroom: Newsroom, cli: CommandLine) -> None:
    right = newsroom.config.read_text("utf-8")
    newsroom.config.write_text(right.replace("per_host_delay = 0", "per_host_dealy = 1\nconcurrency = 0"), "utf-8")

    finished = cli("config", "validate")

    assert finished.code == 2
    assert "fetch.concurrency: " in finished.err
    assert "fetch.per_host_dealy: unknown key; did you mean 'per_host_delay'?" in finished.err


@pytest.mark.parametrize("companion", ["sources.toml", "wording.ar.toml"])
def test_a_companion_that_is_wrong_is_named(newsroom: Newsroom, cli: CommandLine, companion: str) -> None:
    (newsroom.config.parent / companion).write_text("bogus = 1", "utf-8")

    finished = cli("config", "validate")

    assert finished.code == 2
    assert companion in finished.err
    assert "bogus" in finished.err


def test_every_setting_is_shown_and_no_secret(
    newsroom: Newsroom, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPUBLISH_ENGINES__GOOGLE__API_KEY", "hush")

    shown = cli("config", "show", "--json")

    assert shown.json["fetch"]["per_host_delay"] == 0
    assert shown.json["retry"]["attempts"] == 6
    assert shown.json["sources"][0]["name"] == "The Tamsin Post"
    assert shown.json["paths"]["published"] == str(newsroom.folder / "data" / "published")
    assert "hush" not in shown.out


def test_a_companion_of_which_the_package_s_own_counts_is_said_to_be_packaged(
    newsroom: Newsroom, cli: CommandLine
) -> None:
    paths = cli("config", "show").json["paths"]
    assert (paths["wording"], paths["house_style"]) == ("packaged default", "packaged default")
    assert "ok      wording: packaged default\n" in cli("doctor").out

    own = newsroom.config.parent / "house-style.csv"
    own.write_text("variant,preferred,note\n", "utf-8")
    assert cli("config", "show").json["paths"]["house_style"] == str(own)


def test_a_right_configuration_is_summed_up_in_json(newsroom: Newsroom, cli: CommandLine) -> None:
    assert cli("config", "validate", "--json").json == {
        "file": str(newsroom.config), "sources": 1, "engines": ["memory", "google"]
    }  # fmt: skip


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({"sinks.hook": {"kind": "webhook", "url": "https://hook.example/"}}, "a webhook needs a secret"),
        ({"engines.dl": {"kind": "deepl"}, "translate": {"engines": ["dl"]}}, "dl"),
    ],
    ids=["sink", "engine"],
)
def test_what_a_run_would_not_begin_with_is_told_by_validate_and_doctor_too(
    newsroom: Newsroom, cli: CommandLine, tables: dict[str, Any], said: str
) -> None:
    newsroom.configure(**tables)

    for verb, code in (("run",), 2), (("config", "validate"), 2), (("doctor",), 5):
        finished = cli(*verb)
        assert (finished.code, said in finished.out + finished.err) == (code, True)


def test_doctor_looks_at_the_wording_too(newsroom: Newsroom, cli: CommandLine) -> None:
    (newsroom.config.parent / "wording.ar.toml").write_text("bogus = 1", "utf-8")

    finished = cli("doctor")

    assert finished.code == 5
    assert "broken  wording" in finished.out
