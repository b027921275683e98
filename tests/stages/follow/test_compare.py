"""What counts as changed between two readings of an article, and what is cosmetic."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from strategies import articles

from pipeline.model import Article, Author, Embed, Figure, Image, Mark, MarkedText, Signal, Site, TextBlock
from pipeline.stages.follow import compare

LINK = Mark(kind="link", start=4, end=11, href="https://www.example.org/council?utm_source=story")
PARAGRAPHS = (
    TextBlock(type="paragraph", text="The council said the bridge – “the old one” – cost $3 million.", marks=(LINK,)),
    TextBlock(type="paragraph", text="It reopens on Monday."),
    TextBlock(type="paragraph", text="No further work is planned."),
)
FIGURE = Figure(
    image=Image(url="https://img.example.org/bridge.jpg?w=640&v=1"),
    alt="The bridge",
    caption=MarkedText(text="The bridge on Sunday."),
    credit="Mara Whitfield",
)
ARTICLE = Article(
    url="https://www.example.org/bridge",
    canonical_url="https://www.example.org/bridge",
    headline="Bridge reopens",
    description="After two years of repairs.",
    authors=(Author(name="Mara Whitfield"),),
    site=Site(name="The Tamsin Post", host="www.example.org"),
    first_published_at=dt.datetime(2025, 3, 3, 8, 30, tzinfo=dt.UTC),
    first_published_date=dt.date(2025, 3, 3),
    content_sha256="a" * 64,
    blocks=(PARAGRAPHS[0], FIGURE, *PARAGRAPHS[1:]),
)


def with_blocks(*blocks: TextBlock | Figure | Embed) -> dict[str, Any]:
    return {"blocks": blocks}


def first(**values: Any) -> dict[str, Any]:  # noqa: ANN401 - a block's fields
    return with_blocks(PARAGRAPHS[0].model_copy(update=values), *ARTICLE.blocks[1:])


def figure(**values: Any) -> dict[str, Any]:  # noqa: ANN401 - a figure's fields
    return with_blocks(PARAGRAPHS[0], FIGURE.model_copy(update=values), *PARAGRAPHS[1:])


def ended_with(text: str) -> dict[str, Any]:
    return with_blocks(*ARTICLE.blocks, TextBlock(type="paragraph", text=text))


@pytest.mark.parametrize(
    ("values", "kind", "detail"),
    [
        ({"headline": "Bridge reopens early"}, "headline", "“Bridge reopens” became “Bridge reopens early”"),
        ({"description": None}, "description", "“After two years of repairs.” became “”"),
        (first(text="The council said the bridge – “the old one” – cost $4 million."), "body", "1 changed"),
        (first(marks=()), "body", "1 changed"),
        (first(marks=(LINK.model_copy(update={"href": "https://www.example.org/mayor"}),)), "body", "1 changed"),
        (first(type="quote"), "body", "1 changed"),
        (with_blocks(FIGURE, *PARAGRAPHS[1:]), "body", "1 removed"),
        (with_blocks(*ARTICLE.blocks[:2], PARAGRAPHS[2], PARAGRAPHS[1]), "body", "the order changed"),
        (ended_with("The mayor thanked the engineers."), "body", "1 added"),
        (ended_with("It has had 310 views of the river since 1890."), "body", "1 added"),
        (with_blocks(*ARTICLE.blocks, Embed(url="https://social.example/1")), "body", "1 added"),
        (figure(caption=MarkedText(text="The bridge on Monday.")), "caption", "1 changed"),
        (figure(credit=None), "caption", "1 changed"),
        (figure(alt="Two bridges"), "caption", "1 changed"),
        (figure(image=Image(url="https://img.example.org/river.jpg")), "image", "1 changed"),
        ({"authors": (Author(name="Mara Whitfield"), Author(name="Jon Abbot"))}, "authors", "1 added"),
        ({"first_published_at": None}, "date", "“2025-03-03T08:30:00+00:00” became “2025-03-03”"),
        (
            {"canonical_url": "https://www.example.org/bridge-reopens"},
            "address",
            "“www.example.org/bridge” became “www.example.org/bridge-reopens”",
        ),
        ({"signals": (Signal(kind="noai", value="1", where="meta"),)}, "rights", "1 added"),
    ],
)
def test_what_a_reader_would_find_changed_is_told_by_its_kind(values: dict[str, Any], kind: str, detail: str) -> None:
    changes = compare(ARTICLE, ARTICLE.model_copy(update=values))
    assert [(change.kind, change.detail) for change in changes] == [(kind, detail)]


@pytest.mark.parametrize(
    "values",
    [
        {"modified_at": dt.datetime(2025, 3, 4, tzinfo=dt.UTC)},
        {"retrieved_at": dt.datetime(2025, 3, 4, tzinfo=dt.UTC), "content_sha256": "b" * 64},
        {"url": "https://www.example.org/m/bridge", "canonical_url": "http://www.example.org/bridge?utm_source=m"},
        {"headline": "Bridge\u00a0 reopens "},
        {"first_published_at": dt.datetime(2025, 3, 3, 10, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))},
        first(text='The council said the bridge - "the old one" - cost $3 million.'),
        first(marks=(LINK.model_copy(update={"href": "http://www.example.org/council?utm_source=top"}),)),
        figure(image=Image(url="https://img.example.org/bridge.jpg?w=1280&v=2", width=1280, height=720)),
        ended_with("1,204 shares"),
        ended_with("Comments (14)"),
        ended_with("5 min read"),
        ended_with("Updated 3 hours ago"),
        ended_with("Last updated on 3 March 2025 at 10:15"),
    ],
)
def test_what_is_cosmetic_is_no_change(values: dict[str, Any]) -> None:
    assert compare(ARTICLE, ARTICLE.model_copy(update=values)) == ()


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("https://img.example.org/render?id=1&w=640&utm_source=page", "https://img.example.org/render?w=80&id=1", True),
        ("https://img.example.org/render?id=1", "https://img.example.org/render?id=2", False),
        ("https://a.example.org/image_1484w/2025/river.jpg", "https://b.example.org/image_480w/2025/river.jpg", True),
        ("https://img.example.org/2024/river.jpg", "https://img.example.org/2025/river.jpg", False),
        ("https://img.example.org/river-640x360.jpg?v=1", "https://img.example.org/river-1280x720.jpg", True),
        ("https://img.example.org/4f0c=w700", "https://img.example.org/4f0c=w1400?v=2", True),
        ("https://img.example.org/4f0c=w700", "https://img.example.org/5d1a=w700", False),
    ],
)
def test_an_image_is_known_by_what_is_not_its_size_and_version(before: str, after: str, *, same: bool) -> None:
    one, other = (ARTICLE.model_copy(update=figure(image=Image(url=url))) for url in (before, after))
    assert [change.kind for change in compare(one, other)] == ([] if same else ["image"])


def test_all_that_changed_is_told_each_kind_once() -> None:
    after = ARTICLE.model_copy(update={"headline": "Bridge", **with_blocks(*PARAGRAPHS)})
    assert [change.kind for change in compare(ARTICLE, after)] == ["headline", "caption", "image"]


@given(articles)
def test_an_article_compared_with_itself_has_not_changed(article: Article) -> None:
    assert compare(article, article) == ()


@given(articles, articles)
def test_what_changed_one_way_changed_the_other_way_too(one: Article, other: Article) -> None:
    assert [change.kind for change in compare(one, other)] == [change.kind for change in compare(other, one)]
