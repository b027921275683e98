"""Which of a page's headings and titles is the headline."""

import json
from collections.abc import Callable

import pytest

from pipeline.model import Article
from pipeline.stages.extract import extract_article
from pipeline.stages.extract.headline import without_site

HEADLINE = "The ferry returns to the harbour"
URL = "https://www.daily.example/news/2024/ferry-returns"
H1 = f"<h1>{HEADLINE}</h1>"


def undeclared(body: str, title: str, *, url: str = URL) -> Article:
    """Return the article of a page that declares nothing but its title."""
    html = f'<!doctype html><html lang="en"><head><title>{title}</title></head><body>{body}</body></html>'
    return extract_article(html.encode(), url=url)


def test_the_headline_is_the_one_shown_where_the_metadata_agree(extract: Callable[..., Article]) -> None:
    said = json.dumps({"@type": "NewsArticle", "headline": "Ferry returns to harbour after weeks"})

    assert extract(head=f'<script type="application/ld+json">{said}</script>').headline == HEADLINE


def test_a_heading_that_the_metadata_do_not_know_is_no_headline(extract: Callable[..., Article], body: str) -> None:
    page = body.replace("<p>", "<h1>The Daily</h1><p>", 1)

    assert extract(page).headline == HEADLINE


@pytest.mark.parametrize("title", ["The Harbour Gazette", "T", "Untitled document", f"{HEADLINE} | The Daily", ""])
@pytest.mark.parametrize(
    "shape",
    [
        "{h1}{body}",
        "<div>{h1}<div>{body}</div></div>",
        "<article>{h1}{body}</article>",
        "<main><header>{h1}</header>{body}</main>",
        "<h1><a href='/'>The Harbour Gazette</a></h1><article>{h1}{body}</article>",
        "<a href='https://www.daily.example'><h1>The Harbour Gazette</h1></a><main>{h1}{body}</main>",
        "<article>{h1}{body}</article><aside><h1>Most read</h1><p><a href='/a'>A pier is sold</a></p></aside>",
    ],
)
def test_the_only_heading_of_an_article_comes_before_the_page_s_title(title: str, shape: str, body: str) -> None:
    article = undeclared(shape.format(h1=H1, body=body), title)

    assert article.headline == HEADLINE
    assert HEADLINE not in [getattr(block, "text", "") for block in article.blocks]


@pytest.mark.parametrize(
    "shape",
    [
        "{body}",
        "<header><h1>All the news</h1></header>{body}",
        "<h1><a href='/'>Gazette of the Coast</a></h1><div>{body}</div>",
        "<div><h1>Sport</h1><h1>Islands</h1></div><div>{body}</div>",
    ],
)
def test_the_title_without_the_site_s_name_serves_where_no_heading_is_the_article_s(shape: str, body: str) -> None:
    site = '<meta property="og:site_name" content="The Daily">'

    assert undeclared(shape.format(body=body) + site, f"{HEADLINE} | The Daily").headline == HEADLINE


@pytest.mark.parametrize("where", ["<h1>Harbour Gazette</h1>", "<div><h1>Harbour Gazette</h1></div>"])
def test_a_heading_that_ends_the_title_is_the_site_s_name(where: str, body: str) -> None:
    page = f"{where}<article>{H1}{body}</article>"

    assert undeclared(page, "Ferry comes back | Harbour Gazette").headline == HEADLINE


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Ferry returns | The Daily", "Ferry returns"),
        ("Ferry returns - The Daily", "Ferry returns"),
        ("Ferry returns – Daily", "Ferry returns"),
        ("Ferry returns - and stays", "Ferry returns - and stays"),
        ("The Daily", "The Daily"),
    ],
)
def test_the_sites_name_is_no_part_of_a_title(title: str, expected: str) -> None:
    assert without_site(title, "The Daily") == expected
