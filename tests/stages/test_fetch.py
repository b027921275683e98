"""Fetch: what comes back for each kind of URL that people and feeds name."""

import gzip
import re
from collections.abc import Iterator

import pytest
from hostile import HostileServer, loopback_settings
from pytest_httpserver import HTTPServer
from werkzeug import Response

from pipeline.errors import FetchTimeout, Refused, ServerFailed
from pipeline.model import SourcePage
from pipeline.stages.fetch import fetch
from pipeline.web import Validators, WebClient

PAGE = b"<!doctype html><html lang=en><title>A</title><p>Hi</p></html>"


@pytest.fixture
def site(loopback: HTTPServer) -> Iterator[HTTPServer]:
    loopback.clear()
    loopback.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /private\n")
    yield loopback
    loopback.clear()


@pytest.fixture
def client(site: HTTPServer) -> Iterator[WebClient]:
    with WebClient(loopback_settings(site.port, attempts=3, max_bytes=1_000_000)) as client:
        yield client


def test_a_page_is_fetched_as_it_is(site: HTTPServer, client: WebClient) -> None:
    headers = {
        "ETag": '"1"', "Last-Modified": "Mon, 29 Jul 2024 13:00:00 GMT", "Content-Language": "en-GB",
        "X-Robots-Tag": "noarchive", "TDM-Reservation": "1", "TDM-Policy": "https://news.example/tdm.json",
        "Link": '<https://news.example/a>; rel="canonical"', "Set-Cookie": "id=1", "Server": "x",
    }  # fmt: skip
    site.expect_request("/a").respond_with_data(PAGE, headers=headers, content_type="text/html; charset=windows-1252")
    page = fetch(site.url_for("/a"), client)
    assert (page.url, page.final_url, page.status) == (site.url_for("/a"), site.url_for("/a"), 200)
    assert (page.html, page.content_type) == (PAGE, "text/html; charset=windows-1252")
    assert page.headers == {
        "etag": '"1"', "last-modified": "Mon, 29 Jul 2024 13:00:00 GMT", "content-language": "en-GB",
        "x-robots-tag": "noarchive", "tdm-reservation": "1", "tdm-policy": "https://news.example/tdm.json",
        "link": '<https://news.example/a>; rel="canonical"',
    }  # fmt: skip
    assert SourcePage.model_validate_json(page.model_dump_json()) == page


def test_gzip_is_undone(site: HTTPServer, client: WebClient) -> None:
    site.expect_request("/a").respond_with_data(
        gzip.compress(PAGE, mtime=0), headers={"Content-Encoding": "gzip"}, content_type="text/html"
    )
    assert fetch(site.url_for("/a"), client).html == PAGE


def test_redirects_are_followed_and_kept(site: HTTPServer, client: WebClient) -> None:
    site.expect_request("/old").respond_with_data("", status=301, headers={"location": "/a"})
    site.expect_request("/a").respond_with_data(PAGE, content_type="text/html")
    page = fetch(site.url_for("/old"), client)
    assert (page.url, page.redirects, page.final_url) == (
        site.url_for("/old"), (site.url_for("/old"),), site.url_for("/a")
    )  # fmt: skip


def test_a_500_that_heals_on_the_third_try_is_fetched(site: HTTPServer, client: WebClient) -> None:
    answers = [Response("", 500), Response("", 500), Response(PAGE, content_type="text/html")]
    site.expect_request("/a").respond_with_handler(lambda _: answers.pop(0))
    assert fetch(site.url_for("/a"), client).html == PAGE


def test_a_page_that_is_not_newer_comes_without_html(site: HTTPServer, client: WebClient) -> None:
    site.expect_request("/a", headers={"If-None-Match": '"1"'}).respond_with_data("", status=304)
    page = fetch(site.url_for("/a"), client, conditional=Validators(etag='"1"'))
    assert (page.status, page.html) == (304, b"")


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/pdf", b"%PDF-1.7 ..."),
        ("text/html", b"%PDF-1.7 ..."),
        ("text/html", b"\x89PNG\r\n\x1a\n"),
        ("text/html", gzip.compress(PAGE, mtime=0)),
        ("application/json", b'{"a": 1}'),
        ("text/plain", b"Hello"),
        ("image/jpeg", b"\xff\xd8\xff\xe0"),
        ("application/rss+xml", b"<rss/>"),
        ("application/octet-stream", PAGE),
    ],
)
def test_what_is_not_html_is_refused(content_type: str, body: bytes, site: HTTPServer, client: WebClient) -> None:
    site.expect_request("/a").respond_with_data(body, content_type=content_type)
    with pytest.raises(Refused, match="not HTML") as caught:
        fetch(site.url_for("/a"), client)
    assert (caught.value.reason, caught.value.item) == ("not_html", site.url_for("/a"))


@pytest.mark.parametrize("content_type", ["text/html", "TEXT/HTML; charset=utf-8", "application/xhtml+xml"])
def test_html_is_told_by_its_type_even_where_the_page_is_empty(
    content_type: str, site: HTTPServer, client: WebClient
) -> None:
    site.expect_request("/a").respond_with_data(b"", content_type=content_type)
    assert fetch(site.url_for("/a"), client).html == b""


@pytest.mark.parametrize(("body", "is_html"), [(PAGE, True), (b"\n <HTML>", True), (b"Hello", False), (b"", False)])
def test_html_is_told_by_its_beginning_where_no_type_is_declared(body: bytes, is_html: bool) -> None:  # noqa: FBT001 - a table's column
    answer = b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%b" % (len(body), body)
    with HostileServer(lambda c: c.send(answer)) as server, WebClient(loopback_settings(server.port)) as client:
        if is_html:
            assert fetch(server.url("/a"), client).html == body
        else:
            with pytest.raises(Refused, match="no declared type"):
                fetch(server.url("/a"), client)


@pytest.mark.parametrize(("path", "reason"), [("/gone", "gone"), ("/private/a", "robots"), ("/large", "too_large")])
def test_what_is_not_to_be_had_is_refused_and_named(
    path: str, reason: str, site: HTTPServer, client: WebClient
) -> None:
    site.expect_request("/gone").respond_with_data("", status=404)
    site.expect_request("/large").respond_with_data(b"a" * 2_000_000, content_type="text/html")
    with pytest.raises(Refused) as caught:
        fetch(site.url_for(path), client)
    assert (caught.value.reason, caught.value.item) == (reason, site.url_for(path))
    assert "Next: " in str(caught.value)


def test_what_may_heal_is_no_refusal(site: HTTPServer, client: WebClient) -> None:
    site.expect_request("/down").respond_with_data("", status=503)
    with pytest.raises(ServerFailed):
        fetch(site.url_for("/down"), client)


def test_a_server_that_does_not_answer_is_timed_out() -> None:
    with HostileServer(lambda c: c.hang()) as server:
        with (
            WebClient(loopback_settings(server.port, read_timeout=0.1, attempts=2)) as client,
            pytest.raises(FetchTimeout),
        ):
            fetch(server.url("/a"), client)
        assert server.requests == ["/robots.txt", "/a", "/a"]


def test_what_the_site_s_files_say_of_reuse_comes_with_the_page_and_is_asked_for_once(
    site: HTTPServer, client: WebClient
) -> None:
    site.clear()
    site.expect_request("/robots.txt").respond_with_data("User-agent: *\nContent-Usage: bots=n\n")
    rules = [{"location": "/news/", "tdm-reservation": 1}]
    site.expect_request("/.well-known/tdmrep.json").respond_with_json(rules)
    site.expect_request(re.compile("/.*")).respond_with_data(PAGE, content_type="text/html")
    signals = [[(s.kind, s.value, s.where) for s in fetch(site.url_for(p), client).signals] for p in ("/news/a", "/b")]
    usage = ("content-usage", "bots=n", "robots.txt")
    assert signals == [[("tdm-reservation", "1", "/.well-known/tdmrep.json"), usage], [usage]]
    assert [request.path for request, _ in site.log].count("/.well-known/tdmrep.json") == 1


def test_a_site_whose_file_cannot_be_had_says_nothing_and_is_not_asked_again(
    site: HTTPServer, client: WebClient
) -> None:
    site.expect_request("/.well-known/tdmrep.json").respond_with_data("", status=503)
    site.expect_request(re.compile("/[ab]")).respond_with_data(PAGE, content_type="text/html")
    assert [fetch(site.url_for(path), client).signals for path in ("/a", "/b")] == [(), ()]
    assert [request.path for request, _ in site.log].count("/.well-known/tdmrep.json") == 1
