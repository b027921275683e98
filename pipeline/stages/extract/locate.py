"""Find again in the page what was extracted from it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from pipeline.stages.extract.runs import Run

_MAX_SEARCHED = 100_000_000
"""Letters that are looked through at most: some 0.1 s, and on a news page every line many times over."""
_ANCHOR = 48
_MIN_KEY = 12


def located(lines: Iterable[str], runs: Sequence[Run]) -> list[int]:
    """Return the indexes of the runs that `lines` were made from, in the page's order; `lines` are compact keys.

    A line may be one run, several runs merged, or part of one. Equal runs (a page that holds its text twice)
    are taken where the reading has come to.
    """
    index = _Index(runs)
    for line in lines:
        if line:
            index.find(line)
    return sorted(index.found)


class _Index:
    """The runs by their keys, and all keys in one string; `_at` is the run up to which lines were found."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self.found: set[int] = set()
        self._runs = runs
        self._at = 0
        self._searched = 0
        self._by_key: dict[str, list[int]] = {}
        self._starts: list[int] = []
        length = 0
        for number, run in enumerate(runs):
            self._by_key.setdefault(run.key, []).append(number)
            self._starts.append(length)
            length += len(run.key)
        self._text = "".join(run.key for run in runs)

    def find(self, line: str) -> None:
        whole = self._by_key.get(line)
        if whole:
            at = bisect_left(whole, self._at)
            number = whole[at] if at < len(whole) else whole[0]
            self._take(number, number)
        elif len(line) >= _MIN_KEY and self._searched < _MAX_SEARCHED:
            self._search(line)

    def _search(self, line: str) -> None:
        """Look for `line` as it is, and where that fails for its beginning and its end."""
        span = self._span(line)
        if span is None and len(line) > 2 * _ANCHOR:
            first, last = self._span(line[:_ANCHOR]), self._span(line[-_ANCHOR:])
            if first and last and first[0] <= last[0] and last[1] - first[0] < 2 * len(line):
                span = (first[0], last[1])
            else:
                span = first or last
        if span:
            self._take(self._run_at(span[0]), self._run_at(span[1] - 1))

    def _span(self, text: str) -> tuple[int, int] | None:
        after = self._starts[self._at] if self._at < len(self._starts) else 0
        start = self._text.find(text, after)
        if start < 0:
            start = self._text.find(text)
        self._searched += len(self._text)
        return (start, start + len(text)) if start >= 0 else None

    def _run_at(self, position: int) -> int:
        number = bisect_right(self._starts, position) - 1
        while number and not self._runs[number].key:
            number -= 1
        return number

    def _take(self, first: int, last: int) -> None:
        self.found.update(range(first, last + 1))
        self._at = max(self._at, last)
