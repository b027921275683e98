"""Small files by which a site speaks for all its pages, e.g. /.well-known/tdmrep.json: asked for once a day."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from pipeline.errors import FetchError, Refused
from pipeline.web.kept import NothingKept, SiteFileStore

KEPT_SECONDS = 24 * 3600.0
# How long a file that could not be had is not asked for again.
FAILURE_KEPT_SECONDS = 300.0

# Fetches a file: its content, or nothing where there is none; raises FetchError or Refused.
FileSource = Callable[[str], bytes]


_NOTHING = NothingKept()


@dataclass
class _File:
    lock: threading.Lock = field(default_factory=threading.Lock)
    content: bytes = b""
    expires: float = 0.0


class SiteFiles:
    """The files of all origins asked so far; one asker at a time for each. What was had is put into `store`."""

    def __init__(self, source: FileSource, store: SiteFileStore = _NOTHING) -> None:
        self._source = source
        self._store = store
        self._lock = threading.Lock()
        self._files: defaultdict[str, _File] = defaultdict(_File)

    def content(self, url: str, path: str) -> bytes:
        """Return the file at `path` of `url`'s origin; empty where there is none, or where it cannot be had now."""
        location = str(httpx.URL(url).copy_with(raw_path=path.encode(), fragment=None))
        with self._lock:
            file = self._files[location]
        with file.lock:
            if time.monotonic() >= file.expires:
                file.content, kept = self._ask(location)
                file.expires = time.monotonic() + kept
            return file.content

    def _ask(self, location: str) -> tuple[bytes, float]:
        """Return the file, and for how many seconds it holds."""
        if known := self._store.read(location):
            return known[0] or b"", known[1]
        try:
            content = self._source(location)
        except (FetchError, Refused):
            return b"", FAILURE_KEPT_SECONDS
        self._store.keep(location, content, KEPT_SECONDS)
        return content, KEPT_SECONDS
