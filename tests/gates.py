"""A service that answers when a test lets it."""

import threading
from collections.abc import Callable

from werkzeug import Request, Response

PATIENCE = 30
"""Seconds after which a gate opens by itself."""


class Gate:
    """A translator that lets some requests through, and keeps the others until it is opened."""

    def __init__(self, answer: Callable[[Request], Response], through: int) -> None:
        self._answer = answer
        self._left = through
        self.waiting = threading.Event()
        self.opened = threading.Event()

    def __call__(self, request: Request) -> Response:
        """Answer, at once or when the gate is opened."""
        self._left -= 1
        if self._left < 0:
            self.waiting.set()
            self.opened.wait(PATIENCE)
        return self._answer(request)
