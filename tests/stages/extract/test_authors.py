import json
from collections.abc import Callable

import pytest

from pipeline.model import Article
from pipeline.stages.extract.authors import is_byline
from pipeline.stages.extract.persons import is_person

Extract = Callable[..., Article]


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
        ('<div class="byline">By Jane Roe, Associated Press</div>', ["Jane Roe"]),
        ('<div class="byline">By JANE ROE and JOHN DOE Associated Press</div>', ["JANE ROE", "JOHN DOE"]),
        ('<div class="byline">By Jane Roe with AFP</div>', ["Jane Roe"]),
        ('<div class="byline">Jane Roe and Agencies</div>', ["Jane Roe"]),
        ('<div class="byline">By Jane Roe, Special to The Daily</div>', ["Jane Roe"]),
        ('<div class="byline">By Jane Roe jroe@daily.example</div>', ["Jane Roe"]),
        ('<div class="byline">By Jane Roe May 1, 2024</div>', ["Jane Roe"]),
        ('<div class="byline">Jane Roe Wednesday 1 May 2024 10:15</div>', ["Jane Roe"]),
        (
            '<div class="byline">By Jane Roe, Chief Political Correspondent, and John Doe</div>',
            ["Jane Roe", "John Doe"],
        ),
        ('<div class="byline">By Jane Roe Senior Crime Reporter</div>', ["Jane Roe"]),
        ('<div class="byline">By Jane Roe. Daily International</div>', ["Jane Roe"]),
        ('<div class="byline"><span>Jane Roe</span><span>Political reporter</span></div>', ["Jane Roe"]),
        ('<div class="byline">Written by Jane Roe Edited by John Doe</div>', ["Jane Roe"]),
        ('<div class="byline">By Jane Roe; edited by John Doe; approved by Sam Poe</div>', ["Jane Roe"]),
        ('<div class="byline">Medically reviewed by Ann Poe, MD — Written by Jane Roe</div>', ["Jane Roe"]),
        ('<div class="byline">Photographs by John Doe and words by Jane Roe</div>', ["Jane Roe"]),
        ('<div class="byline">By Jane Roe | Editor: John Doe | Approver: Sam Poe</div>', ["Jane Roe"]),
        ('<div class="contributor">Guest essay by Jane Roe</div>', ["Jane Roe"]),
        ('<div class="byline">Edited by John Doe</div>', []),
        ('<div class="byline">AFP, MANILA</div>', []),
        ('<div class="byline">Our Correspondent</div>', []),
        ('<div class="byline">By Express News Service</div>', []),
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


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("By Jane Roe", True),
        ("Story and photos by Jane Roe", True),
        ("By Jane Roe, Crime Reporter", True),
        ("By Friday the ferry was back", False),
        ("By Jane Roe's count, nine ships sailed.", False),
        ("By The Daily", False),
    ],
)
def test_a_line_that_only_says_by_whom_the_article_is(line: str, *, is_one: bool) -> None:
    assert is_byline(line) is is_one


def test_a_byline_that_nothing_calls_one_is_read_below_the_headline(extract: Extract, body: str) -> None:
    line = "<div class='css-1'>By JANE ROE and BOB POE, The Daily</div>"
    assert [author.name for author in extract(line + body).authors] == ["JANE ROE", "BOB POE"]

    elsewhere = body + "<p>By Jane Roe</p>"
    assert extract(elsewhere).authors == ()


def test_a_person_whom_a_sentence_links_to_is_no_author(extract: Extract, body: str) -> None:
    sentence = "<p>“It is late, but it is here,” the mayor, <a href='/people/marsh'>Ida Marsh</a>, told the guests.</p>"
    assert extract(body + sentence).authors == ()

    line = "<p><a href='/people/roe'>Jane Roe</a></p>"
    assert [author.name for author in extract(line + body).authors] == ["Jane Roe"]


def test_the_link_to_the_page_of_the_author_that_the_metadata_name_is_read(extract: Extract, body: str) -> None:
    meta = '<meta property="article:author" content="https://www.daily.example/profile/roe">'
    byline = '<aside><a href="/profile/poe">Ann Poe</a> <a href="/profile/roe">Jane Roe</a></aside>'

    assert names(extract(byline + body, head=meta)) == ["Jane Roe"]


def test_an_author_of_another_story_is_none_of_this(extract: Callable[..., Article], body: str) -> None:
    assert names(extract(body + '<aside><a rel="author">John Doe</a></aside>')) == []


@pytest.mark.parametrize(
    "name",
    ["Jane Roe", "Dr. Jane Roe", "Jean-Luc de la Tour", "J. R. Roe", "Ann O'Hara", "Larry Page", "新間", "Sunday Roe"],
)
def test_names_of_persons(name: str) -> None:
    assert is_person(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Staff",
        "AFP",
        "February",
        "3 hours ago",
        "Jane",
        "BBC News",
        "Page",
        "New York Times",
        "jane roe",
        "Jr.",
        "Jane Monday",
        "Web Desk",
        "University of Erie",
        "Al Jazeera",
    ],
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
        ('<p class="byline">By Jane Roe, Reuters</p>', None, ["Reuters"]),
        ('<p class="byline">By JANE ROE Associated Press</p>', None, ["Associated Press"]),
        ('<p class="byline">AFP, MANILA</p>', None, ["Agence France-Presse"]),
        ('<p class="byline">By Jane Roe and John Doe | AFP</p>', None, ["Agence France-Presse"]),
        ('<p class="byline">By Jane Roe</p>', None, []),
        ('<p class="byline">By Staff, Erie, PA</p>', None, []),
        ('<p class="byline">By The Daily</p>', None, []),
    ],
)
def test_an_agency_in_the_byline_is_noted_with_a_person_or_without(
    extract: Callable[..., Article], body: str, byline: str, author: object, agencies: list[str]
) -> None:
    article = extract(byline + body, head=ld(author) if author else "")
    assert [signal.value for signal in article.signals if signal.kind == "byline"] == agencies
