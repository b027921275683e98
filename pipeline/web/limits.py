"""What one exchange with a server may cost: seconds from its first packet to its last, and bytes on the wire.

The budget is enforced where bytes are read, below HTTP: a server that drips one header byte at a time, or
sends interim answers without end, meets it as surely as one with an endless body.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import httpcore

from pipeline.errors import Refused

# Header lines of an answer; real ones have some 20 to 60.
MAX_HEADERS = 256
# What HTTP itself may add to a body: its header block (h11 stops at 100 KiB) and the framing of chunks.
WIRE_OVERHEAD = 256 * 1024


@dataclass
class Budget:
    """What is left of an exchange's seconds and bytes."""

    ends_at: float
    bytes_left: int

    def seconds(self, at_most: float | None = None) -> float:
        """Return how long the next step may take; raises httpcore.ReadTimeout once the time is used up."""
        left = self.ends_at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for the whole exchange is used up")
        return left if at_most is None else min(left, at_most)

    def spend(self, count: int) -> None:
        """Count `count` bytes; raises Refused when they are more than were left."""
        self.bytes_left -= count
        if self.bytes_left < 0:
            raise Refused("too_large", "the answer has more bytes on the wire than are allowed")


_current: ContextVar[Budget | None] = ContextVar("budget", default=None)


@contextmanager
def budget(seconds: float, wire_bytes: int) -> Iterator[Budget]:
    """Set the budget of the exchange that the calling thread makes within the block."""
    token = _current.set(Budget(time.monotonic() + seconds, wire_bytes))
    try:
        yield current_budget()
    finally:
        _current.reset(token)


def current_budget() -> Budget:
    """Return the budget of the exchange under way in this thread."""
    found = _current.get()
    if found is None:
        raise RuntimeError("nothing is read from the network outside a budget")
    return found
