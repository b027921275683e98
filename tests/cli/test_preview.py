"""`republish preview`."""

from newsroom import CommandLine, Newsroom, page
from stories import BRIDGE, LIBRARY


def test_every_item_is_listed_and_what_has_a_publication_is_a_page_from_right_to_left(
    newsroom: Newsroom, cli: CommandLine
) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.publish(LIBRARY)
    newsroom.pages[LIBRARY.path] = page("", status=404)
    newsroom.run()

    finished = cli("preview")

    assert finished.code == 0
    assert f"published  {newsroom.item(url).id}  {BRIDGE.headline[1]}" in finished.out
    assert "there is no such page" in finished.out
    [html] = (newsroom.folder / "data" / "preview").iterdir()
    assert f"preview  data/preview/{html.name}" in finished.out
    text = html.read_text("utf-8")
    assert 'dir="rtl"' in text
    assert BRIDGE.paragraphs[0][1] in text


def test_rights_that_are_not_recorded_are_asked_for(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.configure(sources=[], rights={"unknown_source": "publish"})
    newsroom.run(newsroom.publish(BRIDGE))

    assert "No rights are recorded for 127.0.0.1" in cli("preview").out


def test_previews_that_cannot_be_written_exit_5(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)
    newsroom.run()
    (newsroom.folder / "data" / "preview").write_text("a file", "utf-8")

    finished = cli("preview")

    assert finished.code == 5
    assert finished.err.startswith(f"republish: {newsroom.folder}/data/preview/")
