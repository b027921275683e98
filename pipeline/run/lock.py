"""One run at a time: an advisory lock that the kernel drops when its process dies, however it dies."""

import contextlib
import datetime as dt
import fcntl
import os
import socket
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import LockHeld
from pipeline.ledger import Ledger
from pipeline.run.opening import make_state_folder
from pipeline.stages.publish.files import storage_errors

WAIT = "wait for it to end; nothing has been changed"


@contextlib.contextmanager
def exclusive(state: Path, now: dt.datetime) -> Iterator[None]:
    """Hold the lock of the state folder; raise LockHeld, naming its holder, where another process has it."""
    make_state_folder(state)
    with _held(state / "run.lock", now):
        yield


@contextlib.contextmanager
def alone_in(published: Path, now: dt.datetime) -> Iterator[None]:
    """Be the only one that writes consumers' files, whatever state folder another has; raise LockHeld otherwise."""
    with storage_errors(published):
        published.mkdir(parents=True, exist_ok=True)
    with _held(published / ".run.lock", now):
        yield


def alone_on(ledger: Ledger) -> contextlib.AbstractContextManager[None]:
    """Be the only run on `ledger`, whatever folders and machine another has; raise LockHeld otherwise."""
    return ledger.locks.alone("run", next_step=WAIT)


@contextlib.contextmanager
def _held(path: Path, now: dt.datetime) -> Iterator[None]:
    with storage_errors(path):
        # Opened for appending: until the lock is ours, its text is the holder's.
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        _take(descriptor, path)
        holder = f"process {os.getpid()} on {socket.gethostname()} since {now:%Y-%m-%d %H:%M:%S} UTC"
        with storage_errors(path):
            os.ftruncate(descriptor, 0)
            os.write(descriptor, holder.encode())
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
            next_step=WAIT,
        ) from error
