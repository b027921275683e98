"""Small files by which a site speaks for all its pages, e.g. /.well-known/tdmrep.json: asked for once a day."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from pipeline.errors import FetchError, Refused

KEPT_SECONDS = 24 * 3600.0
# How long a file that could not be had is not asked for again.
FAILURE_KEPT_SECONDS = 300.0

# Fetches a file: its content, or nothing where there is none; raises FetchError or Refused.
FileSource = Callable[[str], bytes]


@dataclass
class _File:
    lock: threading.Lock = field(default_factory=threading.Lock)
    content: bytes = b""
    expires: float = 0.0


class SiteFiles:
    """The files of all origins asked so far; one asker at a time for each."""

    def __init__(self, source: FileSource) -> None:
        self._source = source
        self._lock = threading.Lock()
        self._files: defaultdict[str, _File] = defaultdict(_File)

    def content(self, url: str, path: str) -> bytes:
        """Return the file at `path` of `url`'s origin; empty where there is none, or where it cannot be had now."""
        location = str(httpx.URL(url).copy_with(raw_path=path.encode(), fragment=None))
        with self._lock:
            file = self._files[location]
        with file.lock:
            if time.monotonic() >= file.expires:
                kept = KEPT_SECONDS
                try:
                    file.content = self._source(location)
                except (FetchError, Refused):
                    file.content, kept = b"", FAILURE_KEPT_SECONDS
                file.expires = time.monotonic() + kept
            return file.content
