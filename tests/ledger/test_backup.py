"""A copy of the ledger, whole and for this user alone."""

import contextlib
import sqlite3
from pathlib import Path

import pytest
from databases import own_schema
from ledgers import NOW, add, postgresql

from pipeline.errors import NotPossible, StorageError
from pipeline.ledger import Ledger
from pipeline.ledger.backup import back_up


def test_a_copy_made_while_another_writes_is_of_what_was_committed(tmp_path: Path) -> None:
    with contextlib.closing(Ledger.open(f"sqlite:///{tmp_path}/ledger.sqlite")) as ledger:
        item = add(ledger, "a")
        with contextlib.closing(Ledger.open(f"sqlite:///{tmp_path}/ledger.sqlite")) as other:
            with ledger.database.write() as connection:
                connection.exec_driver_sql("DELETE FROM items")
                back_up(other.database, tmp_path / "copy.sqlite")
            other.note(None, "noted", NOW)

    assert (tmp_path / "copy.sqlite").stat().st_mode & 0o777 == 0o600
    with contextlib.closing(Ledger.open(f"sqlite:///{tmp_path}/copy.sqlite")) as copy:
        assert copy.search() == [item]
        assert copy.database.integrity_faults() == []


def test_a_copy_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    file, backups = tmp_path / "ledger.sqlite", tmp_path / "backups"
    backups.mkdir()
    with contextlib.closing(Ledger.open(f"sqlite:///{file}")) as ledger:
        ledger.note(None, "run", NOW)
    with contextlib.closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = replace(sql, 'detail TEXT', 'detail TEXT NOT NULL')")

    with (
        contextlib.closing(Ledger.open(f"sqlite:///{file}")) as ledger,
        pytest.raises(StorageError, match="no backup has been made of it"),
    ):
        back_up(ledger.database, backups / "copy.sqlite")

    assert list(backups.iterdir()) == []


@pytest.mark.postgresql
@pytest.mark.skipif(postgresql() is None, reason="no PostgreSQL: the ledger is tested on SQLite alone")
def test_another_database_has_a_tool_of_its_own(tmp_path: Path) -> None:
    with (
        own_schema() as url,
        contextlib.closing(Ledger.open(url)) as ledger,
        pytest.raises(NotPossible, match="pg_dump"),
    ):
        back_up(ledger.database, tmp_path / "copy.sql")
