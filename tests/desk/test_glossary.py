"""The page of the glossary: a term is added, its articles shown, and translated anew on request."""

import pytest
from desks import Desk, Editor
from newsroom import Newsroom
from stories import BRIDGE

from pipeline.desk.article import Pair
from pipeline.engines.glossary import load_glossary
from pipeline.model import Flag, MarkedText, Origin, Segment

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


def test_of_two_terms_that_are_written_alike_each_has_its_own_page(editor: Editor) -> None:
    add(editor)
    add(editor, target="المجلس", match_case="yes")
    assert "المجلس" in editor.text("//h1")
    editor.open("/glossary")
    pages = editor.page.xpath('//ul[@class="known"]//a/@href')
    assert [editor.open(page).xpath("//h1/bdi[2]/text()") for page in pages] == [["المجلس"], ["البلدية"]]
    for written, arabic in (("The Council", "البلدية"), ("the council", "البلدية")):
        editor.open(f"/glossary/term?source={written}")
        assert arabic in editor.text("//h1"), written


def test_a_word_that_a_finding_is_about_leads_from_the_article_to_the_filled_in_form(
    editor: Editor, newsroom: Newsroom
) -> None:
    english, arabic = BRIDGE.paragraphs[0]
    newsroom.arabic[english] = arabic.replace("الجسر", "bridge")
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    article = f"/items/{newsroom.item(url).id}"
    editor.open(article)
    [link] = editor.page.xpath('//ul[@class="flags"]//a[starts-with(@href, "/glossary?")]/@href')
    editor.open(link)
    assert editor.page.xpath('//input[@name="source" or @name="target"]/@value') == ["bridge", ""]
    editor.send("/glossary", target="الجسر", by="Layla Haddad")
    assert article in editor.page.xpath('//a[@class="headline"]/@href')


def test_a_name_is_offered_with_what_stands_in_its_place_and_a_number_is_not() -> None:
    segment = Segment(
        id="b1",
        role="paragraph",
        source=MarkedText(text="Omar left"),
        target=MarkedText(text="غادر عمرو"),
        origin=Origin(kind="engine", name="google"),
    )
    spans = {"severity": "note", "detail": "why", "source_span": (0, 4), "target_span": (5, 9)}
    name, number = (Flag(code=code, **spans) for code in ("name_changed", "number_changed"))
    pair = Pair(segment, (name, number))
    assert (pair.term(name), pair.term(number)) == ({"source": "Omar", "target": "عمرو"}, None)
