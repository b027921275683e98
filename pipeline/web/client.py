"""The one client for everything that strangers name: pages, feeds, sitemaps, robots.txt.

It goes to public addresses only, within bounds of time and size, by the leave of robots.txt, with one polite
request at a time and host.
"""

import datetime as dt
import threading
from dataclasses import dataclass
from typing import Self

import httpcore
import httpx
from tenacity import sleep_using_event

from pipeline.errors import FetchError, Refused
from pipeline.patience import patiently
from pipeline.settings.fetch import FetchSettings
from pipeline.time_limits import require_time
from pipeline.turns import Turns
from pipeline.web.answers import Validators, WebResponse, require_page
from pipeline.web.exchange import Answer, Exchange, is_lasting, is_overwhelmed, never_connected
from pipeline.web.guard import GuardedBackend, Resolver, system_resolver
from pipeline.web.kept import NothingKept, SiteFileStore
from pipeline.web.politeness import Hosts
from pipeline.web.robots import PARSED_BYTES, Robots
from pipeline.web.site_files import SiteFiles
from pipeline.web.targets import checked_target, host_of, redirect_target

ACCEPT_PAGE = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"
MAX_REDIRECTS = 5
SITE_FILE_BYTES = 500 * 1024


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked of every hop: headers, how many bytes of body, whether robots.txt rules and retries help."""

    headers: dict[str, str]
    max_bytes: int
    heeds_robots: bool = True
    tries_again: bool = True


class _TooManyHops(Refused):
    """It redirects in a circle, or more than MAX_REDIRECTS times."""


class WebClient:
    """Fetches by http and https what strangers name; one serves all threads of a process.

    `store` keeps robots.txt and its like for later processes; without one, each process asks anew. `turns` are those
    that other processes take, too. `resolve` and `network` stand in for the system's name resolution and sockets in
    tests. `robot` is the name by which a robots.txt calls us.
    """

    def __init__(
        self,
        settings: FetchSettings,
        *,
        store: SiteFileStore | None = None,
        resolve: Resolver = system_resolver,
        network: httpcore.NetworkBackend | None = None,
        turns: Turns | None = None,
    ) -> None:
        self._settings = settings
        self._closing = threading.Event()
        self._exchange = Exchange(settings, GuardedBackend(settings.allow_private_networks, resolve, network))
        sleep = sleep_using_event(self._closing)
        self._hosts = Hosts(
            connections=settings.per_host_connections, delay=settings.per_host_delay, sleep=sleep, turns=turns
        )
        self.robot = settings.user_agent.split("/")[0]
        kept = store or NothingKept()
        self._robots = Robots(self._robots_txt, robot=self.robot, store=kept)
        self._site_files = SiteFiles(self._site_file, kept)
        self._retrying = patiently(settings, self._may_heal, sleep=sleep)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections and end every pause; what still waits raises FetchError."""
        self._closing.set()
        self._exchange.close()

    def get(
        self,
        url: str,
        *,
        accept: str = ACCEPT_PAGE,
        conditional: Validators | None = None,
        max_bytes: int | None = None,
    ) -> WebResponse:
        """Fetch `url`, or only learn that it is not newer than `conditional` (then `.not_modified` is set).

        `max_bytes` bounds the body after inflation; fetch.max_bytes where it is None. Raises Refused for what
        stays so (`reason` is one of address, robots, redirect, gone, wall, paywall, error_page, too_large), and
        after fetch.attempts attempts FetchError for what may heal: HostNotFound, FetchTimeout, ServerFailed.
        """
        limit = self._settings.max_bytes if max_bytes is None else max_bytes
        validators = conditional.headers() if conditional else {}
        response = self._follow(url, _Question({"accept": accept, **validators}, limit))
        require_page(response.status, url, conditional=bool(validators))
        if len(response.body) > limit:
            raise Refused(
                "too_large",
                f"it has more than {limit} bytes",
                item=url,
                next_step="if such pages are wanted, raise fetch.max_bytes",
            )
        return response

    def sitemaps(self, url: str) -> list[str]:
        """Return the URLs of the sitemaps that the robots.txt of `url`'s host names; raises as `get` does."""
        return self._robots.sitemaps(url)

    def robots_text(self, url: str) -> str:
        """Return the robots.txt of `url`'s host as it stands, empty where there is none; raises as `get` does."""
        return self._robots.text(url)

    def site_file(self, url: str, path: str) -> bytes:
        """Return a small file that `url`'s origin has at `path`, kept for a day; empty where it cannot be had.

        It is asked for once: what a site does not tell when asked, it does not tell.
        """
        return self._site_files.content(url, path)

    def _site_file(self, url: str) -> bytes:
        question = _Question({"accept": "application/json"}, SITE_FILE_BYTES, heeds_robots=False, tries_again=False)
        response = self._follow(url, question)
        return response.body[:SITE_FILE_BYTES] if httpx.codes.is_success(response.status) else b""

    def _robots_txt(self, url: str) -> bytes | None:
        """Return the start of a robots.txt, or None where there is none (RFC 9309, 2.3.1)."""
        try:
            response = self._follow(url, _Question({"accept": "text/plain"}, PARSED_BYTES, heeds_robots=False))
        except _TooManyHops:
            return None
        except Refused as refusal:
            if refusal.reason != "redirect":
                raise
            # Rules may lie where we do not go, e.g. at http from https: they are not to be had, rather than none.
            raise FetchError(refusal.message, item=url, next_step="a later run tries again") from refusal
        return response.body if httpx.codes.is_success(response.status) else None

    def _follow(self, url: str, question: _Question) -> WebResponse:
        """Ask `url`, then where it redirects to; the response may have any status below 500."""
        hops = [url]
        try:
            while True:
                target, answer = self._ask(hops[-1], question)
                if answer.location is None:
                    return _response(hops, target, answer)
                _go_on(hops, redirect_target(target, answer.location))
        except (Refused, FetchError) as error:
            error.item = url
            if len(hops) > 1:
                error.message = f"{error.message} (redirected to {hops[-1]})"
                if isinstance(error, Refused) and error.reason == "address":
                    # Who allows what a stranger's page leads to lets that stranger in.
                    error.next_step = "leave it; if the page that it leads to is your own, give that page's own address"
            raise

    def _ask(self, url: str, question: _Question) -> tuple[httpx.URL, Answer]:
        """Ask for one URL, as often as fetch.attempts allows."""
        target = checked_target(url, self._settings.allow_ports)
        if question.heeds_robots:
            self._heed_robots(target)
        if not question.tries_again:
            return target, self._ask_in_turn(target, question)
        return target, self._retrying(self._ask_in_turn, target, question)

    def _heed_robots(self, target: httpx.URL) -> None:
        delay = self._robots.require(str(target))
        if delay:
            self._hosts.slow_down(host_of(target), min(delay, self._settings.max_wait))

    def _ask_in_turn(self, target: httpx.URL, question: _Question) -> Answer:
        host = host_of(target)
        with self._hosts.turn(host):
            require_time()
            if self._closing.is_set():
                raise FetchError("the client was closed before its turn came", next_step="run again")
            try:
                answer = self._exchange.ask(target, question.headers, question.max_bytes)
            except FetchError as error:
                self._hosts.note(host, reached=not (never_connected(error) or is_overwhelmed(error)))
                raise
            self._hosts.note(host, reached=True)
            return answer

    def _may_heal(self, error: BaseException) -> bool:
        return not self._closing.is_set() and isinstance(error, FetchError) and not is_lasting(error)


def _go_on(hops: list[str], following: str) -> None:
    """Add `following` to `hops`; raises Refused("redirect") where that leads nowhere."""
    hops.append(following)
    if following in hops[:-1]:
        raise _TooManyHops("redirect", "it redirects in a circle")
    if len(hops) > 1 + MAX_REDIRECTS:
        raise _TooManyHops("redirect", f"it redirects more than {MAX_REDIRECTS} times")


def _response(hops: list[str], target: httpx.URL, answer: Answer) -> WebResponse:
    return WebResponse(
        url=hops[0],
        final_url=str(target),
        redirects=tuple(hops[:-1]),
        status=answer.status,
        headers=answer.headers,
        body=answer.body,
        retrieved_at=dt.datetime.now(dt.UTC),
    )
