"""`republish edit`."""

import io
import sys

import pytest
from newsroom import CommandLine, Newsroom
from stories import BRIDGE, MISTRANSLATED

from pipeline.cli.edit import _read
from pipeline.errors import InputError

RIGHT = BRIDGE.paragraphs[1][1]


class Terminal(io.StringIO):
    """A standard input at which a person sits."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.fixture
def held(newsroom: Newsroom) -> str:
    newsroom.arabic |= dict([MISTRANSLATED])
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    return url


def test_the_arabic_is_given_as_an_option(newsroom: Newsroom, cli: CommandLine, held: str) -> None:
    finished = cli("edit", held, "b2", "--text", RIGHT, "--by", "ليلى حداد")

    assert finished.code == 0
    assert RIGHT in newsroom.texts(held)
    assert "edited by ليلى حداد" in cli("show", held).out


def test_the_arabic_is_read_from_stdin_and_its_line_breaks_become_spaces(
    newsroom: Newsroom, cli: CommandLine, held: str
) -> None:
    assert cli("edit", held, "b2", stdin=RIGHT.replace(" ", "\n").encode()).code == 0
    assert RIGHT in newsroom.texts(held)


def test_an_edit_in_json_prints_the_figures(cli: CommandLine, held: str) -> None:
    assert cli("edit", held, "b2", "--text", RIGHT, "--json").json["published"] == 1


def test_an_edit_says_what_the_article_is_now(newsroom: Newsroom, cli: CommandLine, held: str) -> None:
    item = newsroom.item(held).id

    still_wrong = cli("edit", held, "b2", "--text", RIGHT.replace("140", "160"))
    right = cli("edit", held, "b2", "--text", RIGHT)

    assert f"{item} is held: The number 140 became 160." in still_wrong.out
    assert right.out.endswith(f"{item} is published\n")


def test_a_text_that_the_editor_leaves_as_it_was_is_no_review(
    newsroom: Newsroom, cli: CommandLine, held: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setenv("VISUAL", "true")
    unchanged = _read(newsroom.settings, held, "b2")

    finished = cli("edit", held, "b2", "--text", unchanged)

    assert finished.code == 2
    assert "b2 says that already; no review is recorded" in finished.err
    assert "edited" not in cli("show", held).out


@pytest.mark.parametrize("text", ["", " \n "])
def test_an_empty_translation_is_refused(cli: CommandLine, held: str, text: str) -> None:
    finished = cli("edit", held, "b2", "--text", text)

    assert finished.code == 2
    assert finished.err == "republish: b2: an empty translation. Next: give the Arabic with --text\n"


def test_a_segment_that_is_not_there_exits_2_and_names_those_that_are(cli: CommandLine, held: str) -> None:
    finished = cli("edit", held, "b9", "--text", RIGHT)

    assert finished.code == 2
    assert "it has no segment 'b9'; it has headline, author1, b1, b2, b3" in finished.err


@pytest.mark.parametrize("editor", ["/nowhere/editor", "false", "'unbalanced"])
def test_an_editor_that_fails_exits_2_and_says_what_to_set(
    newsroom: Newsroom, held: str, monkeypatch: pytest.MonkeyPatch, editor: str
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setenv("VISUAL", editor)

    with pytest.raises(InputError, match="set EDITOR"):
        _read(newsroom.settings, held, "b2")


def test_a_text_that_is_no_utf_8_exits_2(cli: CommandLine, held: str) -> None:
    finished = cli("edit", held, "b2", stdin=b"\xff\xfe")

    assert finished.code == 2
    assert finished.err == "republish: stdin: this is no UTF-8. Next: save it as UTF-8\n"
