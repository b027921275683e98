"""robots.txt by RFC 9309: its rules, and what holds where there are none."""

from collections.abc import Callable

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from pipeline.errors import FetchError, HostNotFound, Refused, ServerFailed
from pipeline.web import WebClient
from pipeline.web.robots import PARSED_BYTES, Robots

OpenClient = Callable[..., WebClient]

# robots.txt, path, whether republish may fetch it
RULES = [
    ("", "/a", True),
    ("User-agent: *\nDisallow:", "/a", True),
    ("User-agent: *\nDisallow: /", "/a", False),
    ("User-agent: *\nDisallow: /private", "/private/a", False),
    ("User-agent: *\nDisallow: /private", "/public/a", True),
    ("User-agent: *\nDisallow: /\nAllow: /news", "/news/a", True),
    ("User-agent: *\nAllow: /news\nDisallow: /", "/news/a", True),
    ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
    ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", True),
    ("User-agent: *\nDisallow: /*?print=", "/a?print=1", False),
    ("User-agent: *\nDisallow: /a%2Fb", "/a%2fb", False),
    ("User-agent: *\nDisallow: /é", "/%C3%A9", False),
    ("User-agent: republish\nDisallow: /", "/a", False),
    ("User-agent: RePublish\nDisallow: /", "/a", False),
    ("User-agent: republish\nAllow: /\n\nUser-agent: *\nDisallow: /", "/a", True),
    ("User-agent: other\nDisallow: /", "/a", True),
    ("User-agent: other\nUser-agent: republish\nDisallow: /", "/a", False),
    ("\ufeffUser-agent: *\nDisallow: /", "/a", False),
    ("User-agent: *\r\nDisallow: /\r\n", "/a", False),
    ("User-agent: *  # all\nDisallow: /  # everything", "/a", False),
    ("<!doctype html><title>Not found</title>", "/a", True),
    ("User-agent: *\nDisallow: /", "/robots.txt", True),
]


@pytest.mark.parametrize(("text", "path", "allowed"), RULES)
def test_rules_are_read_as_the_rfc_says(text: str, path: str, allowed: bool) -> None:  # noqa: FBT001 - a table's column
    robots = Robots(lambda _: text.encode(), robot="republish")
    if allowed:
        robots.require(f"https://news.example{path}")
    else:
        with pytest.raises(Refused, match="does not let republish") as caught:
            robots.require(f"https://news.example{path}")
        assert caught.value.reason == "robots"
        assert caught.value.item == f"https://news.example{path}"


def test_what_lies_beyond_500_kibibytes_is_not_read() -> None:
    start = b"User-agent: *\nDisallow: /early\n".ljust(PARSED_BYTES, b"#")
    robots = Robots(lambda _: start + b"\nUser-agent: *\nDisallow: /late\n", robot="republish")
    robots.require("https://news.example/late")
    with pytest.raises(Refused):
        robots.require("https://news.example/early")


def test_each_origin_is_asked_once_for_its_own_rules() -> None:
    asked: list[str] = []
    robots = Robots(asked.append, robot="republish")
    for url in ("https://a.example/1", "https://a.example/2?x#y", "http://a.example/1", "https://a.example:8443/1"):
        robots.require(url)
    assert asked == [
        "https://a.example/robots.txt", "http://a.example/robots.txt", "https://a.example:8443/robots.txt"
    ]  # fmt: skip


def test_a_crawl_delay_and_sitemaps_are_told() -> None:
    text = "Sitemap: https://a.example/news.xml\nUser-agent: republish\nCrawl-delay: 7.5\nDisallow: /x\n"
    robots = Robots(lambda _: text.encode(), robot="republish")
    assert robots.require("https://a.example/1") == 7.5
    assert robots.sitemaps("https://a.example/1") == ["https://a.example/news.xml"]


@pytest.mark.parametrize(
    "failure",
    [
        HostNotFound("there is no host called a.example", item="https://a.example/robots.txt"),
        ServerFailed("the server answered 503", item="https://a.example/robots.txt", status=503, retry_after=7.0),
        FetchError("no connection", item="https://a.example/robots.txt"),
        Refused("address", "a.example has the address 10.0.0.1", item="https://a.example/robots.txt"),
    ],
    ids=lambda failure: failure.code,
)
def test_what_befalls_robots_txt_befalls_every_page_of_its_host(failure: FetchError | Refused) -> None:
    asked: list[str] = []

    def source(url: str) -> bytes:
        asked.append(url)
        raise failure

    robots = Robots(source, robot="republish")
    for url in ("https://a.example/1", "https://a.example/2"):
        with pytest.raises(type(failure), match=failure.message) as caught:
            robots.require(url)
        assert caught.value.item == url
        assert getattr(caught.value, "retry_after", None) == getattr(failure, "retry_after", None)
    assert len(asked) == 1, "a host in trouble is not asked again for a while"


# ---- over HTTP: what the answer's status means (RFC 9309, 2.3.1)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_where_there_is_no_robots_txt_everything_is_allowed(
    status: int, loopback: HTTPServer, open_client: OpenClient
) -> None:
    loopback.clear()
    loopback.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /", status=status)
    loopback.expect_request("/a").respond_with_data("Hi")
    assert open_client(loopback.port).get(loopback.url_for("/a")).body == b"Hi"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_where_robots_txt_cannot_be_had_nothing_is_allowed_for_now(
    status: int, loopback: HTTPServer, open_client: OpenClient
) -> None:
    loopback.clear()
    loopback.expect_request("/robots.txt").respond_with_data("", status=status)
    with pytest.raises(ServerFailed, match=r"robots\.txt could not be read") as caught:
        open_client(loopback.port).get(loopback.url_for("/a"))
    assert (caught.value.status, caught.value.item) == (status, loopback.url_for("/a"))
    assert [request.path for request, _ in loopback.log] == ["/robots.txt"]


@pytest.mark.parametrize("hops", [1, 5])
def test_a_robots_txt_is_followed_where_it_redirects_to(
    hops: int, loopback: HTTPServer, open_client: OpenClient
) -> None:
    loopback.clear()
    for number in range(hops):
        path = f"/robots-{number}.txt" if number else "/robots.txt"
        headers = {"location": f"/robots-{number + 1}.txt"}
        loopback.expect_request(path).respond_with_data("", status=301, headers=headers)
    loopback.expect_request(f"/robots-{hops}.txt").respond_with_data("User-agent: *\nDisallow: /a")
    with pytest.raises(Refused) as caught:
        open_client(loopback.port).get(loopback.url_for("/a"))
    assert caught.value.reason == "robots"


def test_a_robots_txt_that_redirects_on_and_on_is_none(loopback: HTTPServer, open_client: OpenClient) -> None:
    loopback.clear()
    loopback.expect_request("/robots.txt").respond_with_data("", status=301, headers={"location": "/robots.txt"})
    loopback.expect_request("/a").respond_with_data("Hi")
    assert open_client(loopback.port).get(loopback.url_for("/a")).body == b"Hi"


def test_a_robots_txt_that_redirects_to_no_url_allows_nothing_for_now(
    loopback: HTTPServer, open_client: OpenClient
) -> None:
    loopback.clear()
    loopback.expect_request("/robots.txt").respond_with_data("", status=301, headers={"location": "http://[::1"})
    with pytest.raises(FetchError, match=r"robots\.txt could not be read"):
        open_client(loopback.port).get(loopback.url_for("/a"))


def test_a_crawl_delay_slows_us_down_up_to_the_limit(loopback: HTTPServer, open_client: OpenClient) -> None:
    loopback.clear()
    loopback.expect_request("/robots.txt").respond_with_data("User-agent: *\nCrawl-delay: 86400\n")
    loopback.expect_request("/a").respond_with_handler(lambda _: Response("Hi"))
    client = open_client(loopback.port, max_wait=0.01)
    client.get(loopback.url_for("/a"))
    assert client._hosts._delays[f"127.0.0.1:{loopback.port}"] == 0.01


class Kept:
    """A store that remembers for good."""

    def __init__(self) -> None:
        self.files: dict[str, bytes | None] = {}

    def read(self, url: str) -> tuple[bytes | None, float] | None:
        return (self.files[url], 60.0) if url in self.files else None

    def keep(self, url: str, content: bytes | None, seconds: float) -> None:
        assert seconds == 24 * 3600
        self.files[url] = content


@pytest.mark.parametrize("content", [b"User-agent: *\nDisallow: /private", None])
def test_rules_that_another_process_was_told_are_not_asked_for_again(content: bytes | None) -> None:
    asked: list[str] = []

    def source(url: str) -> bytes | None:
        asked.append(url)
        return content

    store = Kept()
    for _ in range(2):
        robots = Robots(source, "republish", store)
        robots.require("https://news.example/a")
        assert robots.text("https://news.example/b") == (content or b"").decode()
    assert asked == ["https://news.example/robots.txt"]


def test_that_rules_could_not_be_had_is_kept_nowhere() -> None:
    def source(url: str) -> bytes | None:
        raise ServerFailed("the server answered 503", item=url)

    store = Kept()
    with pytest.raises(ServerFailed):
        Robots(source, "republish", store).require("https://news.example/a")
    assert store.files == {}
