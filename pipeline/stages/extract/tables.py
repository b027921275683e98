"""Tables of data, kept as rows: the cells of a row become one line, never a paragraph each."""

from collections.abc import Iterator, Sequence

from pipeline.stages.extract.names import Misleading, place_of
from pipeline.stages.extract.places import Place
from pipeline.stages.extract.runs import Piece, Run, Spot, Walk

SEPARATOR = " | "
_ROW = frozenset({"tr"})
_CELLS = ("td", "th")
_LONGEST_ROW = 400


def with_rows(page: Walk, runs: Sequence[Run], misled: Misleading) -> list[Run]:
    """Return `runs` with those in a table of data joined into one for each row, all cells of the row included."""
    joined: list[Run] = []
    done: set[Spot] = set()
    for run in runs:
        row = run.spot.within(_ROW) if Place.TABLE & place_of(run.spot, misled) else None
        if row is None or not _is_of_data(page, row):
            joined.append(run)
        elif row not in done:
            done.add(row)
            joined.append(_row(page, row))
    return joined


def is_row(run: Run) -> bool:
    """Tell whether `run` is a row that was joined from its cells."""
    return run.spot.element.tag in _ROW


def _is_of_data(page: Walk, row: Spot) -> bool:
    """Tell a row of short cells from a row that only lays out the page."""
    cells = sum(1 for child in row.element if child.tag in _CELLS)
    return cells > 1 and sum(len(run.text) for run in page.runs_in(row)) <= _LONGEST_ROW


def _row(page: Walk, row: Spot) -> Run:
    runs = page.runs_in(row)
    return Run(runs[0].order, row, list(_pieces(runs)))


def _pieces(runs: Sequence[Run]) -> Iterator[Piece]:
    for number, run in enumerate(runs):
        if number:
            yield Piece(SEPARATOR, (), run.spot)
        yield from run.pieces
