"""A ledger that cannot be used is left as it is, and its error says what to do."""

import contextlib
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import own_schema
from ledgers import NOW, add, postgresql

from pipeline.errors import LedgerUnusable
from pipeline.ledger import Ledger
from pipeline.ledger.schema import REVISIONS

NOBODY = 65534
"""A user who may write nowhere; root's own rights cannot be taken away."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A ledger's file with two thousand events."""
    path = tmp_path / "ledger.sqlite"
    with contextlib.closing(Ledger.open(f"sqlite:///{path}")) as ledger, ledger.database.write() as connection:
        connection.exec_driver_sql(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) "
            "INSERT INTO events (at, event, detail) SELECT '2026-01-15T09:30:00.000000Z', 'noted', hex(i) FROM n"
        )
    return path


def _fault_of_opening(path: Path) -> LedgerUnusable:
    with pytest.raises(LedgerUnusable) as caught:
        Ledger.open(f"sqlite:///{path}")
    assert str(path) in str(caught.value)
    return caught.value


# ---- opening


def test_a_ledger_is_made_where_there_is_none_and_found_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/ledger.sqlite"
    with contextlib.closing(Ledger.open(url)) as ledger:
        item = add(ledger, "a")
    with contextlib.closing(Ledger.open(url)) as ledger:
        assert ledger.search() == [item]
        assert ledger.database.integrity_faults() == []


def test_a_closed_ledger_is_one_file(file: Path) -> None:
    assert list(file.parent.iterdir()) == [file]


# ---- damaged files and other versions


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(b"These are my notes, and not a database. " * 100)
    before = path.read_bytes()
    fault = _fault_of_opening(path)
    assert "is damaged" in fault.message
    assert fault.next_step == "put the newest backup in its place, then: republish doctor"
    assert path.read_bytes() == before


def test_a_file_cut_short_is_told_and_left_as_it_is(file: Path) -> None:
    before = file.read_bytes()[:20_000]
    file.write_bytes(before)
    fault = _fault_of_opening(file)
    assert "is damaged" in fault.message
    assert "newest backup" in str(fault)
    assert file.read_bytes() == before


def test_a_file_with_overwritten_pages_is_told_when_they_are_read(file: Path) -> None:
    size = file.stat().st_size
    with file.open("r+b") as opened:
        opened.seek(size * 3 // 4 // 4096 * 4096)
        opened.write(bytes(4096 * 4))
    told = pytest.raises(LedgerUnusable, match=r"is damaged .* left as it is\. Next: put the newest backup")
    with contextlib.closing(Ledger.open(f"sqlite:///{file}")) as ledger, told:
        ledger.events(limit=10_000)


def test_what_the_database_s_own_check_finds_is_told(file: Path) -> None:
    with contextlib.closing(Ledger.open(f"sqlite:///{file}")) as ledger:
        ledger.note(None, "run", NOW)
    with contextlib.closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = replace(sql, 'detail TEXT', 'detail TEXT NOT NULL')")
    with contextlib.closing(Ledger.open(f"sqlite:///{file}")) as ledger:
        assert ledger.database.integrity_faults() == ["NULL value in events.detail"]


def test_a_ledger_of_a_newer_version_is_left_as_it_is(file: Path) -> None:
    with contextlib.closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = file.read_bytes()
    fault = _fault_of_opening(file)
    assert f"written by a newer republish (tables 9999, this one knows {REVISIONS[-1]})" in fault.message
    assert fault.next_step == "upgrade republish; the ledger has not been touched"
    assert file.read_bytes() == before


# ---- places that cannot be written


@pytest.fixture
def read_only_folder(file: Path) -> Iterator[Path]:
    """A folder in which this process may read, but not write, with a ledger in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(file, folder)
        (folder / file.name).chmod(0o444)
        folder.chmod(0o555)
        user = os.geteuid()
        if user == 0:
            os.seteuid(NOBODY)
        yield folder
        os.seteuid(user)
        folder.chmod(0o755)


@pytest.mark.parametrize("name", ["new.sqlite", "ledger.sqlite", "no/such/folder.sqlite"])
def test_a_place_that_cannot_be_written_is_named_with_the_setting(read_only_folder: Path, name: str) -> None:
    fault = _fault_of_opening(read_only_folder / name)
    assert fault.next_step == "give this user the right to write there, or set [ledger] url or [paths] state"


def test_a_ledger_may_be_read_where_only_writing_is_denied(file: Path) -> None:
    with contextlib.closing(Ledger.open(f"sqlite:///file:{file}?mode=ro&uri=true")) as ledger:
        assert len(ledger.events()) == 2000
        with pytest.raises(LedgerUnusable, match="give this user the right to write there"):
            ledger.note(None, "run", NOW)


def test_a_full_disk_is_told_and_what_was_finished_is_kept(tmp_path: Path) -> None:
    with contextlib.closing(Ledger.open(f"sqlite:///{tmp_path}/ledger.sqlite")) as ledger:
        item = add(ledger, "a")
        with ledger.database.write() as connection:  # the one connection that all is written through
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(LedgerUnusable, match=r"full\. Next: make room on the disk"):
            ledger.note(item.id, "edited", NOW, detail="x" * 100_000)
        assert [event.event for event in ledger.events()] == ["discovered"]


@pytest.mark.postgresql
@pytest.mark.skipif(postgresql() is None, reason="no PostgreSQL: the ledger is tested on SQLite alone")
def test_a_full_disk_of_a_server_is_told_as_one() -> None:
    said = "could not extend file: No space left on device"  # as the server words it, errcode disk_full
    raised = f"DO $$ BEGIN RAISE EXCEPTION '{said}' USING ERRCODE = '53100'; END $$"
    with (
        own_schema() as url,
        contextlib.closing(Ledger.open(url)) as ledger,
        pytest.raises(LedgerUnusable, match=r"(?s)No space left.*Next: make room on the disk"),
        ledger.database.write() as connection,
    ):
        connection.exec_driver_sql(raised)


# ---- others at work


def test_a_reader_does_not_wait_for_a_writer_and_a_writer_waits_for_a_while_only(file: Path) -> None:
    url = f"sqlite:///{file}"
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with contextlib.closing(Ledger.open(url, busy_timeout=0.05)) as ledger:
            assert ledger.search() == []
            with pytest.raises(LedgerUnusable, match=r"held the ledger for more than 0\.05 s") as caught:
                ledger.note(None, "run", NOW)
            assert f"see which with: fuser -v {file}" in str(caught.value)
            other.execute("ROLLBACK")
            ledger.note(None, "run", NOW)


# ---- addresses


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("data/state/ledger.sqlite", "[ledger] url: not a database URL. Next: write it as sqlite:///"),
        ("", "[ledger] url: not a database URL"),
        ("mongodb://db.example/republish", "set [ledger] url to sqlite:///… or postgresql://…"),
        ("mysql+nosuchdriver://db.example/republish", "set [ledger] url to sqlite:///… or postgresql://…"),
    ],
)
def test_an_address_that_is_no_database_s_is_told(url: str, fault: str) -> None:
    with pytest.raises(LedgerUnusable) as caught:
        Ledger.open(url)
    assert fault in str(caught.value)


def test_a_driver_that_is_not_installed_is_told_without_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(LedgerUnusable) as caught:
        Ledger.open("postgresql://republish@db.example/republish", "s3cr3t")
    assert "the driver psycopg is not installed. Next: pip install psycopg" in str(caught.value)
    assert "s3cr3t" not in str(caught.value)


@pytest.mark.postgresql
@pytest.mark.skipif(postgresql() is None, reason="no PostgreSQL: the ledger is tested on SQLite alone")
def test_a_server_that_does_not_answer_is_told_without_the_password() -> None:
    with pytest.raises(LedgerUnusable) as caught:
        Ledger.open("postgresql://republish@127.0.0.1:1/republish?connect_timeout=2", "s3cr3t")
    assert caught.value.next_step == "see that the database server runs and that [ledger] url names it"
    assert "s3cr3t" not in str(caught.value)


def test_the_file_and_those_beside_it_are_for_this_user_alone(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        with contextlib.closing(Ledger.open(f"sqlite:///{tmp_path}/ledger.sqlite")):
            modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    finally:
        os.umask(before)
    assert modes == dict.fromkeys(["ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm"], 0o600)


def test_what_was_committed_outlives_a_loss_of_power(tmp_path: Path) -> None:
    full = 2
    with (
        contextlib.closing(Ledger.open(f"sqlite:///{tmp_path}/ledger.sqlite")) as ledger,
        ledger.database.read() as connection,
    ):
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == full
