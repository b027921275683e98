"""changes.jsonl: a line for each publication that changed, appended, so that a consumer reads on where it stopped."""

import mmap
import os
from collections.abc import Iterable, Iterator
from io import FileIO
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, Field, ValidationError

from pipeline.errors import StorageError
from pipeline.model import Model
from pipeline.stages.publish.canonical import canonical_json
from pipeline.stages.publish.files import storage_errors, sync_folder


class Change(Model):
    """That a publication came to its present revision and state at an instant; cursors only grow."""

    cursor: int = Field(ge=1)
    id: str
    revision: int
    state: Literal["published", "withdrawn"]
    at: AwareDatetime
    sha256: str
    path: str = Field(default_factory=lambda data: f"articles/{data['id']}.json")


def last_change(published: Path) -> Change | None:
    """Return the change that published/changes.jsonl has come to, None where there is none yet. Raises StorageError."""
    path = published / "changes.jsonl"
    with storage_errors(path):
        if not path.exists():
            return None
        with path.open("rb", buffering=0) as file:
            return _change(_last_whole_line(file)[1], path)


def read_changes(published: Path) -> Iterator[Change]:
    """Give every change in published/changes.jsonl, which is there, oldest first. Raises StorageError."""
    path = published / "changes.jsonl"
    with storage_errors(path), path.open("rb") as file:
        for line in file:
            change = _change(line, path) if line.endswith(b"\n") else None
            if change:
                yield change


def append_changes(changes: Iterable[Change], published: Path) -> None:
    """Append to published/changes.jsonl those of `changes` that it does not have yet, in the order of their cursors.

    A last line that a kill or a full disk tore is removed first, so calling this again completes what was begun.
    Raises StorageError; the file then has the lines it had.
    """
    path = published / "changes.jsonl"
    with storage_errors(path):
        published.mkdir(parents=True, exist_ok=True)
        path.touch()
        with path.open("r+b", buffering=0) as file:
            end, last = _last_whole_line(file)
            change_before = _change(last, path)
            known = change_before.cursor if change_before else 0
            new = sorted((change for change in changes if change.cursor > known), key=lambda change: change.cursor)
            _replace_tail(file, end, b"".join(canonical_json(change, indent=None) for change in new))
        sync_folder(published)


def _last_whole_line(file: FileIO) -> tuple[int, bytes]:
    """Return where the last whole line of `file` ends, in bytes, and that line; a torn one after it does not count."""
    if os.fstat(file.fileno()).st_size == 0:
        return 0, b""
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        end = content.rfind(b"\n") + 1
        start = content.rfind(b"\n", 0, max(end - 1, 0)) + 1
        return end, content[start:end]


def _change(line: bytes, path: Path) -> Change | None:
    try:
        return Change.model_validate_json(line) if line else None
    except ValidationError as error:
        raise StorageError(
            "a line of it is no change",
            item=str(path),
            next_step="move the file away, then run again to write it anew",
        ) from error


def _replace_tail(file: FileIO, end: int, lines: bytes) -> None:
    """Let `file` go on with `lines` from offset `end`; where they cannot be written whole, let it end there."""
    file.truncate(end)
    file.seek(end)
    try:
        written = 0
        while written < len(lines):
            written += file.write(lines[written:])
        os.fsync(file.fileno())
    except OSError:
        file.truncate(end)
        raise
