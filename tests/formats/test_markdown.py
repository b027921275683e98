import json

import pytest
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from pipeline.formats import to_markdown
from pipeline.model import Publication, PublishedTextBlock


def rendered(publication: Publication) -> lxml_html.HtmlElement:
    _, _, body = to_markdown(publication).split("---\n", 2)
    return lxml_html.fragment_fromstring(MarkdownIt("commonmark").render(body), create_parent="div")


def texts(tree: lxml_html.HtmlElement, tag: str) -> list[str]:
    return [element.text_content().strip() for element in tree.iter(tag)]


def test_the_front_matter_tells_machines_what_this_is(publication: Publication) -> None:
    _, front, _ = to_markdown(publication).split("---\n", 2)
    facts = {name: json.loads(value) for name, value in (line.split(": ", 1) for line in front.splitlines())}
    assert facts["title"] == publication.headline.text
    assert (facts["lang"], facts["dir"], facts["state"]) == ("ar", "rtl", "published")
    assert (facts["source"], facts["translation"]) == (publication.source.url, "machine")
    assert facts["engines"] == ["google"]


def test_blocks_become_what_they_are(publication: Publication) -> None:
    tree = rendered(publication)
    assert texts(tree, "h1") == [
        "متطوعون يجمعون 2.4 مليون دولار عبر الإنترنت لترميم جسر \u2066Harbor Bridge\u2069 في الأسبوع الأول"
    ]
    assert texts(tree, "h2") == ["ماذا بعد؟", "المصدر"]
    assert texts(tree, "blockquote")[0] == "وقالت دانا رييس: «قالت لنا: “سنبنيه معًا”، وقد فعلنا»."
    assert texts(tree, "li")[:2] == [
        "مكالمة للمعلمين يوم الاثنين في الساعة 5 صباحًا",
        "مكالمة للناخبين ذوي الإعاقة",
    ]
    assert [image.get("alt") for image in tree.iter("img")] == ["جسر عند الغسق", "فريق أثناء العمل"]


def test_links_and_emphasis_stand_on_their_words(publication: Publication) -> None:
    tree = rendered(publication)
    links = [(link.get("href"), link.text_content()) for link in tree.iter("a")]
    assert ("https://news.example/total?a=1&b=2", "أنها جمعت أكثر من 2.4 مليون دولار") in links
    assert ("https://city.example/report", "تقرير المفتش المهم جدًا") in links
    assert texts(tree, "strong") == ["المهم جدًا", "يوم الجمعة"]
    assert texts(tree, "em") == ["The Span"]


def test_it_ends_with_attribution_and_disclaimers(publication: Publication) -> None:
    tree = rendered(publication)
    assert texts(tree, "li")[-1] == "نُشر الخبر أول مرة بتاريخ: 29 يوليو 2024، الساعة 13:00 بالتوقيت العالمي المنسق"
    assert texts(tree, "p")[-2:] == [note.text for note in publication.disclaimers]
    assert publication.source.url in [link.get("href") for link in tree.iter("a")]


@pytest.mark.parametrize(
    "text", ["1. أولًا", "- بند", "# عنوان", "> قول", "*نجمة*", "[أ](ب)", "<b>أ</b>", "---", "أ\n\nب", "    رمز", "`أ`"]
)
def test_nothing_in_a_text_becomes_markup(publication: Publication, text: str) -> None:
    block = publication.blocks[0]
    assert isinstance(block, PublishedTextBlock)
    plain = block.model_copy(update={"text": text, "marks": ()})
    tree = rendered(publication.model_copy(update={"description": None, "blocks": (plain,)}))
    (_, paragraph, *_) = list(tree)
    assert paragraph.tag == "p"
    assert paragraph.text_content().replace("\u2066", "").replace("\u2069", "") == " ".join(text.split())
    assert not list(paragraph)


def test_front_matter_that_is_taken_for_text_loads_and_links_nothing(publication: Publication) -> None:
    title = "![b](http://news.example/a.png) [c](http://news.example/) <http://news.example/>"
    headline = publication.headline.model_copy(update={"text": title, "marks": ()})
    made = to_markdown(publication.model_copy(update={"headline": headline, "blocks": ()}))
    front = made.partition("\n---")[0]
    assert json.loads(front.partition("title: ")[2].splitlines()[0]) == title
    rendered = MarkdownIt("commonmark", {"html": True}).render(front)
    assert "<img" not in rendered
    assert "<a" not in rendered
