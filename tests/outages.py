"""A way to a PostgreSQL server that can be shut: every connection ends, and no new one comes about until it opens."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from sqlalchemy import make_url

_PIECE = 65536


@dataclass
class Way:
    """A port of loopback that leads to the server at `url`."""

    url: str
    listener: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))
    open: bool = True
    ends: list[socket.socket] = field(default_factory=list)

    @property
    def url_by_it(self) -> str:
        """The server's URL, by this way."""
        port = self.listener.getsockname()[1]
        return make_url(self.url).set(host="127.0.0.1", port=port).render_as_string(hide_password=False)

    def shut(self) -> None:
        """End every connection, and let no new one come about."""
        self.open = False
        for end in self.ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def serve(self) -> None:
        """Let connections through, until the listener is closed."""
        with contextlib.suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                if not self.open:
                    near.close()
                    continue
                far = _connected(self.url)
                self.ends += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=_carry, args=(one, other), daemon=True).start()


@contextlib.contextmanager
def way_to(url: str) -> Iterator[Way]:
    """Give a way to the server at `url`, open."""
    way = Way(url)
    threading.Thread(target=way.serve, daemon=True).start()
    yield way
    way.listener.close()
    way.shut()
    for end in way.ends:
        end.close()


def _connected(url: str) -> socket.socket:
    with psycopg.connect(make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)) as known:
        host, port = known.info.host, known.info.port
    if not host.startswith("/"):
        return socket.create_connection((host, port))
    local = socket.socket(socket.AF_UNIX)
    local.connect(str(Path(host) / f".s.PGSQL.{port}"))
    return local


def _carry(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := source.recv(_PIECE):
            target.sendall(piece)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)
