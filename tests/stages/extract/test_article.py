"""The whole stage: what it says of the page, and that no page breaks it."""

import datetime as dt
import hashlib
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipeline.errors import Refused
from pipeline.model import Article, SourcePage
from pipeline.stages.extract import extract, extract_article

SAMPLE = sorted((Path(__file__).parents[3] / "data" / "sample" / "site").rglob("*.html"))
URL = "https://www.daily.example/news/ferry"
JUNK = (
    b"\x00", b"\xff\xfe", b"<", b">", b"</div>", b"<div>", b"<p>", b"<table><tr>", b"&#xD800;", b"&#0;", b"\xc2\xad",
    "\u202e\u200b".encode(), b"<script>", b"</script>", b"<!--", b"<figure><img src=x>", b"<br><br>", b"<a href='",
    b'"', b"<![CDATA[", b"<svg><p>", b"<noscript>", b"<meta http-equiv=refresh content='x'>", b"<base href='http://['>",
)  # fmt: skip


def outcome(html: bytes) -> Article | None:
    """Return the article, or None for a refusal; anything else fails the test."""
    try:
        return extract_article(html, url=URL)
    except Refused:
        return None


def test_a_page_keeps_what_the_fetch_knew_of_it() -> None:
    html = (
        SAMPLE[0].read_bytes()
        if "ferry" in SAMPLE[0].name
        else next(p for p in SAMPLE if "ferry" in p.name).read_bytes()
    )
    page = SourcePage(
        url="https://old.example/ferry",
        final_url=URL,
        status=200,
        content_type="text/html; charset=utf-8",
        retrieved_at=dt.datetime(2024, 5, 1, 10, tzinfo=dt.UTC),
        html=html,
    )
    article = extract(page)

    assert (article.url, article.retrieved_at, article.language) == (URL, page.retrieved_at, "en")
    assert article.content_sha256 == hashlib.sha256(html).hexdigest()


def test_an_article_round_trips_through_json(extract: Callable[..., Article]) -> None:
    article = extract()

    assert Article.model_validate_json(article.model_dump_json()) == article


def test_hidden_characters_do_not_reach_the_article(extract: Callable[..., Article], body: str) -> None:
    article = extract(body.replace("ferry", "fer\u00adry\u200b\u202e").replace("harbour", "harbour&#8203;&shy;"))

    assert "The ferry returned to the harbour on Tuesday" in article.model_dump_json()


@pytest.mark.parametrize(
    "unit",
    [
        "<div>",
        "<b>",
        "<table><tr><td>",
        "<ul><li>",
        "<a href='/x'>",
        "<p>word ",
        "word<br>",
        "A sentence ends here.<br>",
        "<img src='/a.jpg'>",
        "<figure><img src='/a.jpg'><figcaption>word",
        "<p>word<img src='/a.jpg'></p>",
        "<meta name='date' content='x'>",
        "<time datetime='x'>",
    ],
)
def test_a_page_of_one_thing_repeated_is_read_or_refused(unit: str) -> None:
    outcome(f"<html><body>{unit * 10_000}</body></html>".encode())


@pytest.mark.parametrize(
    "tail", ["\n" * 100_000, "-->" + " " * 100_000 + "x", ", " * 50_000, "[" * 100_000, "\\" * 100_000]
)
def test_json_ld_that_runs_on_is_given_up(tail: str) -> None:
    outcome(f'<script type="application/ld+json">{{"a": "b"{tail}</script><p>text</p>'.encode())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SAMPLE), st.integers(0, 2**32), st.integers(1, 12))
@example(SAMPLE[0], 0, 1)
def test_no_mutated_page_breaks_it(path: Path, seed: int, cuts: int) -> None:
    html = bytearray(path.read_bytes())
    choice = random.Random(seed)  # noqa: S311 -- it breaks pages, and keeps no secrets
    for _ in range(cuts):
        start = choice.randrange(len(html) + 1)
        end = start + choice.choice((0, 1, 7, 60, 900))
        html[start:end] = choice.choice((b"", choice.choice(JUNK), bytes(html[end : end + 50])))
    article = outcome(bytes(html))

    assert article is None or article.blocks


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_it(html: bytes) -> None:
    outcome(html)
    outcome(b"<html><body><p>" + html)
