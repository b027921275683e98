"""The whole pipeline against a translation service that fails: is anything published that is wrong?

    python tests/benchmarks/bench_pipeline.py CORPUS --emulator http://127.0.0.1:8765 [--fault NAME=RATE]...

CORPUS is a folder with ntrex/ (English sentences, one a line, and their document ids). Its documents are served as
pages on loopback and run through `republish run` twice: against the emulator without faults, and with them. The
emulator answers as Google's mobile page does, and takes its faults at /__config. Wrong is a published text that
differs in a letter or a digit from the one of the run without faults. Exits 1 where there is one, or a crash.
"""

import argparse
import contextlib
import http.server
import json
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path

import httpx

SENTENCES_A_PARAGRAPH = 3
CONFIG = """
[paths]
state = "state"
published = "published"
held = "held"

[fetch]
allow_private_networks = ["127.0.0.0/8"]
allow_ports = [{port}]
per_host_delay = 0.0
per_host_connections = 8

[translate]
engines = ["google"]

[engines.google]
kind = "google"
base_url = "{emulator}/m"
backoff = 0.1
"""
SOURCES = """
[[source]]
name = "Bench"
hosts = ["127.0.0.1"]
feeds = ["http://127.0.0.1:{port}/feed.xml"]
[source.rights]
basis = "own"
evidence = "bench"
"""
NOT_LETTERS = re.compile(r"[^\w]+")


def documents(corpus: Path) -> dict[str, list[str]]:
    """Return the corpus's documents, each a list of sentences, by id."""
    folder = corpus / "ntrex"
    ids = (folder / "DOCUMENT_IDS.tsv").read_text("utf-8").split("\n")
    sentences = (folder / "newstest2019-src.eng.txt").read_text("utf-8").split("\n")
    pairs = [(ident.split("\t")[0], text) for ident, text in zip(ids, sentences, strict=False) if text]
    return {ident: [text for _, text in rows] for ident, rows in groupby(pairs, key=lambda pair: pair[0])}


def site(found: dict[str, list[str]], origin: str) -> dict[str, bytes]:
    """Return the pages and the feed, by path."""
    pages = {f"/{number}/": _page(sentences).encode() for number, sentences in enumerate(found.values())}
    items = "".join(f"<item><title>{path}</title><link>{origin}{path}</link></item>" for path in pages)
    pages["/feed.xml"] = f"<rss version='2.0'><channel><title>Bench</title>{items}</channel></rss>".encode()
    return pages


def _page(sentences: list[str]) -> str:
    headline, *rest = sentences
    starts = range(0, len(rest), SENTENCES_A_PARAGRAPH)
    body = "".join(f"<p>{escape(' '.join(rest[s : s + SENTENCES_A_PARAGRAPH]))}</p>" for s in starts)
    facts = {"@type": "NewsArticle", "headline": headline, "datePublished": "2019-09-01T10:00:00Z"}
    return (
        f"<!doctype html><html lang=en><head><title>{escape(headline)}</title>"
        f"<script type=application/ld+json>{json.dumps(facts)}</script></head>"
        f"<body><article><h1>{escape(headline)}</h1>{body}</article></body></html>"
    )


@contextlib.contextmanager
def serving(found: dict[str, list[str]]) -> Iterator[int]:
    """Serve the documents on loopback; give the port."""

    class Handler(http.server.BaseHTTPRequestHandler):
        pages: dict[str, bytes]

        def do_GET(self) -> None:
            body = self.pages.get(self.path)
            self.send_response(200 if body else 404)
            self.send_header(
                "Content-Type", "application/rss+xml" if "feed" in self.path else "text/html; charset=utf-8"
            )
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Keep quiet."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Handler.pages = site(found, f"http://127.0.0.1:{server.server_port}")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def published(folder: Path, port: int, emulator: str) -> tuple[dict[str, list[str]], Counter[str], float]:
    """Run the pipeline into `folder` until nothing is due; return each publication's texts by URL, and the states."""
    folder.mkdir()
    (folder / "pipeline.toml").write_text(CONFIG.format(port=port, emulator=emulator), "utf-8")
    (folder / "sources.toml").write_text(SOURCES.format(port=port), "utf-8")
    base = [sys.executable, "-m", "pipeline"]
    config = ["--config", str(folder / "pipeline.toml")]
    began = time.monotonic()
    for _ in range(5):
        done = subprocess.run([*base, "run", "--quiet", *config], check=False, capture_output=True, text=True)
        if done.returncode not in {0, 1, 4}:
            sys.exit(f"exit code {done.returncode}\n{done.stderr[-3000:]}")
        if done.returncode == 0:
            break
    seconds = time.monotonic() - began
    listed = subprocess.run([*base, "list", "--json", "--limit", "100000", *config], check=True, capture_output=True)
    items = json.loads(listed.stdout)
    texts = _texts(folder / "published" / "articles")
    states = Counter(item["state"] if item["state"] != "failed" else f"failed:{item['reason']}" for item in items)
    return texts, states, seconds


def _texts(folder: Path) -> dict[str, list[str]]:
    """Return the texts of every publication in `folder`, by the article's URL."""
    publications = [json.loads(path.read_bytes()) for path in folder.glob("*.json")]
    return {
        p["source"]["url"]: [p["headline"]["text"], *(block["text"] for block in p["blocks"])] for p in publications
    }


def main() -> int:
    """Run it twice and print what differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--emulator", default="http://127.0.0.1:8765")
    parser.add_argument("--fault", action="append", default=[], metavar="NAME=RATE")
    parser.add_argument("--seeds", type=int, default=1)
    arguments = parser.parse_args()
    faults = {name: float(rate) for name, _, rate in (fault.partition("=") for fault in arguments.fault)}
    found = documents(arguments.corpus)
    wrong_in_all = 0
    with tempfile.TemporaryDirectory() as folder, serving(found) as port:
        _configure(arguments.emulator, {}, 0)
        reference, states, seconds = published(Path(folder) / "reference", port, arguments.emulator)
        reference |= _texts(Path(folder) / "reference" / "held")
        print(f"documents {len(found)}; without faults: {dict(states)} in {seconds:.1f} s")
        for seed in range(1, arguments.seeds + 1):
            _configure(arguments.emulator, faults, seed)
            texts, states, seconds = published(Path(folder) / str(seed), port, arguments.emulator)
            wrong = [url for url, lines in texts.items() if _letters(lines) != _letters(reference.get(url, lines))]
            wrong_in_all += len(wrong)
            print(f"seed {seed}: {dict(states)} in {seconds:.1f} s; wrong {len(wrong)} {wrong}")
            for url in wrong:
                for ours, right in zip(texts[url], reference[url], strict=False):
                    if _letters([ours]) != _letters([right]):
                        print(f"  ours   {ours}\n  right  {right}")
    return 1 if wrong_in_all else 0


def _letters(lines: list[str]) -> str:
    return NOT_LETTERS.sub("", "".join(lines))


def _configure(emulator: str, faults: dict[str, float], seed: int) -> None:
    httpx.post(f"{emulator}/__reset").raise_for_status()
    httpx.post(f"{emulator}/__config", json={"fault": faults, "seed": seed}).raise_for_status()


if __name__ == "__main__":
    sys.exit(main())
