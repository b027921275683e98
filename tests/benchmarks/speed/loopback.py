"""A site and a translation service on loopback that take their time; a process of its own, not measured with others.

    PYTHONPATH=tests python -m benchmarks.speed.loopback PORT PAGES_MS ENGINE_MS [CORPUS]

/N/… is a page, /feed/S.xml?from=N&items=M a feed with an ETag, /m Google's mobile page, /__stats what was asked for so
far. /__config sets `faults`, the share of translations that fail with 503, and `changed`, the number of a page whose
first paragraph is another now.
"""

import asyncio
import collections
import html
import json
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from benchmarks.speed.varied import Corpus, Pages, Varied

ETAG = '"unchanged"'


class Site:
    """Answers requests, and counts them."""

    def __init__(self, pages: Pages, port: int) -> None:
        self._pages = pages
        self._origin = f"http://127.0.0.1:{port}"
        self.counts: collections.Counter[str] = collections.Counter()
        self._faults = 0.0
        self._changed = -1

    def answer(self, target: str, headers: dict[str, str]) -> tuple[str, str, bytes, str]:
        """Return the status, the content type, the body, and which delay is due."""
        parts = urlsplit(target)
        asked = parse_qs(parts.query)
        if parts.path == "/m":
            return self._translated(asked["q"][0])
        if parts.path == "/__stats":
            return "200 OK", "application/json", json.dumps(self.counts).encode(), ""
        if parts.path == "/__config":
            self._faults = float(asked.get("faults", [self._faults])[0])
            self._changed = int(asked.get("changed", [self._changed])[0])
            return "200 OK", "text/plain", b"", ""
        if parts.path == "/__reset":
            self.counts.clear()
            return "200 OK", "text/plain", b"", ""
        if parts.path.startswith("/feed/"):
            return self._feed(int(asked["from"][0]), int(asked["items"][0]), headers)
        if parts.path.split("/")[1].isdigit():
            self.counts["pages"] += 1
            body = self._pages.page(parts.path, self._origin)
            self.counts["page_bytes"] += len(body)
            if parts.path.startswith(f"/{self._changed}/"):
                number = f"{self._changed * 100 + 1}.".encode()
                body = body.replace(b"under number " + number, b"under number 7" + number, 1)
            return "200 OK", "text/html; charset=utf-8", body, "page"
        self.counts["other"] += 1
        return "404 Not Found", "text/plain", b"", "page"

    def _feed(self, first: int, count: int, headers: dict[str, str]) -> tuple[str, str, bytes, str]:
        self.counts["feeds"] += 1
        if headers.get("if-none-match") == ETAG:
            self.counts["conditional"] += 1
            return "304 Not Modified", "application/rss+xml", b"", "page"
        links = (f"<item><link>{self._origin}{self._pages.path(n)}</link></item>" for n in range(first, first + count))
        body = f"<rss version='2.0'><channel><title>Bench</title>{''.join(links)}</channel></rss>"
        return "200 OK", "application/rss+xml", body.encode(), "page"

    def _translated(self, text: str) -> tuple[str, str, bytes, str]:
        self.counts["engine_requests"] += 1
        self.counts["engine_characters"] += len(text)
        if self._faults and self.counts["engine_requests"] % round(1 / self._faults) == 0:
            return "503 Service Unavailable", "text/plain", b"", "engine"
        arabic = "\n".join(self._pages.arabic(line) for line in text.split("\n"))
        page = f'<html><body><div class="result-container">{html.escape(arabic)}</div></body></html>'
        return "200 OK", "text/html; charset=utf-8", page.encode(), "engine"


async def serve(site: Site, port: int, delays: dict[str, float]) -> None:
    """Serve for ever; every answer leaves its delay after its request came."""

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                request, *lines = head.decode("latin-1").split("\r\n")
                headers = {n.lower(): v.strip() for n, _, v in (line.partition(":") for line in lines)}
                status, kind, body, delay = site.answer(request.split(" ")[1], headers)
                await asyncio.sleep(delays.get(delay, 0.0))
                told = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nETag: {ETAG}"
                writer.write(told.encode() + b"\r\n\r\n" + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(converse, "127.0.0.1", port, limit=1 << 20, backlog=512)
    async with server:
        print("ready", flush=True)
        await server.serve_forever()


if __name__ == "__main__":
    port, page_ms, engine_ms = (int(argument) for argument in sys.argv[1:4])
    served: Pages = Corpus(Path(sys.argv[4])) if len(sys.argv) > 4 else Varied()
    asyncio.run(serve(Site(served, port), port, {"page": page_ms / 1000, "engine": engine_ms / 1000}))
