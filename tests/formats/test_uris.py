import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.uris import publication_uri, web_uri


@pytest.mark.parametrize(
    ("url", "uri"),
    [
        ("https://news.example/a?b=1&c=%20#d", "https://news.example/a?b=1&c=%20#d"),
        ("https://news.example/جسر", "https://news.example/%D8%AC%D8%B3%D8%B1"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://news.example/a[1]|b", "https://news.example/a%5B1%5D%7Cb"),
        ("mailto:desk@news.example", None),
        ("javascript:alert(1)", None),
        ("/relative", None),
        ("https://", None),
        ("", None),
        (None, None),
    ],
)
def test_a_web_address_becomes_a_uri_and_nothing_else_does(url: str | None, uri: str | None) -> None:
    assert web_uri(url) == uri


@given(st.text().map(lambda rest: f"https://news.example/{rest}") | st.text())
def test_whatever_is_given_what_comes_is_a_uri_or_nothing(url: str) -> None:
    uri = web_uri(url)
    assert uri is None or jsonschema.FormatChecker().conforms(uri, "uri")


def test_a_publication_has_a_uri_of_its_own() -> None:
    assert publication_uri("0123456789abcdef") == "urn:republish:publication:0123456789abcdef"
