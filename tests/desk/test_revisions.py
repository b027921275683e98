"""What a revision changed, word by word."""

import pytest
from desks import Editor
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from newsroom import Newsroom, page
from stories import BRIDGE, CORRECTED_BRIDGE, LIBRARY

from pipeline.desk.differences import words


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("كلفت 3 ملايين", "كلفت 4 ملايين", "كلفت <del>3</del><ins>4</ins> ملايين"),
        ("قال المجلس.", "قال المجلس أمس.", "قال المجلس<ins> أمس</ins>."),
        ("قال", "قال", "قال"),
        ("", "جديد", "<ins>جديد</ins>"),
        ("a <b>", "a <i>", "a &lt;<del>b</del><ins>i</ins>&gt;"),
    ],
)
def test_words_that_differ_are_told(before: str, now: str, expected: str) -> None:
    assert words(before, now) == expected


@given(st.text(alphabet="ab <>&\"' ا", max_size=40), st.text(alphabet="ab <>&\"' ا", max_size=40))
def test_either_text_can_be_read_out_of_the_difference(before: str, now: str) -> None:
    made = html.fromstring(f"<p>{words(before, now)}</p>")
    assert {element.tag for element in made.iter()} <= {"p", "ins", "del"}
    for text, other in ((before, "ins"), (now, "del")):
        pieces = [("" if each.tag == other else each.text or "") + (each.tail or "") for each in made.iter()]
        assert "".join(pieces) == text


def test_each_revision_is_compared_with_the_one_before_it(editor: Editor, newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    item_id = newsroom.item(url).id
    newsroom.pages[BRIDGE.path] = page(BRIDGE.html(canonical=url, paragraphs=CORRECTED_BRIDGE))
    newsroom.retry(item_id, stage="fetch")
    newsroom.edit(item_id, "headline", "جسر تامسين القديم يستقبل السيارات من جديد", by="Omar")

    editor.open(f"/items/{item_id}")
    assert f"/items/{item_id}/revisions" in editor.page.xpath("//a/@href")
    editor.open(f"/items/{item_id}/revisions")
    headings = [" ".join(h.text_content().split()) for h in editor.page.xpath("//h2") if h.get("id") != "keys-title"]
    assert headings == ["revision 3 published", "revision 2 published", "revision 1 published"]
    second = editor.page.xpath('//section[@class="revision"]')[1]
    assert [e.text_content() for e in second.xpath(".//del")] == ["3"]
    assert [e.text_content() for e in second.xpath(".//ins")] == ["4"]
    assert "by Omar" in editor.text('//section[@class="revision"][1]')
    assert not editor.page.xpath('//section[@class="revision"][3]//p')


def test_a_held_revision_is_compared_with_what_readers_have(editor: Editor, newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    item_id = newsroom.item(url).id
    newsroom.edit(item_id, "b2", BRIDGE.paragraphs[1][1].replace("140", "150"))
    assert newsroom.item(url).state == "held"
    editor.open(f"/items/{item_id}/revisions")
    assert "revision 2 held" in editor.text('//section[@class="revision"][1]')
    assert [e.text_content() for e in editor.page.xpath("//del | //ins")] == ["140", "150"]


def test_an_article_of_one_revision_and_one_without_any(editor: Editor, newsroom: Newsroom) -> None:
    newsroom.announced.append(newsroom.url("/news/gone"))
    url = newsroom.publish(LIBRARY)
    newsroom.run()
    editor.open(f"/items/{newsroom.item(url).id}/revisions")
    assert len(editor.page.xpath('//section[@class="revision"]')) == 1
    editor.open(f"/items/{newsroom.item(newsroom.url('/news/gone')).id}/revisions")
    assert "There is no translation yet." in editor.text()
