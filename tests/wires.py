"""A wire that breaks: a loopback relay that cuts chosen connections in the middle."""

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

RESET = struct.pack("ii", 1, 0)
"""SO_LINGER so that closing resets the connection at once, as a pulled plug or a dying machine would."""


@dataclass(frozen=True)
class Cut:
    """Where a connection ends: after so many bytes of what the client sends, or of what the server answers."""

    side: Literal["request", "answer"]
    after: int


@dataclass
class Wire:
    """Relays to `port`; the first connections are cut as `cuts` say, one each, and all later ones go through."""

    port: int
    cuts: list[Cut]
    listener: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))
    connections: int = 0

    @property
    def address(self) -> str:
        """Where to connect to, as the beginning of a URL."""
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def relay(self) -> None:
        """Accept until the listener is closed."""
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                self.connections += 1
                cut = self.cuts.pop(0) if self.cuts else None
                server = socket.create_connection(("127.0.0.1", self.port))
                for source, sink, side in ((client, server, "request"), (server, client, "answer")):
                    left = cut.after if cut and cut.side == side else None
                    threading.Thread(target=_pass_on, args=(source, sink, left), daemon=True).start()


def _pass_on(source: socket.socket, sink: socket.socket, left: int | None) -> None:
    """Pass bytes on until the source ends, or `left` of them are through; then end both."""
    with contextlib.suppress(OSError):
        while data := source.recv(65536 if left is None else max(left, 1)):
            if left is not None:
                sink.sendall(data[:left])
                left -= len(data)
                if left <= 0:
                    for end in (source, sink):
                        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                    break
            else:
                sink.sendall(data)
    for end in (source, sink):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()


@contextlib.contextmanager
def wire_to(port: int, *cuts: Cut) -> Iterator[Wire]:
    """Give a wire to `port` on loopback."""
    wire = Wire(port, list(cuts))
    thread = threading.Thread(target=wire.relay, daemon=True)
    thread.start()
    yield wire
    wire.listener.shutdown(socket.SHUT_RDWR)
    wire.listener.close()
    thread.join()
