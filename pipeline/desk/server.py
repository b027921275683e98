"""The server of the desk: uvicorn, which waits for answers under way when it is to end."""

import signal
from types import FrameType

import uvicorn
from fastapi import FastAPI


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
