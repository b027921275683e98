"""Files that are written whole or not at all, and errors that say what to do about the disk."""

import contextlib
import errno
import os
import secrets
import stat
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from pipeline.errors import StorageError

NEXT_STEPS: Mapping[int, str] = MappingProxyType(
    {
        errno.ENOSPC: "free some space on that disk, then run again",
        errno.EDQUOT: "free some space within that quota, then run again",
        errno.EFBIG: "raise this process's file size limit (ulimit -f), then run again",
        errno.EACCES: "give this user the right to write there, then run again",
        errno.EPERM: "give this user the right to write there, then run again",
        errno.EROFS: "mount that disk writable, or name another folder under [paths]",
        errno.ENOTDIR: "name a folder under [paths], not a file",
        errno.EEXIST: "name a folder under [paths], not a file",
        errno.EIO: "check that disk, then run again",
    }
)


@contextlib.contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Turn what the operating system says of `path` into a StorageError."""
    try:
        yield
    except StorageError:
        raise
    except OSError as error:
        raise StorageError(
            f"cannot be used: {error.strerror}",
            item=str(path),
            next_step=NEXT_STEPS.get(error.errno or 0, "see to that path, then run again"),
        ) from error


def write_whole(path: Path, data: bytes, *, mode: int | None = None) -> None:
    """Write `data` to `path` so that a reader, or a machine that loses power, finds the old file or the new one.

    The folder is made where it is missing; `mode` are the file's permissions, where not the usual ones. Raises
    StorageError, and then leaves nothing behind.
    """
    with storage_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        try:
            with part.open("xb") as file:
                if mode is not None:
                    os.fchmod(file.fileno(), stat.S_IMODE(mode))
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` outlive a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_leftovers(folder: Path, *, older_than: float = 0.0) -> None:
    """Remove what killed runs left half written in `folder`, and has not been touched for `older_than` seconds.

    Who is not alone in writing there gives others the time to end.
    """
    with storage_errors(folder):
        for path in folder.glob(".*.part"):
            with contextlib.suppress(FileNotFoundError):  # another has just given it its name
                if path.stat().st_mtime <= time.time() - older_than:
                    path.unlink()
