"""One run at a time."""

import datetime as dt
import os
from pathlib import Path

import pytest

from pipeline.errors import LockHeld, StorageError
from pipeline.run.lock import alone_in, exclusive

NOW = dt.datetime(2026, 1, 15, 9, 30, tzinfo=dt.UTC)


def test_the_second_is_told_who_the_first_is_and_leaves_the_lock_alone(tmp_path: Path) -> None:
    with exclusive(tmp_path, NOW):
        before = (tmp_path / "run.lock").read_bytes()
        with pytest.raises(LockHeld) as told, exclusive(tmp_path, NOW):
            pass
        assert (tmp_path / "run.lock").read_bytes() == before

    assert told.value.holder.startswith(f"process {os.getpid()} on ")
    assert told.value.holder.endswith(" since 2026-01-15 09:30:00 UTC")
    assert told.value.next_step == "wait for it to end; nothing has been changed"


def test_a_lock_that_was_given_back_can_be_taken_again(tmp_path: Path) -> None:
    for _ in range(2):
        with exclusive(tmp_path, NOW):
            assert (tmp_path / "run.lock").exists()


def test_a_lock_that_an_error_ended_can_be_taken_again(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="within"), exclusive(tmp_path, NOW):
        raise RuntimeError("within")

    with exclusive(tmp_path, NOW):
        pass


def test_what_a_dead_process_wrote_into_the_file_holds_nobody(tmp_path: Path) -> None:
    (tmp_path / "run.lock").write_text("process 1 on elsewhere since long ago", "utf-8")

    with exclusive(tmp_path, NOW):
        assert "elsewhere" not in (tmp_path / "run.lock").read_text("utf-8")


def test_a_state_folder_that_cannot_be_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file", "utf-8")

    with pytest.raises(StorageError, match="name a folder under"), exclusive(tmp_path / "state", NOW):
        pass


def test_the_state_folder_and_the_lock_are_for_this_user_alone(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        with exclusive(tmp_path / "data" / "state", NOW):
            folder, file = tmp_path / "data" / "state", tmp_path / "data" / "state" / "run.lock"
            assert [path.stat().st_mode & 0o777 for path in (folder, file)] == [0o700, 0o600]
    finally:
        os.umask(before)


def test_the_folder_of_consumers_files_has_one_writer_and_stays_readable_for_others(tmp_path: Path) -> None:
    published = tmp_path / "data" / "published"
    with alone_in(published, NOW):
        with pytest.raises(LockHeld, match=f"process {os.getpid()} on "), alone_in(published, NOW):
            pass
        assert published.stat().st_mode & 0o055 == 0o055 & ~_umask()


def _umask() -> int:
    before = os.umask(0)
    os.umask(before)
    return before
