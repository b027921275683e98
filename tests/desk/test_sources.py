"""The page of sources: an address is looked at, its right asked for, and a source comes of it."""

import pytest
from desks import Desk, Editor, Serve
from newsroom import FEED, Newsroom, page
from stories import BRIDGE, LIBRARY

SIGNED = {"by": "Layla Haddad", "basis": "permission", "evidence": "Letter 7"}


@pytest.fixture
def desk(newsroom: Newsroom, serve: Serve) -> Desk:
    """Serve the desk of a newsroom without sources, beside a site with two articles."""
    newsroom.configure(sources=[])
    for story in (BRIDGE, LIBRARY):
        newsroom.publish(story)
    return serve(newsroom.settings)


def look(editor: Editor, url: str) -> None:
    editor.open("/sources")
    editor.send("/sources/look", url=url)


def test_a_pasted_address_is_looked_at_and_nothing_is_added_yet(editor: Editor, newsroom: Newsroom) -> None:
    look(editor, newsroom.url(BRIDGE.path))
    assert editor.status == 200
    assert editor.page.xpath('//input[@name="feeds"]/@value') == [newsroom.url(FEED)]
    assert editor.page.xpath('//input[@name="name"]/@value') == ["The Tamsin Post"]
    assert editor.page.xpath("//select[@name='basis']/option[@selected]/@value") == ["unknown"]
    taken = editor.text('//ol[@class="explained"]/li[@class="taken"]')
    assert all(english in taken for english, _ in BRIDGE.paragraphs)
    assert newsroom.settings.sources == ()


def test_the_source_is_added_with_its_right_by_whom_and_counts_at_once(
    editor: Editor, desk: Desk, newsroom: Newsroom
) -> None:
    look(editor, newsroom.url(BRIDGE.path))
    editor.send("/sources", **SIGNED, images="yes")
    assert "“The Tamsin Post” was added." in editor.text()
    (source,) = newsroom.settings.sources
    assert (source.rights.basis, source.rights.evidence, source.rights.images) == ("permission", "Letter 7", True)
    assert source.feeds == (newsroom.url(FEED),)
    assert desk.room.settings.sources == (source,)
    with newsroom.ledger() as ledger:
        assert [(event.event, event.by) for event in ledger.events()] == [("source added", "Layla Haddad")]
    newsroom.run()
    assert set(newsroom.states().values()) == {"published"}


def test_what_is_not_as_it_must_be_is_told_and_what_was_typed_stays(editor: Editor, newsroom: Newsroom) -> None:
    look(editor, newsroom.url(BRIDGE.path))
    editor.send("/sources", **{**SIGNED, "evidence": "", "name": "Our Post"})
    assert editor.status == 422
    assert "needs evidence" in editor.text()
    assert editor.page.xpath('//input[@name="name"]/@value') == ["Our Post"]
    assert editor.page.xpath("//select[@name='basis']/option[@selected]/@value") == ["permission"]
    editor.send("/sources", **{**SIGNED, "by": " "})
    assert (editor.status, "Your name is missing" in editor.text()) == (422, True)
    assert newsroom.settings.sources == ()


@pytest.mark.parametrize(
    ("url", "status", "told"),
    [
        ("tamsin post", 422, "no web address"),
        ("http://169.254.169.254/latest/meta-data", 502, "address"),
        ("http://127.0.0.1:{port}/missing", 502, "no such page"),
    ],
)
def test_an_address_that_gives_nothing_is_told_and_stays_in_its_field(
    editor: Editor, newsroom: Newsroom, url: str, status: int, told: str
) -> None:
    url = url.format(port=newsroom.server.port)
    look(editor, url)
    assert (editor.status, told in editor.text()) == (status, True), editor.text()
    assert editor.page.xpath('//input[@name="url"]/@value') == [url]


def test_a_page_that_would_be_refused_says_why(editor: Editor, newsroom: Newsroom) -> None:
    newsroom.announced.clear()
    newsroom.pages["/"] = page("<!doctype html><html><body><p>News of the valley.</p></body></html>")
    look(editor, newsroom.url("/"))
    assert "It would be refused:" in editor.text()
    assert "Nothing was found that announces its articles" in editor.text()


def test_the_sources_there_are_are_shown_with_their_rights(editor: Editor, newsroom: Newsroom) -> None:
    newsroom.configure()
    editor.open("/sources")
    assert "The Tamsin Post 127.0.0.1" in editor.text()
    assert "our own reporting" in editor.text()
    editor.open("/sources?added=%3Cscript%3E")
    assert "was added" not in editor.text()
