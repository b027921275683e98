"""`republish export`."""

import pytest
from newsroom import CommandLine, Newsroom
from stories import BRIDGE, CORRECTED, CORRECTED_BRIDGE, LIBRARY

from pipeline.formats import FORMATS


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_a_publication_is_printed_in_every_format_with_its_headline(
    newsroom: Newsroom, cli: CommandLine, form: str
) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()

    finished = cli("export", "--format", form, url)

    assert finished.code == 0
    assert BRIDGE.headline[1].split()[0] in finished.out


def test_without_an_id_all_that_readers_have_is_printed(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)
    url = newsroom.publish(LIBRARY)
    newsroom.run()
    newsroom.withdraw(url, "a mistake")

    printed = cli("export", "--format", "html").out

    assert BRIDGE.paragraphs[0][1] in printed
    assert LIBRARY.headline[1] not in printed


def test_a_held_revision_is_not_exported_in_place_of_the_published_one(newsroom: Newsroom, cli: CommandLine) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    wrong = newsroom.arabic[CORRECTED[0]] = CORRECTED[1].replace("4", "5")
    newsroom.publish(BRIDGE, paragraphs=CORRECTED_BRIDGE)
    newsroom.retry(url, stage="fetch")

    for printed in (cli("export", "--format", "html").out, cli("export", "--format", "html", url).out):
        assert BRIDGE.paragraphs[2][1] in printed
        assert wrong not in printed


def test_an_unknown_format_exits_2_and_names_those_there_are(cli: CommandLine) -> None:
    finished = cli("export", "--format", "word")

    assert finished.code == 2
    assert "ninjs" in finished.err


def test_what_has_no_publication_yet_is_told_so(newsroom: Newsroom, cli: CommandLine) -> None:
    url = newsroom.url("/gone")
    newsroom.run(url)

    finished = cli("export", "--format", "html", url)

    assert finished.code == 2
    assert "nothing has been made of it yet" in finished.err


def test_a_post_for_wordpress_has_status_and_categories_of_the_configuration(
    newsroom: Newsroom, cli: CommandLine
) -> None:
    newsroom.configure(wordpress={"status": "pending", "categories": [7, 9], "tags": [3]})
    url = newsroom.publish(BRIDGE)
    newsroom.run()

    post = cli("export", "--format", "wordpress", url).json

    assert (post["status"], post["categories"], post["tags"]) == ("pending", [7, 9], [3])
