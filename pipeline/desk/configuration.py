"""The configuration as its files say it now: a source that was added counts at once, by whomever it was added."""

import threading
from pathlib import Path

import structlog

from pipeline.config import Settings, load
from pipeline.errors import ConfigurationError

log = structlog.get_logger(__name__)

_Marks = tuple[tuple[int, int] | None, ...]


class Configuration:
    """The settings of a desk, read anew when their files change.

    Where the desk listens, its folders and its ledger stay as they were when it started. While the files are faulty,
    what was read before counts.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._files = (settings.file, settings.paths.sources)
        self._marks = self._look()
        self._lock = threading.Lock()

    def current(self) -> Settings:
        """Return the settings; costs a look at two files."""
        marks = self._look()
        if marks != self._marks:
            with self._lock:
                self._read(marks)
        return self._settings

    def _read(self, marks: _Marks) -> None:
        started = {name: getattr(self._settings, name) for name in ("desk", "paths", "ledger")}
        try:
            self._settings = load(self._files[0]).model_copy(update=started)
        except ConfigurationError as error:
            log.warning("the configuration changed and is faulty; what was read before counts", error=str(error))
        self._marks = marks

    def _look(self) -> _Marks:
        return tuple(_mark(path) for path in self._files)


def _mark(path: Path) -> tuple[int, int] | None:
    """Return what changes with the file: when it was written, and which file it is; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino
