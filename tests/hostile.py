"""Servers on loopback for tests of the guarded door: settings that let them in, and one that breaks the rules.

with HostileServer(lambda connection: connection.sendall(b"HTTP/1.1 200 OK\\r\\n\\r\\n")) as server: ...
"""

import contextlib
import socket
import socketserver
import threading
from collections.abc import Callable
from typing import Self

from pipeline.settings.fetch import FetchSettings

NO_ROBOTS = b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"

Script = Callable[["Connection"], None]


def loopback_settings(*ports: int, **changes: object) -> FetchSettings:
    """Return settings that allow this machine's `ports` and never make a test wait."""
    values: dict[str, object] = {
        "allow_private_networks": ["127.0.0.0/8"],
        "allow_ports": ports or (80, 443),
        "per_host_delay": 0,
        "backoff": 0,
        "attempts": 1,
    }
    return FetchSettings.model_validate(values | changes)


class Connection:
    """One connection of a hostile server: the request was read, the script says what goes back."""

    def __init__(self, raw: socket.socket, path: str, stopped: threading.Event) -> None:
        self.raw = raw
        self.path = path
        self._stopped = stopped

    def send(self, data: bytes) -> None:
        """Send `data` at once."""
        self.raw.sendall(data)

    def send_forever(self, data: bytes, every: float = 0.0) -> None:
        """Send `data` over and over, until the client has gone."""
        while not self._stopped.wait(every):
            self.raw.sendall(data)

    def hang(self) -> None:
        """Send nothing, and keep the connection open."""
        self._stopped.wait()

    def reset(self) -> None:
        """Break the connection off with a TCP reset."""
        self.raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")


class HostileServer(socketserver.ThreadingTCPServer):
    """Runs `script` for every request; /robots.txt is a plain 404 unless `robots` is a script of its own."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def __init__(self, script: Script, robots: Script | None = None) -> None:
        super().__init__(("127.0.0.1", 0), socketserver.BaseRequestHandler)
        self.requests: list[str] = []
        self._script = script
        self._robots = robots or (lambda connection: connection.send(NO_ROBOTS))
        self._stopped = threading.Event()
        self._serving = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})

    def __enter__(self) -> Self:
        self._serving.start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._stopped.set()
        self.shutdown()
        self._serving.join()
        self.server_close()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def finish_request(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        del client_address
        assert isinstance(request, socket.socket)
        with contextlib.suppress(OSError):
            path = request.recv(65536).split(b" ")[1].decode()
            self.requests.append(path)
            script = self._robots if path == "/robots.txt" else self._script
            script(Connection(request, path, self._stopped))
