"""What outlives the process of what sites say for all their pages: a store that the client is given, or none."""

from typing import Protocol


class SiteFileStore(Protocol):
    """Keeps robots.txt and its like, by URL, for as many seconds as it is told; thread-safe."""

    def read(self, url: str) -> tuple[bytes | None, float] | None:
        """Return the file, None where the site has none, and for how many seconds it holds; None: not known."""

    def keep(self, url: str, content: bytes | None, seconds: float) -> None:
        """Keep the file that was had at `url`, or that there is none."""


class NothingKept:
    """The store of a client that has none: every process asks anew."""

    def read(self, url: str) -> None:
        """Know nothing."""

    def keep(self, url: str, content: bytes | None, seconds: float) -> None:
        """Keep nothing."""
