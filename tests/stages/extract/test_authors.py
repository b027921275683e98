import json
from collections.abc import Callable

import pytest

from pipeline.model import Article
from pipeline.stages.extract.authors import is_person


def names(article: Article) -> list[str]:
    return [author.name for author in article.authors]


def ld(author: object) -> str:
    node = {"@type": "NewsArticle", "headline": "The ferry returns to the harbour", "author": author}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ({"@type": "Person", "name": "Jane Roe"}, ["Jane Roe"]),
        ([{"@type": "Person", "name": "Jane Roe"}, {"@type": "Person", "name": "John Doe"}], ["Jane Roe", "John Doe"]),
        ("By Jane Roe and John Doe", ["Jane Roe", "John Doe"]),
        ("Jane Roe, John Doe and Ann O’Hara", ["Jane Roe", "John Doe", "Ann O’Hara"]),
        ("Jane Roe, Political Correspondent", ["Jane Roe"]),
        ("Jane Roe | The Daily", ["Jane Roe"]),
        ("By Jane Roe & John Doe BBC News", ["Jane Roe", "John Doe"]),
        ("Jane\u00a0Roe", ["Jane Roe"]),
        ({"@type": "Person", "name": ["Jane Roe", "Jane Roe"]}, ["Jane Roe"]),
        ({"@type": "Organization", "name": "The Daily"}, []),
        ({"@type": "NewsMediaOrganization", "name": "Roe News"}, []),
        ("The Daily", []),
        ("Associated Press", []),
        ("Reuters Staff", []),
        ("CBS News February", []),
        ("https://www.daily.example/authors/jane-roe", []),
        ("admin", []),
        (None, []),
    ],
)
def test_authors_are_the_persons_that_the_metadata_name(
    extract: Callable[..., Article],
    author: object,
    expected: list[str],
) -> None:
    assert names(extract(head=ld(author))) == expected


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ('<p class="byline">By <a href="/a" rel="author">Jane Roe</a> in Port Ellery</p>', ["Jane Roe"]),
        ('<div class="byline">By JANE ROE and JOHN DOE, The Daily</div>', ["JANE ROE", "JOHN DOE"]),
        ('<div class="byline">By Jane Roe<br>Staff Writer</div>', ["Jane Roe"]),
        ('<div class="byline"><span>Jane Roe</span><time>May 1, 2024</time></div>', ["Jane Roe"]),
        ('<div class="byline">Words by Jane Roe. Photographs by John Doe</div>', ["Jane Roe"]),
        ('<a href="/author/jane-roe/">Jane Roe</a>', ["Jane Roe"]),
        ('<div class="byline">PORT ELLERY (Reuters)</div>', []),
        ('<div class="byline">By The Daily</div>', []),
        ("", []),
    ],
)
def test_the_byline_is_read_where_the_metadata_name_nobody(
    extract: Callable[..., Article], body: str, byline: str, expected: list[str]
) -> None:
    assert names(extract(byline + body)) == expected


def test_an_author_of_another_story_is_none_of_this(extract: Callable[..., Article], body: str) -> None:
    assert names(extract(body + '<aside><a rel="author">John Doe</a></aside>')) == []


@pytest.mark.parametrize(
    "name", ["Jane Roe", "Dr. Jane Roe", "Jean-Luc de la Tour", "J. R. Roe", "Ann O'Hara", "Larry Page", "新間"]
)
def test_names_of_persons(name: str) -> None:
    assert is_person(name)


@pytest.mark.parametrize(
    "name",
    ["", "Staff", "AFP", "February", "3 hours ago", "Jane", "BBC News", "Page", "New York Times", "jane roe", "Jr."],
)
def test_what_is_no_name_of_a_person(name: str) -> None:
    assert not is_person(name)


@pytest.mark.parametrize(
    ("byline", "author", "agencies"),
    [
        ('<p class="byline">By Reuters</p>', None, ["Reuters"]),
        ('<p class="byline">By The Associated Press | July 29, 2024</p>', None, ["Associated Press"]),
        ("", {"@type": "Organization", "name": "Reuters"}, ["Reuters"]),
        ("", "Reuters Staff", ["Reuters"]),
        ('<p class="byline">By Jane Roe, Reuters</p>', None, []),
        ('<p class="byline">By Staff, Erie, PA</p>', None, []),
        ('<p class="byline">By The Daily</p>', None, []),
    ],
)
def test_an_agency_in_the_byline_is_noted_where_no_person_is_named(
    extract: Callable[..., Article], body: str, byline: str, author: object, agencies: list[str]
) -> None:
    article = extract(byline + body, head=ld(author) if author else "")
    assert [signal.value for signal in article.signals if signal.kind == "byline"] == agencies
