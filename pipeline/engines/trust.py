"""How far an engine is trusted: by how much of what it said was believed, over all articles of this process.

The checks see some of what is wrong, never all. An engine that they catch often is wrong where they do not look, too:
where they hold one answer in fifteen, a good engine has the better one to four sentences in five, and which they are
no check can tell (`tests/benchmarks/bench_fallback.py` prints it). So the engine is judged, not each answer alone.
"""

import threading

# One answer that is not believed may be the text's own fault.
_NO_ACCIDENT = 2


class Trust:
    """The record of one engine, kept by several threads. It is lost above `distrust_above`, a share of its answers."""

    def __init__(self, distrust_above: float) -> None:
        self._distrust_above = distrust_above
        self._answers = 0
        self._failed = 0
        self._lock = threading.Lock()

    @property
    def is_lost(self) -> bool:
        """Whether more of its answers were not believed, after all retries, than is let pass."""
        with self._lock:
            return self._failed >= _NO_ACCIDENT and self._failed > self._distrust_above * self._answers

    def note(self, *, answers: int, failed: int) -> None:
        """Count `answers` to texts, of which `failed` were not believed in the end."""
        with self._lock:
            self._answers += answers
            self._failed += failed
