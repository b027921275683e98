from collections.abc import Callable

import pytest

from pipeline.model import Article, Figure, TextBlock
from pipeline.stages.extract import extract_article


def texts(article: Article) -> list[str]:
    return [block.text for block in article.blocks if not isinstance(block, Figure)]


@pytest.mark.parametrize(
    "box",
    [
        "<div class='newsletter-signup'><p>Harbour news, every morning before breakfast.</p></div>",
        "<aside><p>The harbour has three ferries, and a fourth is being built.</p></aside>",
        "<div class='related'><h3><a href='/x'>Ten ferries to see</a></h3><p>All of them sail in summer.</p></div>",
        "<p><a href='/x'>READ MORE: Ten ferries to see before you die</a></p>",
        "<p><a href='/x'>Ten ferries to see before you die</a></p>",
        "<p>Sign up for our newsletter to get the harbour news first</p>",
        "<ul class='share-bar'><li>Facebook</li><li>Twitter</li></ul>",
        "<div class='comments'><p>I was there, and it was wonderful to see.</p></div>",
        "<p>Advertisement</p>",
        "<div class='video'><p class='video__title'>The ferry sails: see the moment</p></div>",
        "<div class='poll'><h4>Have your say</h4><p>Should the ferry run at night?</p></div>",
        "<form><p>Tell us what you think of the new ferry service.</p></form>",
        "<div style='display:none'><p>The hidden paragraph of the ferry story.</p></div>",
        "<div class='pullquote'><p>the crew had waited for the right tide</p></div>",
    ],
)
def test_boxes_among_the_paragraphs_are_left_out(extract: Callable[..., Article], body: str, box: str) -> None:
    first, rest = body.split("</p>", 1)

    assert texts(extract(f"{first}</p>{box}{rest}")) == texts(extract(body))


def test_paragraphs_set_apart_by_line_breaks_are_paragraphs(extract: Callable[..., Article], body: str) -> None:
    broken = "<div>" + body.replace("<p>", "").replace("</p>", "<br><br>") + "</div>"

    assert texts(extract(broken)) == texts(extract(body))


def test_headings_under_which_nothing_stands_are_left_out(extract: Callable[..., Article], body: str) -> None:
    more = "<h3><a href='/x'>Ten ferries to see</a></h3><h3><a href='/y'>Ten piers to see</a></h3>"

    assert texts(extract(body + more)) == texts(extract(body))


def test_the_headline_is_no_block(extract: Callable[..., Article], body: str) -> None:
    assert "The ferry returns to the harbour" not in texts(extract(f"<h2>The ferry returns to the harbour</h2>{body}"))


def test_a_text_that_the_page_holds_twice_is_told_once(extract: Callable[..., Article], body: str) -> None:
    assert texts(extract(f"<div class='mobile'>{body}</div><div class='desktop'>{body}</div>")) == texts(extract(body))


def test_a_kicker_and_a_line_that_names_a_desk_are_no_paragraphs(extract: Callable[..., Article], body: str) -> None:
    article = extract(f"<p>Staff reporter, agencies</p>{body}")
    assert len(article.blocks) == body.count("<p>")

    headline = "The ferry returns to the harbour"
    head = f"<title>{headline} | The Daily</title><meta property='og:type' content='article'>"
    html = f"<html lang='en'>{head}<main><article><p>Interview</p><h1>{headline}</h1>{body}</article></main></html>"
    article = extract_article(html.encode(), url="https://www.daily.example/ferry")
    assert len(article.blocks) == body.count("<p>")


def test_a_list_between_paragraphs_belongs_to_them(extract: Callable[..., Article], body: str) -> None:
    first, rest = body.split("</p>", 1)
    items = "<ol><li>It is the only one of its kind.</li><li>It has stood through four floods.</li></ol>"
    article = extract(f"<div>{first}</p>{items}{rest}</div>")

    assert [block.type for block in article.blocks][:3] == ["paragraph", "list_item", "list_item"]


def test_what_stands_in_a_line_for_machines_and_for_those_who_hear_the_page_is_no_text(
    extract: Callable[..., Article], body: str
) -> None:
    line = (
        "<p>The council wants to take it down.<sup><a href='#fn1'>1</a></sup> See "
        "<a href='https://archive.example/7'>the drawings of 1911 (opens in a new tab)</a>, which show why: "
        "10<sup>3</sup> nails.</p>"
    )
    block = extract(line + body).blocks[0]

    assert isinstance(block, TextBlock)
    assert block.text == "The council wants to take it down. See the drawings of 1911, which show why: 103 nails."


def test_the_title_of_a_video_that_is_the_headline_is_no_paragraph(extract: Callable[..., Article], body: str) -> None:
    article = extract(f"<p>The ferry returns to the harbour (The Daily)</p>{body}")
    assert len(article.blocks) == body.count("<p>")
