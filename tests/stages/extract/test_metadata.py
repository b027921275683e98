import json
from collections.abc import Callable

import pytest

from pipeline.model import Article
from pipeline.stages.extract.metadata import plain, read, site_name
from pipeline.stages.extract.tree import parsed


def ld(**properties: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **properties})}</script>'


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<link rel="canonical" href="/news/ferry">', "https://www.daily.example/news/ferry"),
        ('<meta property="og:url" content="https://www.daily.example/news/og">', "https://www.daily.example/news/og"),
        (ld(url="https://www.daily.example/news/ld"), "https://www.daily.example/news/ld"),
        (
            '<link rel="canonical" href="https://www.daily.example/">',
            "https://www.daily.example/news/2024/ferry-returns",
        ),
        ('<link rel="canonical" href="javascript:">', "https://www.daily.example/news/2024/ferry-returns"),
        ("", "https://www.daily.example/news/2024/ferry-returns"),
    ],
)
def test_the_canonical_url_is_absolute_and_an_articles(
    extract: Callable[..., Article], head: str, expected: str
) -> None:
    assert extract(head=head).canonical_url == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("A &amp;amp; B", "A & B"),
        ("It&#8217;s", "It’s"),
        ("<i>The Ferry</i> returns", "The Ferry returns"),
        ("a < b", "a < b"),
        (" two  spaces ", "two spaces"),
    ],
)
def test_metadata_are_plain_text(value: str, expected: str) -> None:
    assert plain(value) == expected


def test_the_newspaper_that_an_article_is_part_of_names_the_site() -> None:
    html = """<html lang="en"><title>The ferry</title><script type="application/ld+json">{"@type": "NewsArticle",
        "headline": "The ferry", "isPartOf": {"@type": "CreativeWork", "name": "The Daily"}}</script></html>"""
    tree = parsed(html, url="")

    assert site_name(read(tree, "https://www.daily.example/ferry"), "www.daily.example").text == "The Daily"


def test_the_end_of_a_title_names_the_site_where_its_host_says_so() -> None:
    nothing = read(parsed("<html></html>", url=""), "https://www.ledger.example/ferry")

    assert site_name(nothing, "www.ledger.example", "The ferry | World | The Ledger").text == "The Ledger"
    assert site_name(nothing, "www.ledger.example", "The ferry - a story").text == "ledger.example"


def test_the_site_is_named_as_it_names_itself(extract: Callable[..., Article]) -> None:
    site = extract().site

    assert (site.name, site.host) == ("The Daily", "www.daily.example")


def test_section_keywords_and_openness_are_told_with_their_sources(extract: Callable[..., Article]) -> None:
    said = {
        "@type": "NewsArticle",
        "articleSection": "Ships",
        "isAccessibleForFree": "True",
        "keywords": "ferry, quay",
    }
    article = extract(head=f'<script type="application/ld+json">{json.dumps(said)}</script>')

    assert (article.section, article.keywords, article.is_accessible_for_free) == ("Ships", ("ferry", "quay"), True)
    where = {item.field: item.where for item in article.provenance}
    assert where["section"] == "JSON-LD articleSection"
    assert where["keywords"] == "JSON-LD keywords"
    assert where["headline"] == "h1"
    assert where["canonical_url"] == "URL"


@pytest.mark.parametrize(
    ("head", "keywords"),
    [
        ('<meta name="keywords" content="ferry, quay,ferry">', ("ferry", "quay")),
        ('<meta property="article:tag" content="ferry"><meta property="article:tag" content="the quay, old">', None),
        ("", ()),
    ],
)
def test_keywords_of_meta_elements(
    extract: Callable[..., Article], head: str, keywords: tuple[str, ...] | None
) -> None:
    assert extract(head=head).keywords == (keywords if keywords is not None else ("ferry", "the quay, old"))
