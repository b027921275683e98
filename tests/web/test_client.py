"""The client against a well-behaved site: statuses, redirects, retries, headers."""

import datetime as dt
import ipaddress
import socket
from collections.abc import Callable

import pytest
from hostile import Connection, HostileServer, loopback_settings
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from pipeline.errors import FetchError, FetchTimeout, HostNotFound, Refused, ServerFailed
from pipeline.web import Validators, WebClient
from pipeline.web.addresses import Address

OpenClient = Callable[..., WebClient]


def in_turn(*answers: Response) -> Callable[[Request], Response]:
    """A handler that gives each of `answers` once, and then the last one for good."""
    left = list(answers)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


def test_a_page_comes_with_all_that_later_stages_need(site: HTTPServer, client: WebClient) -> None:
    headers = {"ETag": '"1"', "Last-Modified": "Mon, 29 Jul 2024 13:00:00 GMT", "X-Robots-Tag": "noai"}
    site.expect_request("/a").respond_with_data("<p>Hi</p>", headers=headers, content_type="text/html; charset=utf-8")
    response = client.get(site.url_for("/a#top"))
    assert (response.url, response.final_url) == (site.url_for("/a#top"), site.url_for("/a"))
    assert (response.status, response.redirects, response.body) == (200, (), b"<p>Hi</p>")
    assert response.content_type == "text/html"
    assert response.headers["x-robots-tag"] == "noai"
    assert response.validators == Validators('"1"', "Mon, 29 Jul 2024 13:00:00 GMT")
    assert response.retrieved_at.tzinfo is dt.UTC


def test_a_request_says_who_asks_and_takes_gzip_alone(site: HTTPServer, client: WebClient) -> None:
    site.expect_request("/a").respond_with_data("x")
    client.get(site.url_for("/a"), accept="text/xml")
    request, _ = site.log[-1]
    assert request.headers["User-Agent"].startswith("republish/")
    assert "+http" in request.headers["User-Agent"], "there is an address to complain to"
    assert request.headers["Accept-Encoding"] == "gzip"
    assert request.headers["Accept"] == "text/xml"


@pytest.mark.parametrize(
    ("status", "reason"),
    [(404, "gone"), (410, "gone"), (451, "gone"), (401, "wall"), (403, "wall"), (402, "paywall"), (400, "error_page"),
     (406, "error_page"), (300, "redirect"), (304, "redirect")],
)  # fmt: skip
def test_a_page_that_is_not_for_us_is_refused_at_once(
    status: int, reason: str, site: HTTPServer, open_client: OpenClient
) -> None:
    site.expect_request("/a").respond_with_data("", status=status)
    with pytest.raises(Refused) as caught:
        open_client(site.port, attempts=3).get(site.url_for("/a"))
    assert (caught.value.reason, caught.value.item) == (reason, site.url_for("/a"))
    assert str(status) in str(caught.value)
    assert len(site.log) == 2, "robots.txt, and the page once"


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 599])
def test_a_failure_that_heals_on_the_third_try_is_none(status: int, site: HTTPServer, open_client: OpenClient) -> None:
    site.expect_request("/a").respond_with_handler(in_turn(Response("", status), Response("", status), Response("Hi")))
    assert open_client(site.port, attempts=3).get(site.url_for("/a")).body == b"Hi"


def test_a_failure_that_does_not_heal_names_its_status_and_what_to_do(
    site: HTTPServer, open_client: OpenClient
) -> None:
    site.expect_request("/a").respond_with_data("", status=500)
    with pytest.raises(ServerFailed) as caught:
        open_client(site.port, attempts=3).get(site.url_for("/a"))
    assert str(caught.value) == f"{site.url_for('/a')}: the server answered 500. Next: a later run tries again"
    assert (caught.value.status, caught.value.retry_after, caught.value.transient) == (500, None, True)
    assert len(site.log) == 1 + 3


def test_robots_txt_that_heals_on_the_third_try_is_obeyed(site: HTTPServer, open_client: OpenClient) -> None:
    site.clear()
    rules = Response("User-agent: *\nDisallow: /private")
    site.expect_request("/robots.txt").respond_with_handler(in_turn(Response("", 503), Response("", 503), rules))
    with pytest.raises(Refused) as caught:
        open_client(site.port, attempts=3).get(site.url_for("/private/a"))
    assert caught.value.reason == "robots"


# ---- Retry-After


@pytest.fixture
def pauses(site: HTTPServer, open_client: OpenClient) -> tuple[WebClient, list[float]]:
    """A client that notes its pauses and does not make them."""
    client = open_client(site.port, attempts=3, max_wait=20, backoff=2)
    noted: list[float] = []
    client._retrying.sleep = noted.append
    return client, noted


def test_a_pause_is_as_long_as_the_server_asks(site: HTTPServer, pauses: tuple[WebClient, list[float]]) -> None:
    client, noted = pauses
    busy = Response("", 429, headers={"Retry-After": "17"})
    site.expect_request("/a").respond_with_handler(in_turn(busy, Response("Hi")))
    assert client.get(site.url_for("/a")).body == b"Hi"
    assert noted == [17.0]


def test_a_pause_that_is_too_long_is_left_to_a_later_run(
    site: HTTPServer, pauses: tuple[WebClient, list[float]]
) -> None:
    client, noted = pauses
    site.expect_request("/a").respond_with_data("", status=503, headers={"Retry-After": "3600"})
    with pytest.raises(ServerFailed) as caught:
        client.get(site.url_for("/a"))
    assert (caught.value.status, caught.value.retry_after, noted) == (503, 3600.0, [])


def test_pauses_grow_with_jitter_where_the_server_asks_for_none(
    site: HTTPServer, pauses: tuple[WebClient, list[float]]
) -> None:
    client, noted = pauses
    site.expect_request("/a").respond_with_data("", status=502)
    with pytest.raises(ServerFailed):
        client.get(site.url_for("/a"))
    assert len(noted) == 2
    assert 0 <= noted[0] <= 2
    assert 0 <= noted[1] <= 4


# ---- redirects


def test_redirects_are_followed_and_told(site: HTTPServer, client: WebClient) -> None:
    for number, status in enumerate((301, 302, 303, 307, 308)):
        headers = {"location": f"/{number + 1}"}
        site.expect_request(f"/{number}").respond_with_data("", status=status, headers=headers)
    site.expect_request("/5").respond_with_data("Hi")
    response = client.get(site.url_for("/0"))
    assert (response.body, response.final_url) == (b"Hi", site.url_for("/5"))
    assert response.redirects == tuple(site.url_for(f"/{number}") for number in range(5))


@pytest.mark.parametrize(
    ("location", "why"),
    [("/a", "in a circle"), ("/b", "in a circle"), ("/on/0", "more than 5 times")],
)
def test_redirects_that_lead_nowhere_are_refused(location: str, why: str, site: HTTPServer, client: WebClient) -> None:
    site.expect_request("/a").respond_with_data("", status=302, headers={"location": location})
    site.expect_request("/b").respond_with_data("", status=302, headers={"location": "/a"})
    for number in range(9):
        headers = {"location": f"/on/{number + 1}"}
        site.expect_request(f"/on/{number}").respond_with_data("", status=302, headers=headers)
    with pytest.raises(Refused, match=why) as caught:
        client.get(site.url_for("/a"))
    assert (caught.value.reason, caught.value.item) == ("redirect", site.url_for("/a"))


@pytest.mark.parametrize("location", ["http://[::1", "http://x:y/", "//", "http:", "\\x01", "mailto:a@b.example"])
def test_a_redirect_to_no_web_address_is_refused(location: str, open_client: OpenClient) -> None:
    def redirect(connection: Connection) -> None:
        connection.send(f"HTTP/1.1 302 Found\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n".encode())

    with HostileServer(redirect) as server, pytest.raises(Refused) as caught:
        open_client(server.port).get(server.url("/a"))
    assert caught.value.reason in {"redirect", "address", "robots"}


def test_a_redirect_without_a_location_is_refused(site: HTTPServer, client: WebClient) -> None:
    site.expect_request("/a").respond_with_data("", status=302)
    with pytest.raises(Refused) as caught:
        client.get(site.url_for("/a"))
    assert caught.value.reason == "redirect"


def test_robots_txt_rules_every_hop(site: HTTPServer, client: WebClient) -> None:
    site.clear()
    site.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /private\n")
    site.expect_request("/a").respond_with_data("", status=302, headers={"location": "/private/b"})
    with pytest.raises(Refused, match="redirected to") as caught:
        client.get(site.url_for("/a"))
    assert caught.value.reason == "robots"
    assert "/private/b" not in {request.path for request, _ in site.log}


# ---- conditional requests


def test_what_is_not_newer_is_not_sent_again(site: HTTPServer, client: WebClient) -> None:
    site.expect_request(
        "/a", headers={"If-None-Match": '"1"', "If-Modified-Since": "Mon, 29 Jul 2024 13:00:00 GMT"}
    ).respond_with_data("", status=304)
    response = client.get(
        site.url_for("/a"), conditional=Validators(etag='"1"', last_modified="Mon, 29 Jul 2024 13:00:00 GMT")
    )
    assert response.not_modified
    assert response.body == b""


# ---- what must not travel


def test_neither_cookies_nor_the_environment_take_part(
    site: HTTPServer, client: WebClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.expect_request("/a").respond_with_data("", status=302, headers={"location": "/b", "set-cookie": "id=1"})
    site.expect_request("/b").respond_with_data("Hi", headers={"set-cookie": "id=2"})
    client.get(site.url_for("/a"))
    client.get(site.url_for("/b"))
    assert not any("Cookie" in request.headers or "Authorization" in request.headers for request, _ in site.log)


# ---- no connection


@pytest.mark.parametrize(
    ("code", "why"),
    [(socket.EAI_NONAME, "no host called news.example"), (socket.EAI_AGAIN, "name server gave no answer")],
)
def test_a_name_that_does_not_resolve_is_told_and_left_to_a_later_run(
    code: int, why: str, open_client: OpenClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def getaddrinfo(host: str, *_: object, **__: object) -> None:
        asked.append(host)
        raise socket.gaierror(code, "as the system says it")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    with pytest.raises(HostNotFound, match=why) as caught:
        open_client(80, attempts=3).get("http://news.example/a")
    assert caught.value.item == "http://news.example/a"
    assert caught.value.transient
    assert asked == ["news.example"]


def test_a_host_that_takes_no_connection_rests_after_five_attempts(open_client: OpenClient, free_port: int) -> None:
    client = open_client(free_port, attempts=5)
    with pytest.raises(FetchError, match="no connection"):
        client.get(f"http://127.0.0.1:{free_port}/a")
    client._robots._origins.clear()
    with pytest.raises(FetchError, match="left alone"):
        client.get(f"http://127.0.0.1:{free_port}/b")


@pytest.mark.parametrize(("status", "rests"), [(503, True), (429, True), (500, False), (404, False)])
def test_a_host_that_says_it_cannot_now_rests_and_one_with_a_broken_page_does_not(
    site: HTTPServer,
    open_client: OpenClient,
    status: int,
    rests: bool,  # noqa: FBT001 - a table's column
) -> None:
    site.expect_request("/a").respond_with_data("", status=status)
    site.expect_request("/b").respond_with_data("Hi")
    client = open_client(site.port, attempts=5)
    with pytest.raises((FetchError, Refused)):
        client.get(site.url_for("/a"))
    if rests:
        with pytest.raises(FetchError, match="left alone"):
            client.get(site.url_for("/b"))
    else:
        assert client.get(site.url_for("/b")).body == b"Hi"


def test_the_next_address_of_a_host_is_tried_when_one_takes_no_connection(
    site: HTTPServer,
) -> None:
    def resolve(_: str) -> list[Address]:
        return [ipaddress.ip_address("127.0.0.9"), ipaddress.ip_address("127.0.0.1")]

    site.expect_request("/a").respond_with_data("Hi")
    with WebClient(loopback_settings(site.port), resolve=resolve) as client:
        assert client.get(f"http://news.example:{site.port}/a").body == b"Hi"
    assert site.log[-1][0].headers["Host"] == f"news.example:{site.port}"


def test_a_closed_client_asks_nothing(site: HTTPServer, client: WebClient) -> None:
    client.close()
    with pytest.raises(FetchError, match="closed"):
        client.get(site.url_for("/a"))
    assert site.log == []


def test_every_fetch_error_is_what_a_caller_would_catch(open_client: OpenClient, free_port: int) -> None:
    with pytest.raises(ConnectionError):
        open_client(free_port).get(f"http://127.0.0.1:{free_port}/a")
    assert issubclass(FetchTimeout, TimeoutError)
