"""The texts of an article: which there are, what they are called, and in which order."""

import strategies
from hypothesis import given

from pipeline.model import (
    Article,
    Author,
    Embed,
    Figure,
    Image,
    Mark,
    MarkedText,
    Report,
    Site,
    TextBlock,
    Translation,
    source_segments,
)

STRONG = (Mark(kind="strong", start=0, end=3),)
ARTICLE = Article(
    url="https://www.example.org/a",
    canonical_url="https://www.example.org/a",
    headline="The harbour opens",
    description="After nine years.",
    authors=(Author(name="Mona Said"), Author(name="Ali Nour")),
    site=Site(name="Example", host="www.example.org"),
    content_sha256="0" * 64,
    blocks=(
        TextBlock(type="paragraph", text="The gates opened.", marks=STRONG),
        TextBlock(type="heading", level=2, text="What is next"),
        Figure(
            image=Image(url="https://www.example.org/a.jpg"),
            alt="A gate",
            caption=MarkedText(text="The gate", marks=STRONG),
            credit="Photo: Said",
        ),
        Embed(url="https://social.example/1", text="It opened!"),
        TextBlock(type="list_item", text="A ferry"),
    ),
)


def test_every_text_has_an_id_and_a_role_in_the_order_a_reader_meets_it() -> None:
    assert [(segment.id, segment.role, segment.source.text) for segment in source_segments(ARTICLE)] == [
        ("headline", "headline", "The harbour opens"),
        ("description", "description", "After nine years."),
        ("author1", "author", "Mona Said"),
        ("author2", "author", "Ali Nour"),
        ("b1", "paragraph", "The gates opened."),
        ("b2", "heading", "What is next"),
        ("b3.alt", "alt", "A gate"),
        ("b3.caption", "caption", "The gate"),
        ("b3.credit", "credit", "Photo: Said"),
        ("b4", "embed", "It opened!"),
        ("b5", "list_item", "A ferry"),
    ]


def test_marks_come_with_their_texts() -> None:
    marked = {segment.id: segment.source.marks for segment in source_segments(ARTICLE) if segment.source.marks}
    assert marked == {"b1": STRONG, "b3.caption": STRONG}


def test_what_has_no_text_is_no_segment_but_keeps_its_number() -> None:
    bare = ARTICLE.model_copy(
        update={
            "description": None,
            "authors": (),
            "blocks": (
                Figure(image=Image(url="https://www.example.org/a.jpg")),
                Embed(url="https://social.example/1"),
                TextBlock(type="paragraph", text="The end."),
            ),
        }
    )
    assert [segment.id for segment in source_segments(bare)] == ["headline", "b3"]


@given(strategies.articles)
def test_no_two_texts_of_an_article_share_an_id(article: Article) -> None:
    ids = [segment.id for segment in source_segments(article)]
    assert len(ids) == len(set(ids))
    assert ids[0] == "headline"


@given(strategies.translations())
def test_a_segment_is_found_by_its_id(translation: Translation) -> None:
    assert all(translation.segment(segment.id) is segment for segment in translation.segments)
    assert translation.segment("b99") is None


@given(strategies.reports)
def test_the_flags_of_a_segment_are_those_that_name_it(report: Report) -> None:
    by_segment = [report.flags_of(index) for index in range(4)]
    whole = tuple(flag for flag in report.flags if flag.segment is None)
    assert sorted(map(repr, (*whole, *(flag for found in by_segment for flag in found)))) == sorted(
        map(repr, report.flags)
    )
    assert all(flag.segment == index for index, found in enumerate(by_segment) for flag in found)
