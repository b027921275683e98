"""Commands in messages work as they are printed, whatever configuration they were printed under."""

from pathlib import Path

import pytest
from newsroom import CommandLine, Newsroom, page
from stories import BRIDGE

from pipeline.cli.commands import completed, take_note

DEFAULT = Path("config/pipeline.toml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Next: republish retry 8819 --from fetch", "Next: republish retry --config my.toml 8819 --from fetch"),
        ("then: republish doctor", "then: republish doctor --config my.toml"),
        ("republish config validate.", "republish config validate --config my.toml."),
        ("republish memory import a.tmx", "republish memory import --config my.toml a.tmx"),
        (
            "republish list --dead; republish status",
            "republish list --config my.toml --dead; republish status --config my.toml",
        ),
        ("republish show --config other.toml 1", "republish show --config other.toml 1"),
        ("written by a newer republish (tables 9)", "written by a newer republish (tables 9)"),
        ("upgrade republish; it republishes", "upgrade republish; it republishes"),
    ],
)
def test_each_command_names_the_configuration_once(text: str, expected: str) -> None:
    take_note(Path("my.toml"), DEFAULT)
    try:
        assert completed(text) == expected
    finally:
        take_note(DEFAULT, DEFAULT)
    assert completed(text) == text


def test_a_path_with_spaces_is_quoted() -> None:
    take_note(Path("news room/my.toml"), DEFAULT)
    try:
        assert completed("republish status") == "republish status --config 'news room/my.toml'"
    finally:
        take_note(DEFAULT, DEFAULT)


def test_what_a_failed_item_s_message_says_to_do_does_it(newsroom: Newsroom, cli: CommandLine) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.pages[BRIDGE.path], works = page("", status=500), newsroom.pages[BRIDGE.path]
    newsroom.configure(retry={"attempts": 1}, fetch={"attempts": 1})
    elsewhere = newsroom.config.rename(newsroom.config.with_name("mine.toml"))
    option = ("--config", str(elsewhere.relative_to(newsroom.folder)))

    logged = cli("run", *option).err
    shown = cli("show", url, *option).out
    newsroom.pages[BRIDGE.path] = works

    [message] = [line for line in shown.splitlines() if line.startswith("message")]
    command = message.rpartition("republish ")[2]
    assert command.startswith("retry --config config/mine.toml ")
    assert command in logged
    assert cli(*command.split()).code == 0
