"""What a page or its server may have wrong: what the run says, what becomes of the item, and that no other suffers."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from newsroom import CommandLine, Finished, Newsroom, in_turn, page
from stories import BRIDGE, LIBRARY
from werkzeug import Request, Response

FRENCH = """<html lang="fr"><head><title>Le pont rouvre</title></head><body><article><h1>Le vieux pont rouvre</h1>
<p>Le vieux pont sur la rivière a été rouvert lundi à la circulation après deux ans de travaux, a annoncé la mairie.</p>
<p>Les ingénieurs ont remplacé cent quarante pierres et renforcé l'arche centrale, fissurée par les crues de l'hiver.
Les travaux ont coûté trois millions d'euros et aucune autre fermeture n'est prévue cette année, selon la mairie.</p>
</article></body></html>"""


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two names fail as a name server lets them; tests ask none."""
    real = socket.getaddrinfo
    failures = {"unknown.invalid": socket.EAI_NONAME, "unanswered.invalid": socket.EAI_AGAIN}

    def resolve(host: Any, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - the system's
        if host in failures:
            raise socket.gaierror(failures[host], "failed")
        return real(host, *arguments, **named)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)


@pytest.fixture
def silent() -> Iterator[Callable[[Request], Response]]:
    """Answer nothing until the test is over."""
    over = threading.Event()

    def wait(_: Request) -> Response:
        over.wait(30)
        return Response("too late")

    yield wait
    over.set()


def told_of(url: str, finished: Finished) -> str:
    """Return what the log says of the item at `url`."""
    lines = [json.loads(line) for line in finished.err.splitlines()]
    return next(str(line["error"]) for line in lines if line.get("url") == url)


@pytest.mark.parametrize(
    ("answer", "reason", "said"),
    [
        pytest.param(page("", status=404), "gone", "there is no such page", id="a 404"),
        pytest.param(page("%PDF-1.7 …", kind="application/pdf"), "not_html", "a PDF", id="a PDF"),
        pytest.param(page("%PDF-1.7 …"), "not_html", "a PDF", id="a PDF that calls itself HTML"),
        pytest.param(page(""), "no_article", "the page is empty", id="an empty page"),
        pytest.param(page(FRENCH), "not_english", "not English", id="a page in French"),
        pytest.param(page(b"<p>" + b"a " * 10_000_000), "too_large", "more than", id="a page of 20 MB"),
    ],
)
def test_a_page_that_is_nothing_to_publish_is_refused_and_the_others_are_published(
    newsroom: Newsroom, cli: CommandLine, answer: Callable[[Request], Response], reason: str, said: str
) -> None:
    newsroom.pages["/wrong"] = answer
    newsroom.announced.append(newsroom.url("/wrong"))
    newsroom.publish(BRIDGE)

    finished = cli("run")

    item = newsroom.item(newsroom.url("/wrong"))
    assert finished.code == 0
    assert "published 1, held 0, refused 1, failed 0" in finished.out
    assert (item.state, item.reason, item.next_attempt_at) == ("refused", reason, None)
    assert said in told_of(item.url, finished)
    assert f"republish retry {item.id}" in told_of(item.url, finished)
    assert newsroom.states()["news/bridge"] == "published"


@pytest.mark.parametrize(
    ("url", "reason", "said"),
    [
        ("http://unknown.invalid/news", "host_not_found", "there is no host called unknown.invalid"),
        ("http://unanswered.invalid/news", "host_not_found", "the name server gave no answer for unanswered.invalid"),
    ],
)
def test_a_host_that_is_not_found_fails_for_now_and_the_others_are_published(
    newsroom: Newsroom, cli: CommandLine, url: str, reason: str, said: str
) -> None:
    newsroom.announced.append(url)
    newsroom.publish(BRIDGE)

    finished = cli("run")

    item = newsroom.item(url)
    assert finished.code == 1
    assert (item.state, item.reason) == ("failed", reason)
    assert item.next_attempt_at is not None
    assert said in told_of(url, finished)
    assert f"at once: republish retry {item.id}" in told_of(url, finished)
    assert newsroom.states()["news/bridge"] == "published"


def test_a_server_that_never_answers_times_out_and_is_tried_again_later(
    newsroom: Newsroom, cli: CommandLine, silent: Callable[[Request], Response]
) -> None:
    newsroom.configure(fetch={"read_timeout": 0.2, "attempts": 2})
    newsroom.pages["/slow"] = silent
    newsroom.announced.append(newsroom.url("/slow"))
    newsroom.publish(BRIDGE)

    finished = cli("run")

    item = newsroom.item(newsroom.url("/slow"))
    assert finished.code == 1
    assert (item.state, item.reason) == ("failed", "fetch_timeout")
    assert item.next_attempt_at is not None
    assert "in time" in told_of(item.url, finished)
    assert "a later run tries again" in told_of(item.url, finished)
    assert newsroom.states()["news/bridge"] == "published"


def test_a_server_that_heals_at_the_third_try_is_no_failure(newsroom: Newsroom, cli: CommandLine) -> None:
    broken = page("out of order", status=500)
    newsroom.publish(BRIDGE)
    newsroom.pages[BRIDGE.path] = in_turn(broken, broken, newsroom.pages[BRIDGE.path])

    finished = cli("run", "--quiet")

    assert finished == Finished(0, "", "")
    assert newsroom.states() == {"news/bridge": "published"}
    assert newsroom.requests(BRIDGE.path) == 3


def test_a_server_that_does_not_heal_fails_for_now(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)
    newsroom.publish(LIBRARY)
    newsroom.pages[BRIDGE.path] = page("out of order", status=503)

    finished = cli("run")

    item = newsroom.item(newsroom.url(BRIDGE.path))
    assert finished.code == 1
    assert (item.state, item.reason, item.attempts) == ("failed", "server_failed", 1)
    assert "the server answered 503" in told_of(item.url, finished)
    assert newsroom.states()["news/library"] == "published"


@pytest.mark.parametrize("url", ["notaurl", "ftp://127.0.0.1/file", "http://", "http://[::1", "file:///etc/passwd"])
def test_what_is_no_web_address_is_a_usage_error_before_anything_runs(
    newsroom: Newsroom, cli: CommandLine, url: str
) -> None:
    newsroom.publish(BRIDGE)

    finished = cli("run", newsroom.url(BRIDGE.path), url)

    assert finished.code == 2
    assert finished.err == f"republish: {url}: this is no web address. Next: write it whole, as https://…\n"
    assert newsroom.requests(BRIDGE.path) == 0
