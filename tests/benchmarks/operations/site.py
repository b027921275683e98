"""Sites and a translator for campaigns, as a process of its own: what it costs is not counted as the pipeline's.

    python -m benchmarks.operations.site PORT --articles 1000 --hosts 10

Hosts are 127.0.1.1 and the next ones, each with a feed of its share of the articles; the translator is at /google/m of
the first; /stats tells what was asked for.
"""

import argparse
import html
import json
import re
import sys
import threading
import time
from collections import Counter
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

TEXTS = (
    (
        "Council of district {a} plants {b} trees along the river",
        "مجلس الحي {a} يغرس {b} شجرة على ضفاف النهر",
    ),
    (
        "The council of district {a} said on Monday that {b} trees had been planted along the river road.",
        "قال مجلس الحي {a} يوم الاثنين إن {b} شجرة غُرست على طول طريق النهر.",
    ),
    (
        "Residents of district {a} had asked for shade after a summer that stayed above {b} degrees for weeks.",
        "وكان سكان الحي {a} قد طلبوا الظل بعد صيف بقيت حرارته فوق {b} درجة لأسابيع.",
    ),
    (
        "The work cost {a} dollars, and the council says that {b} more trees will follow next year.",
        "وبلغت تكلفة العمل {a} دولار، ويقول المجلس إن {b} شجرة أخرى ستُغرس في العام المقبل.",
    ),
    (
        "Volunteers from {a} schools will water the {b} young trees until the rains return in the autumn.",
        "وسيسقي متطوعون من {a} مدرسة الأشجار الصغيرة وعددها {b} حتى تعود الأمطار في الخريف.",
    ),
)
"""The headline and the paragraphs of every article; two numbers tell one article's from another's."""

_READ = tuple((re.compile(english.format(a=r"(\d+)", b=r"(\d+)")), arabic) for english, arabic in TEXTS)


def host(number: int) -> str:
    """Return the address of a host by its number, from 0 on."""
    return f"127.0.1.{number + 1}"


def english(number: int) -> list[str]:
    """Return the texts of an article by its number: the headline, then the paragraphs."""
    return [text.format(a=1000 + number, b=20_000 + 7 * number + line) for line, (text, _) in enumerate(TEXTS)]


def arabic(text: str) -> str:
    """Return the translation of one text; what is none of ours comes back as it was."""
    for pattern, translation in _READ:
        if found := pattern.fullmatch(text.strip()):
            return translation.format(a=found[1], b=found[2])
    return text


class Sites:
    """What all handlers share: how many articles on how many hosts, latencies, and what was asked for."""

    def __init__(self, port: int, articles: int, hosts: int, page_latency: float, engine_latency: float) -> None:
        self.port, self.articles, self.hosts = port, articles, hosts
        self.page_latency, self.engine_latency = page_latency, engine_latency
        self.asked: Counter[str] = Counter()
        self.lock = threading.Lock()

    def feed(self, number: int) -> str:
        """Return the feed of a host."""
        base = f"http://{host(number)}:{self.port}/news/"
        links = "".join(f"<item><link>{base}{each}</link></item>" for each in range(number, self.articles, self.hosts))
        return f'<?xml version="1.0"?><rss version="2.0"><channel>{links}</channel></rss>'

    def page(self, number: int) -> str:
        """Return the page of an article."""
        headline, *paragraphs = english(number)
        said = {"@type": "NewsArticle", "headline": headline, "datePublished": "2026-01-15T09:30:00Z"}
        body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        return (
            f'<!doctype html><html lang="en"><head><title>{headline}</title>'
            f'<script type="application/ld+json">{json.dumps(said)}</script></head>'
            f"<body><nav><a href=/>Home</a></nav><article><h1>{headline}</h1>{body}</article></body></html>"
        )


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"

    def __init__(self, sites: Sites, number: int, *arguments: object) -> None:
        self._sites, self._number = sites, number
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer a page, the feed, a translation or the figures."""
        parts = urlsplit(self.path)
        sites = self._sites
        with sites.lock:
            sites.asked[parts.path] += 1
        if parts.path.startswith("/news/"):
            time.sleep(sites.page_latency)
            self._say(sites.page(int(parts.path.rpartition("/")[2])), "text/html; charset=utf-8")
        elif parts.path == "/google/m":
            time.sleep(sites.engine_latency)
            lines = [arabic(line) for line in parse_qs(parts.query)["q"][0].split("\n")]
            self._say(f'<div class="result-container">{html.escape(chr(10).join(lines))}</div>', "text/html")
        elif parts.path == "/feed.xml":
            self._say(sites.feed(self._number), "application/rss+xml", etag='"1"')
        elif parts.path == "/stats":
            with sites.lock:
                self._say(json.dumps(sites.asked), "application/json")
        else:
            self._say("", "text/plain", status=404)

    def _say(self, text: str, kind: str, *, status: int = 200, etag: str | None = None) -> None:
        unchanged = etag is not None and self.headers.get("if-none-match") == etag
        if unchanged:
            with self._sites.lock:
                self._sites.asked["304"] += 1
        body = b"" if unchanged else text.encode()
        self.send_response(304 if unchanged else status)
        for name, value in (("content-type", kind), ("content-length", str(len(body))), ("etag", etag or "")):
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """A host, which takes as many connections at once as it is asked for."""

    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_: object) -> None:
        """Say nothing: a run that is killed leaves its connections."""


def main() -> None:
    """Serve until standard input ends."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("port", type=int)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--hosts", type=int, default=10)
    parser.add_argument("--page-latency", type=float, default=0.0)
    parser.add_argument("--engine-latency", type=float, default=0.0)
    given = parser.parse_args()
    sites = Sites(given.port, given.articles, given.hosts, given.page_latency, given.engine_latency)
    servers = [Server((host(n), given.port), partial(Handler, sites, n)) for n in range(given.hosts)]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    print("ready", flush=True)
    sys.stdin.read()  # Whoever started this holds the other end, and lets go of it however it dies.


if __name__ == "__main__":
    main()
