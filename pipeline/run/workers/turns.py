"""Turns that the workers of all machines share: places are the server's locks, starts a row in its memory."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Column, DateTime, Executable, MetaData, Table, Text, extract, func, select
from sqlalchemy.dialects.postgresql import insert

from pipeline.ledger.locks import Held, SharedLocks
from pipeline.turns import ThreadTurns

SHORTEST_LOOK, LONGEST_LOOK = 0.02, 0.5
"""Seconds between two looks whether a place is free, doubled from the first to the last: a page takes about as long."""

_now = func.clock_timestamp
"""The server's own clock: the machines' need not agree."""


def turns_table(schema: str) -> Table:
    """Return the table of starts, in `schema`. A crash of the server may empty it: nothing in it outlives a minute."""
    return Table(
        "turns",
        MetaData(schema=schema),
        Column("key", Text, primary_key=True),
        Column("free_at", DateTime(timezone=True), nullable=False),
        prefixes=["UNLOGGED"],
    )


class SharedTurns:
    """Turns (pipeline.turns) that are shared with every process whose locks are in the same ledger.

    What is asked of it raises LedgerUnusable while the server is gone.
    """

    def __init__(self, locks: SharedLocks, table: Table) -> None:
        self._locks = locks
        self._table = table
        self._threads = ThreadTurns()

    @contextmanager
    def place(self, key: str, places: int, sleep: Callable[[float], object]) -> Iterator[None]:
        """Hold one of `places` within the block; of this process's threads no more look for one than there are."""
        with self._threads.place(key, places, sleep):
            held = self._found(key, places, sleep)
            try:
                yield
            finally:
                self._locks.give(held)

    def start(self, key: str, gap: float) -> float:
        """Return the seconds until the next start, and take it."""
        free_at = self._table.c.free_at
        taken = insert(self._table).values(key=key, free_at=_now() + _seconds(gap))
        later = func.greatest(free_at, _now()) + _seconds(gap)
        return self._first(
            taken.on_conflict_do_update(index_elements=["key"], set_={"free_at": later}).returning(
                extract("epoch", free_at - _seconds(gap) - _now())
            )
        )

    def hold(self, key: str, seconds: float) -> None:
        """Let no further start be within `seconds` from now."""
        until = _now() + _seconds(seconds)
        held = insert(self._table).values(key=key, free_at=until)
        later = func.greatest(self._table.c.free_at, until)
        self._locks.ask(held.on_conflict_do_update(index_elements=["key"], set_={"free_at": later}))

    def wait(self, key: str) -> float:
        """Return the seconds until the next start."""
        return self._first(select(extract("epoch", self._table.c.free_at - _now())).where(self._table.c.key == key))

    def _found(self, key: str, places: int, sleep: Callable[[float], object]) -> Held:
        pause = SHORTEST_LOOK
        while True:
            # In any order, so that those who look at once do not all begin with the places that are taken.
            names = (f"place {number} of {key}" for number in random.sample(range(places), places))
            if held := self._locks.take_one(names):
                return held
            sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 - a pause is no secret
            pause = min(2 * pause, LONGEST_LOOK)

    def _first(self, statement: Executable) -> float:
        row = self._locks.ask(statement)
        return max(0.0, float(row[0])) if row else 0.0


def _seconds(seconds: float) -> Any:  # noqa: ANN401 - SQLAlchemy's
    return func.make_interval(0, 0, 0, 0, 0, 0, seconds)
