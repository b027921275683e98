import pytest

from pipeline.stages.extract.jsonld import MAX_NODES, article, nodes, string, strings, types
from pipeline.stages.extract.tree import parsed


def scripts(*texts: str) -> str:
    return "".join(f'<script type="application/ld+json">{text}</script>' for text in texts) + "<p>text</p>"


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "H"}',
        '[{"@type": "NewsArticle", "headline": "H"}]',
        '{"@graph": [{"@type": "WebPage"}, {"@type": ["Article", "NewsArticle"], "headline": "H"}]}',
        '{"@type": "WebPage", "mainEntity": {"@type": "http://schema.org/NewsArticle", "headline": "H"}}',
        '{"@type": "Person"}\n{"@type": "NewsArticle", "headline": "H"}',
        '<!-- {"@type": "NewsArticle", "headline": "H"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "H"}\n//]]>',
        '{"@type": "NewsArticle", "headline": "H",}',
        '{"@type": "NewsArticle", "headline": "H" \n "url": "/x"}',
        '{"@type": "NewsArticle", "text": "it\\\'s", "headline": "H"}',
        '{"@type": "NewsArticle", "headline": "H", "text": "a\nb"}',
        "{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;headline&quot;: &quot;H&quot;}",
    ],
)
def test_the_article_is_found_however_it_is_written(script: str) -> None:
    assert article(nodes(parsed(scripts(script), url="")))["headline"] == "H"


@pytest.mark.parametrize("script", ["", "{", "null", '"text"', "[" * 5_000, '{"a": ' * 500])
def test_broken_json_gives_nothing(script: str) -> None:
    assert nodes(parsed(scripts(script), url="")) == []


def test_a_broken_script_does_not_hide_the_next() -> None:
    found = nodes(parsed(scripts("{nonsense", '{"@type": "Article", "headline": "H"}'), url=""))

    assert article(found)["headline"] == "H"


def test_of_several_articles_the_one_that_tells_when_it_appeared_is_the_pages() -> None:
    teaser = '{"@type": "NewsArticle", "headline": "Teaser"}'
    page = '{"@type": "NewsArticle", "headline": "Page", "datePublished": "2024-05-01"}'

    assert article(nodes(parsed(scripts(teaser, page), url="")))["headline"] == "Page"


def test_no_more_nodes_are_read_than_the_bound() -> None:
    script = "[" + ",".join(['{"@type": "Thing"}'] * (MAX_NODES + 50)) + "]"

    assert len(nodes(parsed(scripts(script), url=""))) == MAX_NODES


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("A &amp; B", ["A & B"]),
        (["A", {"name": "B"}, {"@value": "C"}, None, 3], ["A", "B", "C"]),
        ({"name": ["A", "B"]}, ["A", "B"]),
        (None, []),
    ],
)
def test_texts_are_read_from_strings_lists_and_named_objects(value: object, expected: list[str]) -> None:
    assert strings(value) == expected
    assert string(value) == (expected or [""])[0]


def test_types_lose_the_prefix_of_their_vocabulary() -> None:
    assert types({"@type": ["schema:NewsArticle", "https://schema.org/Report"]}) == ["NewsArticle", "Report"]
