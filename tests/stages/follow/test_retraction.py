"""The notices by which a page takes its own article back."""

import pytest

from pipeline.model import Article, Site, TextBlock
from pipeline.stages.follow import opening_notice, retraction_notice


def article(*paragraphs: str, headline: str = "Bridge reopens", description: str | None = None) -> Article:
    return Article(
        url="https://www.example.org/bridge",
        canonical_url="https://www.example.org/bridge",
        headline=headline,
        description=description,
        site=Site(name="The Tamsin Post", host="www.example.org"),
        content_sha256="a" * 64,
        blocks=tuple(TextBlock(type="paragraph", text=text) for text in paragraphs),
    )


BODY = "The bridge reopened on Monday after two years of repairs."


@pytest.mark.parametrize(
    "notice",
    [
        "This article has been retracted.",
        "Editor's note: This story has now been removed because its figures were wrong.",
        "The report was withdrawn on Tuesday at the request of its author.",
        "This post has been taken down.",
        "We have retracted this story and apologise to our readers.",
        "The Tamsin Post has withdrawn this article.",
    ],
)
def test_a_sentence_that_takes_the_article_back_is_a_notice(notice: str) -> None:
    assert retraction_notice(article(BODY), article(notice, BODY)) is not None
    assert retraction_notice(article(BODY), article(BODY, description=notice)) is not None


@pytest.mark.parametrize("headline", ["RETRACTED: Bridge reopens", "Retraction: bridge story", "[Withdrawn] Bridge"])
def test_a_label_before_the_headline_is_a_notice(headline: str) -> None:
    assert retraction_notice(article(BODY), article(BODY, headline=headline)) == headline


@pytest.mark.parametrize(
    "text",
    [
        "The barriers have been removed.",
        "The council withdrew its offer, and the mayor retracted her statement.",
        "This article has been updated with a comment of the council.",
        "This story has been corrected: the work cost $4 million.",
        "Retraction of the drawbridge takes four minutes.",
    ],
)
def test_what_takes_nothing_back_is_no_notice(text: str) -> None:
    assert retraction_notice(article(BODY), article(BODY, text, headline="Bridge: retraction takes minutes")) is None


def test_a_sentence_that_stood_there_before_is_no_notice() -> None:
    about_another = "A scientific journal said the article was retracted in May."
    assert retraction_notice(article(BODY, about_another), article(about_another, BODY)) is None


@pytest.mark.parametrize(
    "notice",
    [
        "RETRACTED: This article has been retracted by the editors.",
        "This article has been removed.",
        "Editor's note: at its author's request, this story has since been withdrawn.",
        "The Tamsin Post has withdrawn this article.",
        "Retraction notice",
    ],
)
def test_a_notice_that_an_article_opens_with_is_found_without_an_earlier_reading(notice: str) -> None:
    assert opening_notice(article(notice, BODY)) is not None
    assert opening_notice(article(BODY, description=notice)) is not None
    assert opening_notice(article(BODY, headline=notice)) is not None


@pytest.mark.parametrize(
    "text",
    [
        "The report was withdrawn on Tuesday, the ministry said.",
        "A scientific journal said the article has been retracted.",
        "This report has been updated, and the barriers have been removed.",
    ],
)
def test_an_article_that_reports_on_another_one_s_retraction_opens_with_no_notice(text: str) -> None:
    assert opening_notice(article(text, BODY)) is None


def test_a_notice_below_the_first_paragraph_does_not_open_the_article() -> None:
    assert opening_notice(article(BODY, "This article has been removed from our list of the best.")) is None
