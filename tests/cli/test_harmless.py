import json

import pytest
import structlog
from newsroom import CommandLine

from pipeline.cli.harmless import harmless, harmless_event
from pipeline.cli.output import configure_logs


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("عنوان — a headline", "عنوان — a headline"),
        ("\x1b[2J\x1b]0;owned\x07", r"\x1b[2J\x1b]0;owned\x07"),
        ("one\nrepublish: all is well", r"one\nrepublish: all is well"),
        ("\r\x9b31m\u202egnp.exe\u2028", r"\r\x9b31m\u202egnp.exe\u2028"),
        ("https://layla:secret@news.example/a?b=c", "https://***@news.example/a?b=c"),
        (
            "asked http://token@a.example and ftp://u:p:q@b.example/",
            "asked http://***@a.example and ftp://***@b.example/",
        ),
        ("https://news.example/@layla a@b.example", "https://news.example/@layla a@b.example"),
    ],
)
def test_what_a_stranger_wrote_is_shown_and_not_obeyed(text: str, made: str) -> None:
    assert harmless(text) == made


def test_every_value_of_an_event_is_made_harmless_and_keeps_its_shape() -> None:
    event = {"event": "a\nb", "urls": ["http://u:p@h/"], "n": 3, "ok": True, "of": {"k\x1b": None}, "exception": "a\nb"}
    assert harmless_event(None, "info", event) == {
        "event": r"a\nb",
        "urls": ["http://***@h/"],
        "n": 3,
        "ok": True,
        "of": {r"k\x1b": None},
        "exception": "a\nb",
    }


def test_the_logs_of_a_command_are_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs()
    try:
        structlog.get_logger().warning("failed", url="https://u:hidden@news.example/\x1b[2J")
        try:
            int("https://u:hidden@news.example/")
        except ValueError:
            structlog.get_logger().exception("unforeseen")
    finally:
        structlog.reset_defaults()
    printed = capsys.readouterr().err
    lines = [json.loads(line) for line in printed.splitlines()]
    assert lines[0]["url"] == r"https://***@news.example/\x1b[2J"
    assert "ValueError" in lines[1]["exception"]
    assert "hidden" not in printed


def test_the_message_of_an_error_is_harmless(cli: CommandLine) -> None:
    finished = cli("show", "https://u:hidden@news.example/\x1b[2J")
    assert finished.code == 2
    assert "\x1b" not in finished.err
    assert "hidden" not in finished.err
    assert "news.example" in finished.err
