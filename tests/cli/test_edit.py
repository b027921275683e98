"""`republish edit`."""

import pytest
from newsroom import CommandLine, Newsroom
from stories import BRIDGE, MISTRANSLATED

RIGHT = BRIDGE.paragraphs[1][1]


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


@pytest.mark.parametrize("text", ["", " \n "])
def test_an_empty_translation_is_refused(cli: CommandLine, held: str, text: str) -> None:
    finished = cli("edit", held, "b2", "--text", text)

    assert finished.code == 2
    assert finished.err == "republish: b2: an empty translation. Next: give the Arabic with --text\n"


def test_a_segment_that_is_not_there_exits_2_and_names_those_that_are(cli: CommandLine, held: str) -> None:
    finished = cli("edit", held, "b9", "--text", RIGHT)

    assert finished.code == 2
    assert "it has no segment 'b9'; it has headline, author1, b1, b2, b3" in finished.err
