"""What one process at a time may do, among all that share a ledger in PostgreSQL: the server's advisory locks.

They belong to a connection and go with it, however its process ends: there is none to remove by hand.
"""

import contextlib
import hashlib
import os
import socket
import threading
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Row, text

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
        self._held: set[str] = set()
        self._mutex = threading.RLock()

    def take(self, name: str) -> bool:
        """Take the lock called `name` where nobody has it; tell whether it is ours now. Raises LedgerUnusable."""
        with self._mutex:
            if name in self._held:
                return False
            taken = not self._database.is_shared or bool(self._one("SELECT pg_try_advisory_lock(:key)", name))
            if taken:
                self._held.add(name)
            return taken

    def take_one(self, names: Iterable[str]) -> str | None:
        """Take the first of `names` that nobody has; return it, or None where all are taken. Raises LedgerUnusable."""
        return next((name for name in names if self.take(name)), None)

    def give(self, name: str) -> None:
        """Give the lock back; one that was lost with its connection is back already."""
        with self._mutex:
            if name in self._held and self._database.is_shared:
                with contextlib.suppress(LedgerUnusable):
                    self._one("SELECT pg_advisory_unlock(:key)", name)
            self._held.discard(name)

    def has(self, name: str) -> bool:
        """Tell whether the lock is still ours: asked of the server, as it goes when the connection does."""
        with self._mutex:
            if name in self._held and self._database.is_shared:
                with contextlib.suppress(LedgerUnusable):
                    self.ask("SELECT 1", {})
            return name in self._held

    @contextlib.contextmanager
    def alone(self, name: str, *, next_step: str) -> Iterator[None]:
        """Hold the lock within the block; raise LockHeld, naming its holder, where another process has it."""
        if not self.take(name):
            holder = self.holder(name)
            raise LockHeld(f"another run on the same ledger is under way: {holder}", holder=holder, next_step=next_step)
        try:
            yield
        finally:
            self.give(name)

    def holder(self, name: str) -> str:
        """Return who has the lock, in words."""
        if name in self._held or not self._database.is_shared:
            return "this process"
        with self._mutex:
            found = self.ask(_HOLDER.text, {"key": self._key(name)})
        if found is None:  # it has just ended
            return "a process that has just ended"
        return f"{found.application_name or 'a process'}, connected since {found.backend_start:%Y-%m-%d %H:%M:%S %Z}"

    def ask(self, statement: str, values: Mapping[str, Any]) -> Row[Any] | None:
        """Return the first row that `statement` gives, on the connection that has the locks; a transaction of its own.

        Raises LedgerUnusable, and then all locks are gone.
        """
        with self._mutex:
            try:
                with self._database.translated():
                    return self._opened().execute(text(statement), values).first()
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

    def _one(self, statement: str, name: str) -> object:
        self._opened()  # the key needs what is learnt there
        row = self.ask(statement, {"key": self._key(name)})
        return row[0] if row else None

    def _key(self, name: str) -> int:
        """Return the 64 bits that PostgreSQL knows the lock by; ledgers in other schemas have others."""
        digest = hashlib.blake2b(f"{self._schema}\0{name}".encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big", signed=True)

    def _opened(self) -> Connection:
        if self._connection is None:
            connection = self._database.connection_of_its_own()
            with self._database.translated():
                us = f"process {os.getpid()} on {socket.gethostname()}".encode()[:_NAME_BYTES].decode("utf-8", "ignore")
                named = connection.execute(
                    text("SELECT current_schema(), set_config('application_name', :us, false)"), {"us": us}
                )
                self._schema = named.one()[0] or ""
            self._connection = connection
        return self._connection
