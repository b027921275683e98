"""The bundled newsroom: a site served on loopback, so that the whole pipeline can be seen without a network."""

import contextlib
import functools
import http.server
import io
import threading
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.config import Settings

_TEXT = {".html", ".xml", ".txt"}
_WRITTEN_FOR = b"http://127.0.0.1:8753"
"""The origin that the site's own texts name."""


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files; in texts the origin they were written for becomes the one they are served from."""

    extensions_map = {  # noqa: RUF012 - as the base class declares it
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".html": "text/html; charset=utf-8",
        ".xml": "application/rss+xml; charset=utf-8",
    }

    def send_head(self) -> io.BytesIO | None:
        """Answer with the file's bytes, the origin replaced."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        body = path.read_bytes()
        if path.suffix in _TEXT:
            body = body.replace(_WRITTEN_FOR, f"http://{self.headers['Host']}".encode())
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Keep quiet; the run tells what was fetched."""


@contextlib.contextmanager
def serving(site: Path, settings: Settings) -> Iterator[Settings]:
    """Serve `site` on loopback while the block runs; give the settings with which a run reads it.

    The port is the one that the sources name, or a free one where that is taken.
    """
    origin = urlsplit(settings.sources[0].feeds[0])
    handler = functools.partial(_Handler, directory=str(site))
    with _server(origin.port or 0, handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield _moved(settings, origin.netloc, server.server_port)
        finally:
            server.shutdown()
            thread.join()


def _server(port: int, handler: "functools.partial[_Handler]") -> http.server.ThreadingHTTPServer:
    try:
        return http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError:
        return http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)


def _moved(settings: Settings, netloc: str, port: int) -> Settings:
    sources = tuple(
        source.model_copy(update={"feeds": tuple(feed.replace(netloc, f"127.0.0.1:{port}") for feed in source.feeds)})
        for source in settings.sources
    )
    fetch = settings.fetch.model_copy(update={"allow_ports": (*settings.fetch.allow_ports, port)})
    return settings.model_copy(update={"sources": sources, "fetch": fetch})
