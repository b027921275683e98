"""A newsroom to test with: a site with a feed and a translation service on loopback, and a project's folder.

newsroom.publish(BRIDGE)             an article on the site, announced in its feed
newsroom.run()                       what cron does
newsroom.item(BRIDGE).state          what became of it
"""

import contextlib
import datetime as dt
import html
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any, Protocol

from lxml import etree
from pytest_httpserver import HTTPServer
from stories import ARABIC, BRIDGE, MISTRANSLATED, Story
from werkzeug import Request, Response

from pipeline.config import Settings, load
from pipeline.ledger import Item, Ledger, Stage, State
from pipeline.run import operator
from pipeline.run.opening import open_ledger, utc_now
from pipeline.run.operator import Selection
from pipeline.run.session import Request as RunRequest
from pipeline.run.session import Summary, run

HTML, FEED, ROBOTS, GOOGLE = "text/html; charset=utf-8", "/feed.xml", "/robots.txt", "/google/m"

Answer = Callable[[Request], Response]
Process = subprocess.Popen[str]
Json = Any
"""What a JSON document says."""


def page(body: str | bytes, *, status: int = 200, kind: str = HTML, **headers: str) -> Answer:
    """Return what answers each request with the same page; `headers` are named as in Python."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: Response(body, status, {"content-type": kind, **named})


def in_turn(*answers: Answer) -> Answer:
    """Return what gives each of `answers` once, and then the last one for good."""
    left = list(answers)

    def answer(request: Request) -> Response:
        current = left.pop(0) if len(left) > 1 else left[0]
        return current(request)

    return answer


@dataclass(frozen=True)
class Finished:
    """How a command ended: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Json:
        """What it printed on stdout, which is JSON."""
        return json.loads(self.out)


class CommandLine(Protocol):
    """Runs `republish` with arguments."""

    def __call__(self, *arguments: str, stdin: bytes = b"") -> Finished:
        """Return how it ended."""


@dataclass
class Newsroom:
    """A site, its translator, and a project beside it; everything may be changed between two runs."""

    folder: Path
    server: HTTPServer
    pages: dict[str, Answer] = field(default_factory=dict)
    arabic: dict[str, str] = field(default_factory=lambda: dict(ARABIC))
    translator: Answer | None = None
    announced: list[str] = field(default_factory=list)
    clock: Callable[[], dt.datetime] = utc_now

    def __post_init__(self) -> None:
        self.server.expect_request(re.compile(".*")).respond_with_handler(self._answer)
        self.pages[FEED] = lambda _: Response(feed_of(self.announced), content_type="application/rss+xml")
        self.configure()

    # ---- the site

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """Return the address of `path`."""
        return f"http://{host}:{self.server.port}{path}"

    def publish(self, story: Story, *, canonical: str | None = None, paragraphs: tuple[str, ...] = ()) -> str:
        """Put `story` on the site, announce it in the feed, and return its URL."""
        url = self.url(story.path)
        self.pages[story.path] = page(story.html(canonical=canonical or url, paragraphs=paragraphs))
        if url not in self.announced:
            self.announced.append(url)
        return url

    def requests(self, path: str) -> int:
        """Return how often `path` was asked for."""
        return sum(request.path == path for request, _ in self.server.log)

    @property
    def translated_lines(self) -> int:
        """How many lines the translator was sent."""
        return len(list(self._lines_sent()))

    def sent(self) -> set[str]:
        """Return the different lines that the translator was sent."""
        return set(self._lines_sent())

    def _lines_sent(self) -> Iterator[str]:
        for request, _ in self.server.log:
            if request.path == GOOGLE:
                yield from request.args["q"].split("\n")

    def _answer(self, request: Request) -> Response:
        if request.path == GOOGLE:
            return (self.translator or self.translate)(request)
        answer = self.pages.get(request.path)
        return answer(request) if answer else Response("there is nothing here", HTTPStatus.NOT_FOUND)

    def translate(self, request: Request) -> Response:
        """Answer as Google's mobile page does; a line that `arabic` does not know comes back as it was."""
        lines = [self.arabic.get(line.strip(), line) for line in request.args["q"].split("\n")]
        text = html.escape("\n".join(lines))
        return Response(f'<html><body><div class="result-container">{text}</div></body></html>', content_type=HTML)

    # ---- the project

    @property
    def config(self) -> Path:
        """The configuration file."""
        return self.folder / "config" / "pipeline.toml"

    def configure(self, *, sources: list[dict[str, Any]] | None = None, **tables: dict[str, Any]) -> Settings:
        """Write the configuration, its tables as given and all else as tests want it, and the sources."""
        fetch = {
            "allow_private_networks": ["127.0.0.0/8", "::1/128"],
            "allow_ports": [80, self.server.port],
            "per_host_delay": 0,
            "backoff": 0,
        }
        google = {"kind": "google", "base_url": self.url(GOOGLE), "attempts": 1, "backoff": 0}
        known: dict[str, Any] = {
            "paths": {f: f"../data/{f}" for f in ("state", "published", "held")},
            "fetch": {**fetch, **tables.pop("fetch", {})},
            "engines.google": {**google, **tables.pop("google", {})},
        }
        self.config.parent.mkdir(exist_ok=True)
        self.config.write_text(toml({**known, **tables}), "utf-8")
        wanted = [self.source()] if sources is None else sources
        text = "".join("[[source]]\n" + toml({"": source}) for source in wanted)
        (self.config.parent / "sources.toml").write_text(text, "utf-8")
        return self.settings

    def source(self) -> dict[str, Any]:
        """Return the site as a [[source]]."""
        return {
            "name": "The Tamsin Post",
            "hosts": ["127.0.0.1"],
            "feeds": [self.url(FEED)],
            "rights": {"basis": "own", "evidence": "our own reporting", "images": True},
        }

    @property
    def settings(self) -> Settings:
        """The configuration, read anew."""
        return load(self.config)

    # ---- what is done

    def run(self, *urls: str) -> Summary:
        """Run as `republish run` does."""
        return run(self.settings, RunRequest(urls), clock=self.clock)

    def retry(self, *references: str, stage: Stage | None = None, state: State | None = None) -> Summary:
        """Retry as `republish retry` does."""
        return operator.retry(self.settings, Selection(references, state), stage)

    def edit(self, reference: str, segment: str, arabic: str, by: str = "Layla Haddad") -> Summary:
        """Correct as `republish edit` does."""
        return operator.edit(self.settings, reference, segment, arabic, by)

    def approve(self, reference: str, by: str = "Layla Haddad") -> Summary:
        """Approve as `republish approve` does."""
        return operator.approve(self.settings, reference, by)

    def refuse(self, reference: str, reason: str = "not for our readers") -> Summary:
        """Refuse as `republish refuse` does."""
        return operator.refuse(self.settings, reference, "Layla Haddad", reason)

    def withdraw(self, reference: str, reason: str) -> Summary:
        """Withdraw as `republish withdraw` does."""
        return operator.withdraw(self.settings, reference, "Layla Haddad", reason)

    def start(self, *arguments: str, limit: int | None = None) -> Process:
        """Start `republish` as a process of its own, its files no longer than `limit` blocks, as on a full disk."""
        limited = ["sh", "-c", f'ulimit -f {limit} && exec "$0" "$@"'] if limit else []
        return subprocess.Popen(
            [*limited, sys.executable, "-m", "pipeline", *arguments],
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def hold_bridge(self) -> str:
        """Hold BRIDGE for a number that changed; return its id."""
        self.arabic |= dict([MISTRANSLATED])
        url = self.publish(BRIDGE)
        self.run()
        return self.item(url).id

    # ---- what came of it

    @contextlib.contextmanager
    def ledger(self) -> Iterator[Ledger]:
        """Give the ledger, opened."""
        with contextlib.closing(open_ledger(self.settings)) as ledger:
            yield ledger

    def items(self) -> list[Item]:
        """Return every item, in the order of their URLs."""
        with self.ledger() as ledger:
            return sorted(ledger.search(), key=lambda item: item.url)

    def item(self, url: str) -> Item:
        """Return the item known by `url`."""
        with self.ledger() as ledger:
            return operator.find(url, ledger)

    def states(self) -> dict[str, str]:
        """Return the state of each item by the path of its URL."""
        return {item.url.split("/", 3)[3]: item.state for item in self.items()}

    def published(self, name: str) -> Json:
        """Return what a file for consumers says, e.g. `index.json`."""
        return json.loads((self.folder / "data" / "published" / name).read_bytes())

    def publication(self, url: str) -> Json:
        """Return the published publication of the item known by `url`."""
        return self.published(f"articles/{self.item(url).id}.json")

    def texts(self, url: str) -> list[str]:
        """Return the published Arabic of the item known by `url`: the headline, then the paragraphs."""
        publication = self.publication(url)
        return [publication["headline"]["text"], *(block["text"] for block in publication["blocks"])]

    def held(self, url: str) -> Json:
        """Return the held publication of the item known by `url`."""
        return json.loads((self.folder / "data" / "held" / f"{self.item(url).id}.json").read_bytes())

    def changes(self) -> list[Json]:
        """Return the lines of changes.jsonl."""
        path = self.folder / "data" / "published" / "changes.jsonl"
        return [json.loads(line) for line in path.read_bytes().splitlines()]


def feed_of(urls: list[str]) -> bytes:
    """Return an RSS feed that announces `urls`."""
    rss = etree.Element("rss", version="2.0")
    channel = etree.SubElement(rss, "channel")
    for url in urls:
        item = etree.SubElement(channel, "item")
        etree.SubElement(item, "link").text = url
    return etree.tostring(rss, xml_declaration=True, encoding="utf-8")


def toml(tables: dict[str, dict[str, Any]]) -> str:
    """Return `tables` as TOML; JSON's strings, numbers and lists are TOML's too."""
    lines = []
    for name, table in tables.items():
        lines += [f"[{name}]"] if name else []
        for key, value in table.items():
            pairs = [(f"{key}.{k}", v) for k, v in value.items()] if isinstance(value, dict) else [(key, value)]
            lines += [f"{k} = {json.dumps(v, ensure_ascii=False)}" for k, v in pairs]
    return "\n".join(lines) + "\n"
