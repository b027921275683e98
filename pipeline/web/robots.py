"""What robots.txt allows, by RFC 9309.

A robots.txt that does not exist (4xx) allows everything; one that cannot be had (5xx, no connection) allows
nothing for now, so that a later run asks again. It is kept for a day at most (RFC 9309, 2.4).
"""

import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import httpx
from protego import Protego

from pipeline.errors import FetchError, HostNotFound, Refused, RepublishError, ServerFailed
from pipeline.web.kept import NothingKept, SiteFileStore

# RFC 9309, 2.5: crawlers must parse at least 500 kibibytes; what is beyond is not looked at.
PARSED_BYTES = 500 * 1024
KEPT_SECONDS = 24 * 3600.0
# How long a robots.txt that could not be had is not asked for again.
FAILURE_KEPT_SECONDS = 60.0

# Fetches a robots.txt: its first 500 KiB, or None where there is none; raises FetchError or Refused.
RobotsSource = Callable[[str], bytes | None]


_NOTHING = NothingKept()


class _Rules(NamedTuple):
    """A robots.txt, understood and as it stands."""

    parsed: Protego
    text: str


@dataclass
class _Origin:
    """What is known of one scheme, host and port: its rules, or why they could not be had."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    outcome: _Rules | FetchError | Refused | None = None
    expires: float = 0.0


class Robots:
    """The rules of every origin asked about, for the robot called `robot` (RFC 9309's product token).

    What was had is put into `store`, and asked of it first, so that a day is a day and not a process.
    """

    def __init__(self, source: RobotsSource, robot: str, store: SiteFileStore = _NOTHING) -> None:
        self._source = source
        self._robot = robot
        self._store = store
        self._lock = threading.Lock()
        self._origins: defaultdict[str, _Origin] = defaultdict(_Origin)

    def require(self, url: str) -> float | None:
        """Return the crawl delay asked of us on `url`'s host, in seconds, or None where there is none.

        Raises Refused("robots") where we must not go, and what kept robots.txt from us where that is not known.
        """
        rules = self._rules(url).parsed
        if not rules.can_fetch(url, self._robot):
            raise Refused(
                "robots",
                f"its host's robots.txt does not let {self._robot} fetch it",
                item=url,
                next_step="ask the publisher for permission, or drop the source",
            )
        return rules.crawl_delay(self._robot)

    def sitemaps(self, url: str) -> list[str]:
        """Return the sitemaps that the robots.txt of `url`'s host names."""
        return list(self._rules(url).parsed.sitemaps)

    def text(self, url: str) -> str:
        """Return the robots.txt of `url`'s host as it stands; empty where there is none."""
        return self._rules(url).text

    def _rules(self, url: str) -> _Rules:
        location = str(httpx.URL(url).copy_with(raw_path=b"/robots.txt", fragment=None))
        with self._lock:
            origin = self._origins[location]
        with origin.lock:
            outcome = origin.outcome
            if outcome is None or time.monotonic() >= origin.expires:
                outcome, kept = self._ask(location)
                origin.outcome, origin.expires = outcome, time.monotonic() + kept
        if isinstance(outcome, _Rules):
            return outcome
        raise _restated(outcome, url)

    def _ask(self, location: str) -> tuple[_Rules | FetchError | Refused, float]:
        """Return the rules, or why they could not be had, and for how many seconds that holds."""
        if known := self._store.read(location):
            return _understood(known[0]), known[1]
        try:
            content = self._source(location)
        except (FetchError, Refused) as error:
            return error, FAILURE_KEPT_SECONDS
        self._store.keep(location, content, KEPT_SECONDS)
        return _understood(content), KEPT_SECONDS


def _understood(content: bytes | None) -> _Rules:
    # A byte-order mark would hide the first group from the parser.
    text = (content or b"")[:PARSED_BYTES].decode("utf-8-sig", "replace")
    return _Rules(Protego.parse(text), text)


def _restated(failure: FetchError | Refused, url: str) -> RepublishError:
    """Return `failure`, which befell the robots.txt, as what befalls `url`."""
    if isinstance(failure, Refused):
        return Refused(failure.reason, failure.message, item=url, next_step=failure.next_step)
    if isinstance(failure, HostNotFound):
        return HostNotFound(failure.message, item=url, next_step=failure.next_step)
    message = f"its host's robots.txt could not be read, so nothing may be fetched: {failure.message}"
    if isinstance(failure, ServerFailed):
        return ServerFailed(
            message, item=url, next_step=failure.next_step, status=failure.status, retry_after=failure.retry_after
        )
    return type(failure)(message, item=url, next_step=failure.next_step)
