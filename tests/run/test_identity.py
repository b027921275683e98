"""Which hosts may speak for each other, and what is a web address."""

import pytest
from newsroom import Newsroom

from pipeline.errors import InputError
from pipeline.run.identity import rights_of, same_publisher, web_address


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.example/1", "https://a.example/2", True),
        ("https://A.example/1", "http://a.example:8080/2", True),
        ("https://a.example/1", "https://www.a.example/1", False),
        ("https://one.example/1", "https://two.example/1", True),
        ("https://one.example/1", "https://other.example/1", False),
    ],
)
def test_hosts_are_one_publishers_where_they_are_the_same_or_one_source_claims_both(
    newsroom: Newsroom, one: str, other: str, *, same: bool
) -> None:
    two_hosts = {"name": "A", "hosts": ["one.example", "two.example"]}
    settings = newsroom.configure(sources=[two_hosts, {"name": "B", "hosts": ["other.example"]}])

    assert same_publisher(one, other, settings) is same
    assert same_publisher(other, one, settings) is same


def test_rights_are_those_of_the_host_that_the_article_lies_on(newsroom: Newsroom) -> None:
    settings = newsroom.settings

    assert rights_of("http://127.0.0.1:1234/news", settings).basis == "own"
    assert rights_of("http://elsewhere.example/news", settings).basis == "unknown"


@pytest.mark.parametrize("url", ["https://a.example/1", "HTTP://a.example", "http://127.0.0.1:80/x?y#z"])
def test_a_web_address_passes_as_it_is(url: str) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize("text", ["", "a.example", "mailto:a@a.example", "https://", "http://[::1", "file:///x"])
def test_what_is_no_web_address_is_an_input_error_that_names_it(text: str) -> None:
    with pytest.raises(InputError) as told:
        web_address(text)

    assert told.value.item == text
