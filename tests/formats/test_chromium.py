"""The page of a publication in a browser: nothing in it runs, and nothing is asked for.

All that the browser would ask the network goes to a proxy on loopback, which writes it down and answers nothing.
"""

import socketserver
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsers import chromium
from hostile_texts import LEAK, TEXTS, hostile_pages
from markdown_it import MarkdownIt

from pipeline.formats import to_html, to_markdown, to_ninjs, to_wordpress
from pipeline.formats.json_feed import json_feed
from pipeline.model import Publication
from pipeline.stages.publish.canonical import canonical_json

pytestmark = pytest.mark.chromium
OPTIONS = (
    "--headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --virtual-time-budget=2000 --dump-dom"
).split()


class Proxy(socketserver.ThreadingTCPServer):
    """Notes the first line of every request, e.g. `CONNECT host:443 HTTP/1.1`."""

    daemon_threads = True

    def __init__(self) -> None:
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), _Answer)


class _Answer(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert isinstance(self.server, Proxy)
        self.server.asked.append(self.rfile.readline(8192).decode("latin-1"))
        self.wfile.write(b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    with Proxy() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def browser() -> str:
    return chromium()


def rendered(browser: str, html: str, folder: Path, proxy: Proxy) -> tuple[str, list[str]]:
    """Return the page as it is after its scripts, and what it asked of the corpus's host."""
    page = folder / "page.html"
    page.write_text(html, "utf-8")
    finished = subprocess.run(
        [
            browser,
            *OPTIONS,
            f"--user-data-dir={folder / 'profile'}",
            f"--proxy-server=http://127.0.0.1:{proxy.server_address[1]}",
            "--proxy-bypass-list=<-loopback>",
            page.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    return finished.stdout, [line for line in proxy.asked if LEAK in line]


def consumer_page(publication: Publication) -> str:
    """Return a page that shows every other projection, each in the way its consumers do; its last element is `end`."""
    post, [item] = to_wordpress(publication), json_feed([publication])["items"]
    markdown = MarkdownIt("commonmark", {"html": True}).render(to_markdown(publication))
    shown = [
        f"<h1>{post['title']}</h1><p>{post['excerpt']}</p>{post['content']}",
        item["content_html"],
        to_ninjs(publication)["bodies"][0]["value"],
        markdown,
        f'<script type="application/json">{canonical_json(publication).decode()}</script>',
    ]
    sections = "".join(f"<section>{projection}</section>\n" for projection in shown)
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{sections}<p id="end"></p></body></html>'


@pytest.mark.parametrize("publication", hostile_pages(2), ids=["1", "2"])
def test_nothing_of_the_corpus_runs_in_any_other_projection(
    publication: Publication, browser: str, tmp_path: Path, proxy: Proxy
) -> None:
    dom, asked = rendered(browser, consumer_page(publication), tmp_path, proxy)
    assert "data-ran=" not in dom
    assert '<p id="end"></p>' in dom
    assert asked == []


@pytest.mark.parametrize("publication", hostile_pages(2), ids=["1", "2"])
def test_nothing_of_the_corpus_runs_or_is_asked_for(
    publication: Publication, browser: str, tmp_path: Path, proxy: Proxy
) -> None:
    dom, asked = rendered(browser, to_html(publication), tmp_path, proxy)
    assert "data-ran=" not in dom
    assert 'class="attribution"' in dom
    assert asked == []


def test_the_browser_would_run_it_and_the_proxy_would_hear_it(browser: str, tmp_path: Path, proxy: Proxy) -> None:
    dom, asked = rendered(browser, f"<html><body>{TEXTS[0]}{TEXTS[7][2:]}</body></html>", tmp_path, proxy)
    assert "data-ran=" in dom
    assert asked == [f"GET http://{LEAK}/i HTTP/1.1\r\n"]
