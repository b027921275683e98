import errno
import os
import stat
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from pipeline.errors import StorageError
from pipeline.stages.publish import remove_leftovers, write_whole

Limit = Callable[[int], AbstractContextManager[None]]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_whole_and_its_folder_made(tmp_path: Path) -> None:
    path = tmp_path / "published/articles/a.json"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert names(path.parent) == ["a.json"]


def test_others_may_read_what_the_umask_allows(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "a.json", b"one")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.json").stat().st_mode) == 0o640


def test_where_the_disk_refuses_the_old_file_stays_and_nothing_is_left_behind(
    tmp_path: Path, files_limited_to: Limit
) -> None:
    path = tmp_path / "a.json"
    write_whole(path, b"old")
    with files_limited_to(1000), pytest.raises(StorageError) as caught:
        write_whole(path, b"n" * 5000)
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.json"]
    assert caught.value.item == str(path)
    assert caught.value.next_step
    assert isinstance(caught.value.__cause__, OSError)
    assert caught.value.__cause__.errno == errno.EFBIG


def test_a_file_where_a_folder_should_be_is_named_with_the_next_step(tmp_path: Path) -> None:
    (tmp_path / "published").write_text("not a folder")
    path = tmp_path / "published/articles/a.json"
    with pytest.raises(StorageError, match="name a folder under") as caught:
        write_whole(path, b"one")
    assert caught.value.item == str(path)


def test_a_folder_where_the_file_should_be_is_an_error_and_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a.json/b").mkdir(parents=True)
    with pytest.raises(StorageError):
        write_whole(tmp_path / "a.json", b"one")
    assert names(tmp_path) == ["a.json"]


def test_an_interruption_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "a.json", b"one")
    assert names(tmp_path) == []


def test_the_data_are_on_the_disk_before_their_name_and_the_name_before_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[bool, list[str]]] = []
    fsync = os.fsync

    def noted(descriptor: int) -> None:
        fsync(descriptor)
        synced.append((stat.S_ISDIR(os.fstat(descriptor).st_mode), names(tmp_path)))

    monkeypatch.setattr(os, "fsync", noted)
    write_whole(tmp_path / "a.json", b"one")

    [(first_is_folder, first), (second_is_folder, second)] = synced
    assert (first_is_folder, "a.json" in first) == (False, False)
    assert (second_is_folder, second) == (True, ["a.json"])


def test_what_a_killed_run_left_half_written_is_removed_and_nothing_else(tmp_path: Path) -> None:
    for name in (".a.json.0f0f0f0f.part", "a.json", ".gitkeep", "notes.part"):
        (tmp_path / name).write_text("…")
    remove_leftovers(tmp_path)
    remove_leftovers(tmp_path / "not/there")
    assert names(tmp_path) == [".gitkeep", "a.json", "notes.part"]


def test_what_another_may_just_be_writing_stays(tmp_path: Path) -> None:
    for name in (".old.json.0f0f0f0f.part", ".new.json.0f0f0f0f.part"):
        (tmp_path / name).write_text("…")
    os.utime(tmp_path / ".old.json.0f0f0f0f.part", (0, 0))
    remove_leftovers(tmp_path, older_than=3600)
    assert names(tmp_path) == [".new.json.0f0f0f0f.part"]
