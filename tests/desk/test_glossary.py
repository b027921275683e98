"""The page of the glossary: a term is added, its articles shown, and translated anew on request."""

import pytest
from desks import Desk, Editor
from newsroom import Newsroom
from stories import BRIDGE

from pipeline.engines.glossary import load_glossary

TERM = {"source": "the council", "target": "البلدية", "by": "Layla Haddad"}


def add(editor: Editor, **values: str) -> None:
    editor.open("/glossary")
    editor.send("/glossary", **{**TERM, **values})


def test_a_term_is_added_and_the_articles_that_have_it_are_shown(editor: Editor, newsroom: Newsroom, held: str) -> None:
    add(editor)
    assert (
        "1 of the 1 latest published and held articles have the term; in 1 of them the Arabic does not" in editor.text()
    )
    assert editor.page.xpath(f'//a[@class="headline"][@href="/items/{held}"]')
    assert editor.page.xpath('//div[contains(@class, "lacking")]//code/text()') == ["b1", "b3"]
    assert [term.target for term in load_glossary(newsroom.settings.paths.glossary).terms] == ["البلدية"]
    with newsroom.ledger() as ledger:
        assert [event.by for event in ledger.events() if event.event == "term added"] == ["Layla Haddad"]


def test_they_are_translated_anew_in_the_background_by_whom(
    desk: Desk, editor: Editor, newsroom: Newsroom, held: str
) -> None:
    add(editor)
    before = newsroom.translated_lines
    editor.send("/glossary/retry", by="Omar")
    assert "They are being translated anew" in editor.text()
    desk.room.retries.wait()
    assert newsroom.translated_lines > before
    with newsroom.ledger() as ledger:
        asked = [event for event in ledger.events(held) if event.event == "retry asked"]
    assert [(event.by, event.detail) for event in asked] == [("Omar", "from translate")]


def test_an_article_that_says_it_so_is_not_offered_for_a_retry(editor: Editor, held: str) -> None:
    add(editor, target="مجلس")
    assert "the Arabic says it so" in editor.text()
    assert editor.page.xpath(f'//a[@href="/items/{held}"]')
    assert not editor.page.xpath('//form[@action="/glossary/retry"]//button')


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"target": "council"}, "it is not Arabic"),
        ({"target": ""}, "it is not Arabic"),
        ({"keep": "yes"}, "has no Arabic"),
        ({"by": "  "}, "Your name is missing"),
    ],
)
def test_what_is_no_term_is_told_and_what_was_typed_stays(
    editor: Editor, newsroom: Newsroom, values: dict[str, str], told: str
) -> None:
    add(editor, **values)
    assert (editor.status, told in editor.text()) == (422, True), editor.text()
    assert editor.page.xpath('//input[@name="source"]/@value') == ["the council"]
    assert not newsroom.settings.paths.glossary.exists()


def test_a_retry_without_articles_or_while_another_is_under_way_is_told(editor: Editor, held: str) -> None:
    add(editor)
    form = next(f for f in editor.page.forms if f.action == "/glossary/retry")
    fields = [(name, value) for name, value in form.form_values() if name != "item"]
    answer = editor.browser.post("/glossary/retry", data={**dict(fields), "by": "Omar"})
    assert (answer.status_code, "choose articles" in answer.text) == (422, True)
    unknown = editor.browser.post("/glossary/retry", data={**dict(fields), "by": "Omar", "item": "0" * 16})
    assert (unknown.status_code, held in unknown.text) == (404, False)


def test_terms_are_searched_and_the_form_is_filled_in_from_the_address(editor: Editor) -> None:
    add(editor)
    add(editor, source="NASA", target="", keep="yes")
    editor.open("/glossary?q=nas")
    assert editor.page.xpath('//ul[@class="known"]//a/text()') == ["NASA"]
    editor.open("/glossary?source=the+river&target=النهر")
    assert editor.page.xpath('//input[@name="source"]/@value | //input[@name="target"]/@value') == [
        "the river",
        "النهر",
    ]
    editor.open("/glossary/term?source=unknown")
    assert (editor.status, "no such term" in editor.text()) == (422, True)
    editor.open(f"/glossary/term?source={BRIDGE.headline[0]}")
    assert editor.status == 422
