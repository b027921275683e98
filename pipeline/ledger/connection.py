"""Opening the ledger's database, and turning its errors into ours."""

import contextlib
import os
import shlex
import threading
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, SQLAlchemyError

from pipeline.errors import LedgerUnusable
from pipeline.ledger.upgrade import prepare

BUSY_TIMEOUT = 60.0
"""Seconds to wait for another process's transaction, e.g. a backup's."""


_WRITER_LOCK = 0x72657075626C6973
"""PostgreSQL's advisory locks are numbers of 64 bits; this one is ASCII for `republis`."""


class Database:
    """A connection pool that gives reads and writes as short transactions."""

    def __init__(self, url: str, password: str | None = None, *, busy_timeout: float = BUSY_TIMEOUT) -> None:
        """Connect to `url`, make its tables or bring them up to date; raise LedgerUnusable where that cannot be."""
        self.url = url
        self._busy_timeout = busy_timeout
        # Databases take one writer at a time. Threads that wait in line go on at once when it is their turn; SQLite
        # lets those that wait for it sleep and ask again, each with a connection that readers then lack.
        self._turn = threading.Lock()
        _make_private(url)
        with self.translated():
            self._engine = _engine(url, password, busy_timeout)
        self._writer = self._engine.execution_options(writes=True)
        self._writing: Connection | None = None
        try:
            with self.translated():
                prepare(self._engine, self._writer, make_url_safe(url))
        except LedgerUnusable:
            self.close()
            raise

    @property
    def is_shared(self) -> bool:
        """Tell whether processes on several machines can use it: whether it is PostgreSQL."""
        return self._engine.dialect.name == "postgresql"

    def connection_of_its_own(self) -> Connection:
        """Return a connection that no other user of this pool gets, each statement of which is a transaction.

        Whoever asked for it closes it. Raises LedgerUnusable.
        """
        with self.translated():
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            connection.detach()
            return connection

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection to read from."""
        with self.translated(), self._engine.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a transaction that is committed as a whole, or not at all; its thread must not be in one yet.

        Writers take turns, and write through one connection: taking one from the pool costs as much as a statement.
        Of one that broke, SQLAlchemy connects anew.
        """
        with self._in_turn(), self.translated():
            if self._writing is None:
                self._writing = self._writer.connect()
            with self._writing.begin():
                yield self._writing

    @contextlib.contextmanager
    def _in_turn(self) -> Iterator[None]:
        if not self._turn.acquire(timeout=self._busy_timeout):
            raise _held_too_long(self.url, self._busy_timeout, "other threads wait for it")
        try:
            yield
        finally:
            self._turn.release()

    def integrity_faults(self) -> list[str]:
        """Return what the database's own check finds wrong; raise LedgerUnusable where it cannot even be read."""
        if self._engine.dialect.name != "sqlite":
            return []
        with self.read() as connection:
            rows = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        return [row for row in rows if row != "ok"]

    def close(self) -> None:
        """Give every connection back."""
        if self._writing is not None:
            self._writing.close()
            self._writing = None
        self._engine.dispose()

    @contextlib.contextmanager
    def translated(self) -> Iterator[None]:
        """Turn what the database says within the block into LedgerUnusable."""
        try:
            yield
        except SQLAlchemyError as error:
            raise unusable(error, self.url, self._busy_timeout) from error


def unusable(error: SQLAlchemyError, url: str, busy_timeout: float) -> LedgerUnusable:
    """Return `error` as an operator can act on it."""
    text = str(error.orig if isinstance(error, DatabaseError) else error)
    low = text.lower()
    next_step = "republish doctor"
    if "malformed" in low or "not a database" in low:
        text = f"the ledger is damaged ({text}); it has been left as it is"
        next_step = "put the newest backup in its place, then: republish doctor"
    elif "disk is full" in low or "no space left" in low:  # as SQLite says it, and a server's system
        next_step = "make room on the disk, then run again; what was finished is kept"
    elif "locked" in low:
        return _held_too_long(url, busy_timeout, text)
    elif "readonly" in low or "unable to open" in low:
        next_step = "give this user the right to write there, or set [ledger] url or [paths] state"
    elif isinstance(error, NoSuchModuleError):
        next_step = "set [ledger] url to sqlite:///… or postgresql://…"
    elif "connection" in low:
        next_step = "see that the database server runs and that [ledger] url names it"
    return LedgerUnusable(text, item=make_url_safe(url), next_step=next_step)


def _held_too_long(url: str, busy_timeout: float, text: str) -> LedgerUnusable:
    parsed = make_url(url)
    is_file = parsed.get_backend_name() == "sqlite"
    where = f"with: fuser -v {shlex.quote(parsed.database or '')};" if is_file else "in pg_stat_activity,"
    return LedgerUnusable(
        f"another process has held the ledger for more than {busy_timeout:g} s ({text})",
        item=make_url_safe(url),
        next_step=f"see which {where} then run again",
    )


def make_url_safe(url: str) -> str:
    """Return `url` without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return "[ledger] url"


def _make_private(url: str) -> None:
    """Make a SQLite file that is not there yet, for this user alone; the files beside it get its mode from SQLite.

    Where that cannot be, SQLite says why when it opens the file.
    """
    with contextlib.suppress(ArgumentError, OSError):
        parsed = make_url(url)
        path = None if parsed.query else parsed.database
        if parsed.get_backend_name() == "sqlite" and path and path != ":memory:":
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _engine(url: str, password: str | None, busy_timeout: float) -> Engine:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise LedgerUnusable(
            "not a database URL", item="[ledger] url", next_step="write it as sqlite:///… or postgresql://…"
        ) from error
    if password:
        parsed = parsed.set(password=password)
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    sqlite = parsed.get_backend_name() == "sqlite"
    try:
        engine = create_engine(parsed, connect_args={"timeout": busy_timeout} if sqlite else {})
    except ModuleNotFoundError as error:
        raise LedgerUnusable(
            f"the driver {error.name} is not installed",
            item=make_url_safe(url),
            next_step=f"pip install {error.name}, or leave [ledger] url out for a SQLite file",
        ) from error
    if sqlite:
        event.listen(engine, "connect", _prepare_sqlite)
    else:
        event.listen(engine, "before_cursor_execute", _without_nul, retval=True)
    event.listen(engine, "begin", _begin_sqlite if sqlite else _begin_postgresql)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's
    # SQLAlchemy's documented way to take over transactions from the sqlite3 module, which begins them too late.
    connection.isolation_level = None
    cursor = connection.cursor()
    # FULL: a loss of power must not take back what consumers' files, which are synced, tell already.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: one that first reads and then writes can lose its snapshot to another.
    immediate = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    # One writer at a time, as in SQLite: transactions are short, two of them never make the same row,
    # and whoever reads the changes after a cursor never misses one that was committed late.
    if connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})")


def _without_nul(_c: Any, _r: Any, statement: str, values: Any, _x: Any, _m: Any) -> tuple[str, Any]:  # noqa: ANN401 - SQLAlchemy's
    """Leave U+0000 out of every text: PostgreSQL's documentation, 8.3, "the character with code zero cannot be stored".

    A page may hold it, and no page is to stop a run.
    """
    return statement, _cleaned(values)


def _cleaned(value: Any) -> Any:  # noqa: ANN401 - what drivers take
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, dict):
        return {key: _cleaned(inner) for key, inner in value.items()}
    return [_cleaned(inner) for inner in value] if isinstance(value, list) else value
