"""One story in the page shapes of many content management systems: every shape gives the same article."""

import datetime as dt
from pathlib import Path

import pytest
from page_shapes import SHAPES, STORY, rendered

from pipeline.model import Article, Figure, TextBlock
from pipeline.stages.extract import extract_article

URL = "https://www.daily.example/news/ferry-returns"
PARAGRAPHS = [STORY[number] for number in "123456"]
OWN_LINES = {
    "story-body": ["Jane Roe reported from Port Ellery."],
    "tabloid": ["The ferry came back after eleven weeks"],
    "testid": ["Reporting by Jane Roe in Port Ellery; Editing by Sam Poe"],
}
"""What a shape has besides the story and is part of the article."""
NO_CREDIT = {"tabloid"}
PUBLISHED = dt.datetime(2024, 5, 1, 9, 30, tzinfo=dt.UTC)

pytestmark = pytest.mark.parametrize("article", SHAPES, ids=lambda path: path.stem, indirect=True)


@pytest.fixture(scope="module")
def extracted() -> dict[str, Article]:
    """Keep the article of each shape: every test asks something else of it."""
    return {}


@pytest.fixture
def article(request: pytest.FixtureRequest, extracted: dict[str, Article]) -> Article:
    """Return the article of the shape that the test is about."""
    path = request.param
    assert isinstance(path, Path)
    if path.stem not in extracted:
        extracted[path.stem] = extract_article(rendered(path), url=URL)
    return extracted[path.stem]


def test_the_story_is_there_and_nothing_else(article: Article, request: pytest.FixtureRequest) -> None:
    texts = [block.text for block in article.blocks if isinstance(block, TextBlock)]

    own = OWN_LINES.get(request.node.callspec.id, [])
    assert [text for text in texts if text not in own] == PARAGRAPHS
    assert set(own) <= set(texts)


def test_the_figure_has_its_caption_and_its_credit_apart(article: Article, request: pytest.FixtureRequest) -> None:
    told = [
        (figure.caption.text if figure.caption else None, figure.credit)
        for figure in article.blocks
        if isinstance(figure, Figure)
    ]

    credit = None if request.node.callspec.id in NO_CREDIT else STORY["credit"]
    assert told == [(STORY["caption"], credit)]


def test_the_figure_shows_the_picture_of_the_ferry(article: Article) -> None:
    images = [figure.image for figure in article.blocks if isinstance(figure, Figure)]

    assert [bool(image and ("ferry" in image.url or "ABC" in image.url)) for image in images] == [True]


def test_the_headline_is_the_one_shown(article: Article) -> None:
    assert article.headline == STORY["headline"]


def test_the_author_is_named(article: Article) -> None:
    assert [author.name for author in article.authors] == ["Jane Roe"]


def test_the_instant_of_publication_is_told(article: Article) -> None:
    assert article.first_published_at == PUBLISHED
