"""A copy of the ledger, made while others may be writing to it."""

import contextlib
import os
import secrets
import sqlite3
from pathlib import Path
from typing import cast

from pipeline.errors import LedgerUnusable, NotPossible, StorageError
from pipeline.ledger.connection import Database, make_url_safe


def back_up(database: Database, target: Path) -> None:
    """Copy a SQLite ledger to `target`, a new file for this user alone: whole and checked, or not there at all.

    SQLite's online backup gives one state of the ledger, also in the middle of a run. Raises NotPossible for another
    database or where `target` is there already, LedgerUnusable where the copy is damaged, and StorageError.
    """
    with database.read() as connection:
        if connection.dialect.name != "sqlite":
            raise NotPossible(
                f"{connection.dialect.name} has a tool of its own for backups",
                item=make_url_safe(database.url),
                next_step="use that, e.g. pg_dump for PostgreSQL",
            )
        if target.exists():
            raise NotPossible("it is there already", item=str(target), next_step="name a file that is not")
        part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
        try:
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            _copy(cast("sqlite3.Connection", connection.connection.driver_connection), part)
            part.replace(target)
        except (OSError, sqlite3.Error) as error:
            raise StorageError(
                f"the ledger could not be copied: {getattr(error, 'strerror', None) or error}",
                item=str(target),
                next_step="see to that folder and to its disk; with republish doctor to the ledger",
            ) from error
        finally:
            part.unlink(missing_ok=True)


def _copy(ledger: sqlite3.Connection, part: Path) -> None:
    with contextlib.closing(sqlite3.connect(part)) as copy:
        ledger.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
        [fault] = copy.execute("PRAGMA quick_check(1)").fetchone()
    if fault != "ok":
        raise LedgerUnusable(
            f"the ledger is damaged ({fault}); no backup has been made of it",
            item=str(part.parent),
            next_step="put the newest backup in its place, then: republish doctor",
        )
