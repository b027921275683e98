"""What one process at a time may do, among all that share a ledger in PostgreSQL: the server's advisory locks.

They belong to a connection and go with it, however its process ends: there is none to remove by hand.
"""

import contextlib
import hashlib
import itertools
import os
import socket
import threading
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Executable, Row, false, func, select, text

from pipeline.errors import LedgerUnusable, LockHeld
from pipeline.ledger.connection import Database

_NAME_BYTES = 63
"""PostgreSQL cuts an application_name that is longer."""

_HOLDER = text(
    """
    SELECT activity.application_name, activity.backend_start
    FROM pg_locks JOIN pg_stat_activity AS activity USING (pid)
    WHERE locktype = 'advisory' AND granted AND objsubid = 1
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND ((classid::bigint << 32) | objid::bigint) = :key
    """
)


class Held(NamedTuple):
    """A lock that was taken: its name, and which time of taking it."""

    name: str
    number: int


class SharedLocks:
    """The locks of this process, all on one connection; safe to use from several threads.

    A name is taken once, be it by this process or another. In a SQLite file, which one machine alone uses, other
    processes are kept apart by their folders' locks, and here only threads are.
    """

    def __init__(self, database: Database) -> None:
        """Use `database`; its connection is opened with the first lock."""
        self._database = database
        self._connection: Connection | None = None
        self._schema = ""
        self._held: dict[str, Held] = {}
        self._numbers = itertools.count()
        self._mutex = threading.RLock()

    def take(self, name: str) -> Held | None:
        """Take the lock called `name`; return it, or None where somebody has it. Raises LedgerUnusable."""
        with self._mutex:
            if name in self._held:
                return None
            if self._database.is_shared and not self._one(func.pg_try_advisory_lock, name):
                return None
            # A lock that was lost with its connection may be taken again while whoever lost it still has `Held`.
            held = self._held[name] = Held(name, next(self._numbers))
            return held

    def take_one(self, names: Iterable[str]) -> Held | None:
        """Take the first of `names` that nobody has; return None where all are taken. Raises LedgerUnusable."""
        return next(filter(None, map(self.take, names)), None)

    def give(self, held: Held) -> None:
        """Give the lock back; one that was lost with its connection is back already."""
        with self._mutex:
            if self._held.get(held.name) != held:
                return
            if self._database.is_shared:
                with contextlib.suppress(LedgerUnusable):
                    self._one(func.pg_advisory_unlock, held.name)
            self._held.pop(held.name, None)

    def has(self, held: Held) -> bool:
        """Tell whether the lock is still ours: asked of the server, as it goes when the connection does."""
        with self._mutex:
            if self._held.get(held.name) == held and self._database.is_shared:
                with contextlib.suppress(LedgerUnusable):
                    self.ask(select(1))
            return self._held.get(held.name) == held

    @contextlib.contextmanager
    def alone(self, name: str, *, next_step: str) -> Iterator[None]:
        """Hold the lock within the block; raise LockHeld, naming its holder, where another process has it."""
        held = self.take(name)
        if held is None:
            holder = self.holder(name)
            raise LockHeld(f"another run on the same ledger is under way: {holder}", holder=holder, next_step=next_step)
        try:
            yield
        finally:
            self.give(held)

    def holder(self, name: str) -> str:
        """Return who has the lock, in words."""
        if name in self._held or not self._database.is_shared:
            return "this process"
        with self._mutex:
            found = self.ask(_HOLDER.bindparams(key=self._key(name)))
        if found is None:  # it has just ended
            return "a process that has just ended"
        return f"{found.application_name or 'a process'}, connected since {found.backend_start:%Y-%m-%d %H:%M:%S %Z}"

    def ask(self, statement: Executable) -> Row[Any] | None:
        """Return the first row that `statement` gives, on the connection that has the locks; a transaction of its own.

        Raises LedgerUnusable, and then all locks are gone.
        """
        with self._mutex:
            try:
                with self._database.translated():
                    result = self._opened().execute(statement)
                    return result.first() if result.returns_rows else None
            except LedgerUnusable:
                self.close()
                raise

    def close(self) -> None:
        """Give all locks back."""
        with self._mutex:
            self._held.clear()
            connection, self._connection = self._connection, None
            if connection is not None:
                with contextlib.suppress(LedgerUnusable), self._database.translated():
                    connection.close()

    def _one(self, function: Any, name: str) -> object:  # noqa: ANN401 - SQLAlchemy's
        with self._database.translated():
            self._opened()  # the key needs what is learnt there
        row = self.ask(select(function(self._key(name))))
        return row[0] if row else None

    def _key(self, name: str) -> int:
        """Return the 64 bits that PostgreSQL knows the lock by; ledgers in other schemas have others."""
        digest = hashlib.blake2b(f"{self._schema}\0{name}".encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big", signed=True)

    def _opened(self) -> Connection:
        if self._connection is None:
            connection = self._database.connection_of_its_own()
            us = f"process {os.getpid()} on {socket.gethostname()}".encode()[:_NAME_BYTES].decode("utf-8", "ignore")
            named = connection.execute(select(func.current_schema(), func.set_config("application_name", us, false())))
            self._schema = named.one()[0] or ""
            self._connection = connection
        return self._connection
