"""Companion files of the configuration, added to: whole and valid, or not at all, one after the other."""

import contextlib
import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.companion import text_of
from pipeline.stages.publish.files import storage_errors, write_whole


def append(path: Path, added: str, check: Callable[[str], object]) -> None:
    """Write the lines `added` at the end of the file, which is made where it is missing.

    `check` is given the whole new text, and raises where it would not be valid; then the file stays as it is. What
    stands there stays to the byte, and so do its permissions. Raises ConfigurationError where the file cannot be read,
    and StorageError where it cannot be written.
    """
    with _alone(path.parent):
        there = text_of(path) is not None
        with storage_errors(path):
            before = path.read_bytes() if there else b""
            mode = path.stat().st_mode if there else None
        ends = "\r\n" if b"\r\n" in before else "\n"
        between = ends if before and not before.endswith(b"\n") else ""
        after = before + (between + added.replace("\n", ends)).encode()
        check(after.decode("utf-8-sig"))
        write_whole(path, after, mode=mode)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until no other adds to files of `folder`; the kernel drops the lock with the process."""
    with storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with storage_errors(folder):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
