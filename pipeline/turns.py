"""Turns: few at a time, their starts apart, and not before an instant; for a host, for an engine, by its key.

Hosts and engines' paces say when; whom a turn is shared with is the matter of what stands behind `Turns`: the threads
of one process here, and the workers of many machines in `pipeline.run.workers.turns`.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol


class Turns(Protocol):
    """Who goes when, by a key; thread-safe."""

    def place(self, key: str, places: int, sleep: Callable[[float], object]) -> AbstractContextManager[None]:
        """Wait with `sleep` until one of `places` is free, and hold it within the block."""

    def start(self, key: str, gap: float) -> float:
        """Take the next start and keep the one after it `gap` seconds apart; return the seconds until it."""

    def hold(self, key: str, seconds: float) -> None:
        """Let no further start be within `seconds` from now."""

    def wait(self, key: str) -> float:
        """Return the seconds until the next start, taking none; 0 where it may be now."""


class ThreadTurns:
    """Turns that the threads of one process share; `clock` gives seconds that only grow."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._places: dict[str, threading.BoundedSemaphore] = {}
        self._free_at: defaultdict[str, float] = defaultdict(lambda: float("-inf"))

    @contextmanager
    def place(self, key: str, places: int, sleep: Callable[[float], object]) -> Iterator[None]:
        """Hold one of `places` within the block."""
        del sleep  # who waits for a thread of the same process is woken by it
        with self._lock:
            semaphore = self._places.setdefault(key, threading.BoundedSemaphore(places))
        with semaphore:
            yield

    def start(self, key: str, gap: float) -> float:
        """Return the seconds until the next start, and take it."""
        with self._lock:
            now = self._clock()
            start = max(now, self._free_at[key])
            self._free_at[key] = start + gap
        return start - now

    def hold(self, key: str, seconds: float) -> None:
        """Let no further start be within `seconds` from now."""
        with self._lock:
            self._free_at[key] = max(self._free_at[key], self._clock() + seconds)

    def wait(self, key: str) -> float:
        """Return the seconds until the next start."""
        with self._lock:
            return max(0.0, self._free_at[key] - self._clock())
