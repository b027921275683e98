import datetime as dt
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from pipeline.errors import StorageError
from pipeline.stages.publish import Change, append_changes, last_change, read_changes


def change(cursor: int) -> Change:
    at = dt.datetime(2024, 7, 1, tzinfo=dt.UTC)
    return Change(cursor=cursor, id=f"{cursor:016x}", revision=1, state="published", at=at, sha256="ab" * 32)


def cursors(published: Path) -> list[int]:
    lines = (published / "changes.jsonl").read_bytes().splitlines(keepends=True)
    assert all(line.endswith(b"\n") for line in lines)
    return [json.loads(line)["cursor"] for line in lines]


def test_changes_are_lines_in_the_order_of_their_cursors(published: Path) -> None:
    append_changes([change(2), change(1)], published)
    append_changes([change(5)], published)
    assert cursors(published) == [1, 2, 5]


def test_a_line_says_what_became_of_which_file(published: Path) -> None:
    append_changes([change(1)], published)
    assert json.loads((published / "changes.jsonl").read_bytes()) == {
        "cursor": 1,
        "id": "0000000000000001",
        "revision": 1,
        "state": "published",
        "at": "2024-07-01T00:00:00Z",
        "sha256": "ab" * 32,
        "path": "articles/0000000000000001.json",
    }


def test_what_is_there_already_is_not_appended_again(published: Path) -> None:
    for known in (2, 3, 3):
        append_changes([change(cursor) for cursor in range(1, known + 1)], published)
    assert cursors(published) == [1, 2, 3]


def test_without_changes_there_is_an_empty_file(published: Path) -> None:
    append_changes([], published)
    assert (published / "changes.jsonl").read_bytes() == b""


def test_a_line_torn_at_any_byte_is_mended(published: Path) -> None:
    append_changes([change(1), change(2)], published)
    path = published / "changes.jsonl"
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        append_changes([change(1), change(2)], published)
        assert path.read_bytes() == whole


def test_the_last_change_is_that_of_the_last_whole_line(published: Path) -> None:
    assert last_change(published) is None
    append_changes([], published)
    assert last_change(published) is None
    append_changes([change(1), change(4)], published)
    with (published / "changes.jsonl").open("ab") as file:
        file.write(b'{"cursor": 9')
    assert last_change(published) == change(4)
    assert list(read_changes(published)) == [change(1), change(4)]


def test_a_file_that_has_something_else_in_it_is_not_written_to(published: Path) -> None:
    published.mkdir()
    path = published / "changes.jsonl"
    path.write_bytes(b'{"cursor": "first"}\n')
    with pytest.raises(StorageError, match="is no change") as caught:
        append_changes([change(1)], published)
    assert caught.value.item == str(path)
    assert path.read_bytes() == b'{"cursor": "first"}\n'


def test_where_the_disk_refuses_the_file_keeps_the_lines_it_had(
    published: Path, files_limited_to: Callable[[int], AbstractContextManager[None]]
) -> None:
    append_changes([change(1)], published)
    before = (published / "changes.jsonl").read_bytes()
    with files_limited_to(len(before) + 300), pytest.raises(StorageError):
        append_changes([change(cursor) for cursor in range(2, 9)], published)
    assert (published / "changes.jsonl").read_bytes() == before
