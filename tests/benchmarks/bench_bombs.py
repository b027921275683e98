"""What hostile feeds, sitemaps and bodies cost: seconds, additional memory, and how each ends.

PYTHONPATH=.:tests python tests/benchmarks/bench_bombs.py

A process for each. Exits 1 where one takes over 64 MiB, or longer than TOTAL_TIMEOUT and PARSING together, or where a
bomb is read as if it were a document. Limits are those that a configuration has by default, but for total_timeout; of
a page, extraction is measured, too. The server that sends a bomb runs in the same process, so what it takes to make
one is counted as well, unless it is made ahead.
"""

import contextlib
import gzip
import resource
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from functools import cache

from hostile import Connection, HostileServer, loopback_settings

from pipeline import extract_article
from pipeline.errors import RepublishError
from pipeline.stages.discover import discover_feed, discover_page, discover_sitemap
from pipeline.stages.fetch import fetch
from pipeline.web import WebClient

LIMIT_MIB = 64
TOTAL_TIMEOUT = 5.0  # seconds, in place of the default's 60, so that what drips is waited for a twelfth of the time
PARSING = 15.0  # seconds
OK = b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: "
GZIP = b"\r\ncontent-encoding: gzip"


def article(url: str, client: WebClient) -> object:
    page = fetch(url, client)
    return extract_article(page.html, url=page.final_url)


def section_page(url: str, client: WebClient) -> object:
    return discover_page(url, client, ["127.0.0.1"])


STAGES: dict[str, tuple[Callable[[str, WebClient], object], bytes]] = {
    "page": (article, b"text/html"),
    "feed": (discover_feed, b"application/rss+xml"),
    "sitemap": (discover_sitemap, b"application/xml"),
    "section": (section_page, b"text/html"),
}
WELL_FORMED = {"a feed of 16,000 items", "390,000 ampersands", "a sitemap of 50,000 URLs"}
"""What is large and no bomb: it is read."""


def endless(piece: bytes, head: bytes = b"") -> Callable[[Connection, bytes], None]:
    def send(connection: Connection, kind: bytes) -> None:
        connection.send(OK + kind + head + b"\r\n\r\n")
        connection.send_forever(piece)

    return send


def chunked(piece: bytes) -> Callable[[Connection, bytes], None]:
    chunk = b"%x\r\n%b\r\n" % (len(piece), piece)

    def send(connection: Connection, kind: bytes) -> None:
        connection.send(OK + kind + b"\r\ntransfer-encoding: chunked\r\n\r\n")
        connection.send_forever(chunk)

    return send


def dripped(piece: bytes) -> Callable[[Connection, bytes], None]:
    def send(connection: Connection, kind: bytes) -> None:
        connection.send(OK + kind + b"\r\n\r\n")
        connection.send_forever(piece, every=0.05)

    return send


def gzipped(piece: bytes, times: int) -> bytes:
    """Return `piece` as often as told, as one gzip file, made without ever being whole."""
    deflater = zlib.compressobj(6, wbits=31)
    return b"".join(deflater.compress(piece) for _ in range(times)) + deflater.flush()


# Made ahead, piece by piece, as compressing takes longer than a server is waited for.
ZEROS = cache(lambda: gzipped(bytes(2**20), 1024))
ZEROS_WITHIN = cache(lambda: gzip.compress(gzipped(bytes(2**20), 256)))
SITEMAP = cache(lambda: gzipped(b"<url><loc>https://news.example/a</loc></url>" * 1000, 23_000))
AHEAD = {
    "gzip of 1 GiB of zeros": ZEROS,
    "gzip within gzip": ZEROS_WITHIN,
    "a sitemap of 1 GB, as a gzip file": SITEMAP,
}


def once(make: Callable[[], bytes], head: bytes = b"") -> Callable[[Connection, bytes], None]:
    return lambda connection, kind: connection.send(OK + kind + head + b"\r\n\r\n" + make())


def laughs() -> bytes:
    entities = "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9))
    return f"<!DOCTYPE rss [<!ENTITY a 'ha'>{entities}]><rss><channel>&j;</channel></rss>".encode()


BOMBS: dict[str, tuple[str, Callable[[Connection, bytes], None]]] = {
    "a page without end": ("page", endless(b"<p>" * 20_000)),
    "chunks without end": ("page", chunked(b"<p>" * 20_000)),
    "a page that drips": ("page", dripped(b"<p>a")),
    "gzip of 1 GiB of zeros": ("page", once(ZEROS, GZIP)),
    "gzip within gzip": ("page", once(ZEROS_WITHIN, GZIP)),
    "gzip within gzip, both told": ("page", once(lambda: gzip.compress(gzip.compress(b"<p>")), GZIP + b", gzip")),
    "a page nested 100,000 deep": ("page", once(lambda: b"<html><body>" + b"<div>" * 10**5 + b"<p>Hi")),
    "a section page nested as deep": ("section", once(lambda: b"<html><body>" + b"<div>" * 10**5 + b"<p>Hi")),
    "a section page of 90,000 links": (
        "section", once(lambda: b"<html><body>" + b"<a href='/world'>The old bridge over the river</a>" * 90_000)
    ),
    "brotli that nobody asked for": ("page", once(lambda: b"\x1b", b"\r\ncontent-encoding: br")),
    "10,000 headers": ("page", endless(b"", b"\r\na: b" * 10_000)),
    "billion laughs": ("feed", once(laughs)),
    "quadratic entities": (
        "feed", once(lambda: b"<!DOCTYPE rss [<!ENTITY a '%b'>]><rss>%b</rss>" % (b"a" * 10**5, b"&a;" * 10**5))
    ),
    "an external entity": (
        "feed", once(lambda: b"<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rss><channel>&a;</channel></rss>")
    ),
    "an external DTD": (
        "feed", once(lambda: b"<!DOCTYPE rss SYSTEM 'http://127.0.0.1:9/x.dtd' [<!ENTITY % a SYSTEM 'x'> %a;]><rss/>")
    ),
    "a feed of 1,000,000 items": ("feed", once(lambda: b"<rss><channel>" + b"<item/>" * 10**6)),
    "a feed of 16,000 items": (
        "feed", once(lambda: b"<rss><channel>" + b"<item><title>A</title><link>/a</link></item>" * 16_000)
    ),
    "100,000 nested elements": ("feed", once(lambda: b"<rss>" + b"<a>" * 10**5)),
    "100,000 attributes": ("feed", once(lambda: b"<rss %b/>" % b" ".join(b"a%d='1'" % n for n in range(10**5)))),
    "5,000,000 ampersands": ("feed", once(lambda: b"<rss>" + b"&" * 4_999_000)),
    "390,000 ampersands": ("feed", once(lambda: b"<rss>" + b"&" * 390_000)),
    "a sitemap without end": ("sitemap", endless(b"<url><loc>https://news.example/a</loc></url>" * 1000)),
    "a sitemap of 1 GB, as a gzip file": (
        "sitemap", once(SITEMAP)
    ),
    "a sitemap of 50,000 URLs": (
        "sitemap", once(lambda: b"<urlset>" + b"<url><loc>https://news.example/a</loc></url>" * 50_000 + b"</urlset>")
    ),
}  # fmt: skip


def calmly(calm: HostileServer, client: WebClient) -> None:
    """Do once what is measured afterwards, so that libraries and their tables are not counted."""
    with contextlib.suppress(RepublishError):
        article(calm.url("/"), client)


def measure(name: str) -> bool:
    """Let the bomb called `name` off, print its line of the table, and return whether it kept to the limits."""
    kind, send = BOMBS[name]
    AHEAD.get(name, bytes)()
    stage, content_type = STAGES[kind]
    bomb = HostileServer(lambda connection: send(connection, content_type))
    calm = HostileServer(lambda connection: connection.send(OK + b"text/html\r\n\r\n<p>Hi</p>"))
    with bomb, calm, WebClient(loopback_settings(bomb.port, calm.port, total_timeout=TOTAL_TIMEOUT)) as client:
        calmly(calm, client)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.perf_counter()
        try:
            stage(bomb.url("/bomb"), client)
            end = "read"
        except RepublishError as error:
            end = f"{type(error).__name__}: {error.message}"
        seconds = time.perf_counter() - start
        mebibytes = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{name:34} {seconds:6.1f} s {mebibytes:6.0f} MiB  {end[:150]}")
    in_time = seconds <= TOTAL_TIMEOUT + PARSING
    return mebibytes <= LIMIT_MIB and in_time and (end == "read") == (name in WELL_FORMED)


def main() -> bool:
    """Measure the bomb that is named on the command line, or every one in a process of its own."""
    if len(sys.argv) > 1:
        return measure(sys.argv[1])
    codes = [subprocess.run([sys.executable, __file__, name], check=False).returncode for name in BOMBS]
    return not any(codes)


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
