"""Companion files, added to: whole and valid or not at all."""

import threading
from pathlib import Path

import pytest

from pipeline.errors import ConfigurationError, StorageError
from pipeline.run.amending import append


def fine(text: str) -> None:
    del text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, b"new\n"),
        (b"", b"new\n"),
        (b"old\n", b"old\nnew\n"),
        (b"old", b"old\nnew\n"),
        (b"a\r\nb\r\n", b"a\r\nb\r\nnew\r\n"),
        (b"\xef\xbb\xbfold\n", b"\xef\xbb\xbfold\nnew\n"),
    ],
)
def test_what_stands_there_stays_to_the_byte(tmp_path: Path, before: bytes | None, after: bytes) -> None:
    path = tmp_path / "config" / "companion"
    if before is not None:
        path.parent.mkdir()
        path.write_bytes(before)
        path.chmod(0o640)
    append(path, "new\n", fine)
    assert path.read_bytes() == after
    if before is not None:
        assert path.stat().st_mode & 0o777 == 0o640
    assert [entry.name for entry in path.parent.iterdir()] == ["companion"]


def test_what_would_not_be_valid_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "companion"
    path.write_text("old\n")
    seen = []

    def wrong(text: str) -> None:
        seen.append(text)
        raise ConfigurationError("no", item=str(path))

    with pytest.raises(ConfigurationError):
        append(path, "new\n", wrong)
    assert (seen, path.read_text()) == (["old\nnew\n"], "old\n")


def test_several_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "companion"
    threads = [threading.Thread(target=append, args=(path, f"{n}\n", fine)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(int, path.read_text().split())) == list(range(12))


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file")
    with pytest.raises(StorageError, match="cannot be used"):
        append(tmp_path / "config" / "companion", "new\n", fine)
