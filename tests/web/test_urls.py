"""One article has one id, two articles have two."""

import hashlib

import pytest
from hypothesis import given, provisional

from pipeline.web import item_id, normalise_url

SAME = [
    ("https://News.Example/a", "https://news.example/a"),
    ("HTTPS://news.example:443/a", "https://news.example/a"),
    ("http://news.example:80/a", "http://news.example/a"),
    ("https://news.example", "https://news.example/"),
    ("https://news.example/a#comments", "https://news.example/a"),
    ("https://news.example//world//a", "https://news.example/world/a"),
    (" https://news.example/a\n", "https://news.example/a"),
    ("https://news.example/a?", "https://news.example/a"),
    ("https://news.example/a?utm_source=rss&utm_medium=feed", "https://news.example/a"),
    ("https://news.example/a?id=7&fbclid=IwAR0&b=1", "https://news.example/a?b=1&id=7"),
    ("https://news.example/a?UTM_Campaign=x", "https://news.example/a"),
    ("https://news.example/a?at_medium=RSS&at_campaign=KARANGA", "https://news.example/a"),
    ("https://news.example/a?CMP=share_btn_tw&ref=home", "https://news.example/a"),
    ("https://news.example/a;jsessionid=0A1B2C?x=1", "https://news.example/a?x=1"),
    ("https://news.example/%d8%a7", "https://news.example/%D8%A7"),
    ("https://xn--mnchen-3ya.example/a", "https://münchen.example/a"),
]

DIFFERENT = [
    ("https://news.example/a", "https://news.example/b"),
    ("https://news.example/a", "https://news.example/A"),
    ("https://news.example/a", "http://news.example/a"),
    ("https://news.example/a", "https://www.news.example/a"),
    ("https://news.example/a", "https://news.example:8443/a"),
    ("https://news.example/?p=1", "https://news.example/?p=2"),
    ("https://news.example/?12345", "https://news.example/?67890"),
    ("https://news.example/a?gallery=1", "https://news.example/a?gallery=2"),
    ("https://news.example/a?cid=1", "https://news.example/a?cid=2"),
    ("https://news.example/a?ref=2024-117", "https://news.example/a?ref=2024-118"),
    ("https://news.example/a?copy=1&b=2", "https://news.example/a?b=2"),
    ("https://news.example/a?x=1&x=2", "https://news.example/a?x=2&x=1"),
    ("https://news.example/a?q=%26", "https://news.example/a?q=&"),
]


@pytest.mark.parametrize(("written", "normal"), SAME)
def test_what_makes_no_difference_is_taken_out(written: str, normal: str) -> None:
    assert normalise_url(written) == normal
    assert item_id(written) == item_id(normal)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_may_tell_articles_apart_is_kept(one: str, other: str) -> None:
    assert item_id(one) != item_id(other)


@pytest.mark.parametrize(
    "url", ["https://news.example/world/2024/07/29/a-b_c.html", "http://127.0.0.1:8000/a?id=7&x=y"]
)
def test_a_plain_url_is_its_own_normal_form_and_the_id_is_its_hash(url: str) -> None:
    assert normalise_url(url) == url
    assert item_id(url) == hashlib.sha256(url.encode()).hexdigest()[:16]


@given(provisional.urls())
def test_the_normal_form_is_its_own(url: str) -> None:
    assert normalise_url(normalise_url(url)) == normalise_url(url)
