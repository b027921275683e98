"""One run at a time: an advisory lock that the kernel drops when its process dies, however it dies."""

import contextlib
import datetime as dt
import fcntl
import os
import socket
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import LockHeld, StorageError
from pipeline.run.services import make_state_folder


@contextlib.contextmanager
def exclusive(state: Path, now: dt.datetime) -> Iterator[None]:
    """Hold the lock of the state folder; raise LockHeld, naming its holder, where another process has it."""
    path = state / "run.lock"
    make_state_folder(state)
    try:
        # Opened for appending: until the lock is ours, its text is the holder's.
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    except OSError as error:
        raise StorageError(
            f"the lock file cannot be opened: {error.strerror}",
            item=str(path),
            next_step="give this user the right to write there, or set [paths] state",
        ) from error
    try:
        _take(descriptor, path)
        os.ftruncate(descriptor, 0)
        os.write(
            descriptor, f"process {os.getpid()} on {socket.gethostname()} since {now:%Y-%m-%d %H:%M:%S} UTC".encode()
        )
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, path: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.pread(descriptor, 200, 0).decode("utf-8", "replace") or "a process that has just begun"
        raise LockHeld(
            f"another run is under way: {holder}",
            holder=holder,
            item=str(path),
            next_step="wait for it to end; nothing has been changed",
        ) from error
