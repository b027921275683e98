"""What hostile feeds, sitemaps and bodies cost: seconds, additional memory, and how each ends.

PYTHONPATH=.:tests python tests/benchmarks/bench_bombs.py    a process for each; exits 1 where one takes over 64 MiB

The server that sends a bomb runs in the same process, so what it takes to make one is counted as well.
"""

import gzip
import resource
import subprocess
import sys
import time
from collections.abc import Callable

from hostile import Connection, HostileServer, loopback_settings

from pipeline.errors import RepublishError
from pipeline.stages.discover import discover_feed, discover_sitemap
from pipeline.stages.fetch import fetch
from pipeline.web import WebClient

LIMIT_MIB = 64
OK = b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: "
GZIP = b"\r\ncontent-encoding: gzip"

STAGES: dict[str, tuple[Callable[[str, WebClient], object], bytes]] = {
    "page": (fetch, b"text/html"),
    "feed": (discover_feed, b"application/rss+xml"),
    "sitemap": (discover_sitemap, b"application/xml"),
}


def endless(piece: bytes, head: bytes = b"") -> Callable[[Connection, bytes], None]:
    def send(connection: Connection, kind: bytes) -> None:
        connection.send(OK + kind + head + b"\r\n\r\n")
        connection.send_forever(piece)

    return send


def once(make: Callable[[], bytes], head: bytes = b"") -> Callable[[Connection, bytes], None]:
    return lambda connection, kind: connection.send(OK + kind + head + b"\r\n\r\n" + make())


def laughs() -> bytes:
    entities = "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9))
    return f"<!DOCTYPE rss [<!ENTITY a 'ha'>{entities}]><rss><channel>&j;</channel></rss>".encode()


BOMBS: dict[str, tuple[str, Callable[[Connection, bytes], None]]] = {
    "a page without end": ("page", endless(b"<p>" * 20_000)),
    "gzip of 1 GiB of zeros": ("page", once(lambda: gzip.compress(bytes(2**30), 6), GZIP)),
    "gzip within gzip": ("page", once(lambda: gzip.compress(gzip.compress(bytes(2**28), 6)), GZIP)),
    "brotli that nobody asked for": ("page", once(lambda: b"\x1b", b"\r\ncontent-encoding: br")),
    "10,000 headers": ("page", endless(b"", b"\r\na: b" * 10_000)),
    "billion laughs": ("feed", once(laughs)),
    "quadratic entities": (
        "feed", once(lambda: b"<!DOCTYPE rss [<!ENTITY a '%b'>]><rss>%b</rss>" % (b"a" * 10**5, b"&a;" * 10**5))
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
    "a sitemap of 50,000 URLs": (
        "sitemap", once(lambda: b"<urlset>" + b"<url><loc>https://news.example/a</loc></url>" * 50_000 + b"</urlset>")
    ),
}  # fmt: skip


def measure(name: str) -> bool:
    """Let the bomb called `name` off, print its line of the table, and return whether it kept to the limit."""
    kind, send = BOMBS[name]
    stage, content_type = STAGES[kind]
    bomb = HostileServer(lambda connection: send(connection, content_type))
    calm = HostileServer(lambda connection: connection.send(OK + b"text/html\r\n\r\n<p>Hi</p>"))
    with bomb, calm, WebClient(loopback_settings(bomb.port, calm.port)) as client:
        fetch(calm.url("/"), client)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.perf_counter()
        try:
            stage(bomb.url("/bomb"), client)
            end = "read"
        except RepublishError as error:
            end = f"{type(error).__name__}: {error.message}"
        seconds = time.perf_counter() - start
        mebibytes = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{name:30} {seconds:6.1f} s {mebibytes:6.0f} MiB  {end}")
    return mebibytes <= LIMIT_MIB


def main() -> bool:
    """Measure the bomb that is named on the command line, or every one in a process of its own."""
    if len(sys.argv) > 1:
        return measure(sys.argv[1])
    codes = [subprocess.run([sys.executable, __file__, name], check=False).returncode for name in BOMBS]
    return not any(codes)


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
