"""The server of the desk: uvicorn, which waits for answers under way when it is to end."""

import signal
import socket
from types import FrameType

import uvicorn
from fastapi import FastAPI


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens there; raises OSError.

    Answers leave at once: their headers and their body are sent apart, and the body would wait for the other side's
    acknowledgement, 40 ms on Linux (RFC 9293, 3.7.4). What asyncio sets of this it leaves out for a socket it is given.
    """
    listener = socket.create_server((host, port))
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


class Server(uvicorn.Server):
    """Serves an application of `create_app`; answers that go on for long hear of a signal, and end."""

    def __init__(self, app: FastAPI) -> None:
        # No access log: the first request's address has the secret in it. No proxy's word on who connects.
        super().__init__(
            uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, proxy_headers=False)
        )
        self._ending = app.state.room.ending

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end; a second signal ends at once."""
        self._ending.set()
        super().handle_exit(sig, frame)

    def end(self) -> None:
        """End as on SIGTERM."""
        self.handle_exit(signal.SIGTERM, None)
