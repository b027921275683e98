"""One request and its answer, over the guarded socket, bounded, with every failure named.

This is httpx's engine, httpcore, without httpx.Client around it: that one keeps cookies, turns a URL's user into
credentials, and reads a Location header (and may fail at it) even where it is not to follow. Certificates are always
verified, against certifi's authorities or those of SSL_CERT_FILE or SSL_CERT_DIR.
"""

import ssl
from dataclasses import dataclass

import httpcore
import httpx

from pipeline.authorities import verifying
from pipeline.errors import FetchError, FetchTimeout, HostNotFound, Refused, ServerFailed
from pipeline.settings.fetch import FetchSettings
from pipeline.time_limits import time_left
from pipeline.web.answers import require_able
from pipeline.web.decoding import read_body
from pipeline.web.guard import GuardedBackend
from pipeline.web.limits import MAX_HEADERS, WIRE_OVERHEAD, budget

KEPT_ALIVE_SECONDS = 15.0
REDIRECTS = frozenset({301, 302, 303, 307, 308})
LATER = "a later run tries again"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one server answered: `body` only where the status is 2xx, and one byte too long where it was cut."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def location(self) -> str | None:
        """Where the server redirects to, verbatim, or None where it does not."""
        return self.headers.get("location") if self.status in REDIRECTS else None


class Exchange:
    """Asks one server at a time, through `backend` alone; thread-safe."""

    def __init__(self, settings: FetchSettings, backend: GuardedBackend) -> None:
        self._seconds = settings.total_timeout
        self._timeouts = {
            "connect": settings.connect_timeout,
            "read": settings.read_timeout,
            "write": settings.read_timeout,
        }
        self._headers = {
            "user-agent": settings.user_agent,
            "accept-language": "en, *;q=0.5",
            "accept-encoding": "gzip",
        }
        self._pool = httpcore.ConnectionPool(
            ssl_context=verifying(),
            max_connections=None,
            max_keepalive_connections=settings.concurrency,
            keepalive_expiry=KEPT_ALIVE_SECONDS,
            network_backend=backend,
        )

    def ask(self, target: httpx.URL, headers: dict[str, str], max_bytes: int) -> Answer:
        """Send a GET request and read at most `max_bytes` + 1 bytes of the answer's body, inflated.

        Raises FetchError, and Refused for a forbidden address or too many bytes; neither names the URL.
        """
        url = httpcore.URL(scheme=target.raw_scheme, host=target.raw_host, port=target.port, target=target.raw_path)
        fields = [(name.encode(), value.encode()) for name, value in (self._headers | headers).items()]
        request = self._pool.stream("GET", url, headers=fields, extensions={"timeout": self._timeouts})
        try:
            with budget(time_left(self._seconds), max_bytes + WIRE_OVERHEAD), request as response:
                return _read(response, max_bytes)
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise _named(error) from error

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


def never_connected(error: Exception) -> bool:
    """Return whether `error`, raised by `Exchange.ask`, means that no connection came about."""
    return isinstance(error, HostNotFound) or isinstance(
        error.__cause__, httpcore.ConnectError | httpcore.ConnectTimeout
    )


def is_overwhelmed(error: Exception) -> bool:
    """Return whether `error`, raised by `Exchange.ask`, means that the host as a whole is not up to it now.

    It is slower than it is waited for, or says so: 429 and 503 (RFC 6585, 4; RFC 9110, 15.6.4). A 500 may be a page's.
    """
    told = isinstance(error, ServerFailed) and error.status in {429, 503}
    return told or isinstance(error, FetchTimeout)


def is_lasting(error: FetchError) -> bool:
    """Return whether asking again within seconds is pointless.

    It is where the name does not resolve (the system's resolver has tried more than once by then), the
    certificate is not valid, or a body came whole but cannot be read.
    """
    if isinstance(error, HostNotFound) or (error.__cause__ and _certificate_fault(error.__cause__)):
        return True
    return isinstance(error, ServerFailed) and error.status is not None and httpx.codes.is_success(error.status)


def _read(response: httpcore.Response, max_bytes: int) -> Answer:
    if len(response.headers) > MAX_HEADERS:
        raise Refused("too_large", f"the answer has more than {MAX_HEADERS} header lines")
    headers = dict(httpx.Headers(response.headers))
    require_able(response.status, headers)
    body = b""
    if httpx.codes.is_success(response.status):
        body = read_body(response.iter_stream(), headers.get("content-encoding", ""), max_bytes)
    return Answer(response.status, headers, body)


def _named(error: Exception) -> FetchError:
    """Return what httpcore's `error` means for the page, in our own terms."""
    if isinstance(error, httpcore.TimeoutException):
        return FetchTimeout(f"no whole answer in time ({error})", next_step=LATER)
    if isinstance(error, httpcore.ProtocolError):
        return ServerFailed(f"the answer is no valid HTTP: {error}", next_step=LATER)
    fault = _certificate_fault(error)
    if fault:
        return FetchError(
            f"its certificate is not valid: {fault}",
            next_step="compare in a browser; the site's operators must renew it",
        )
    if isinstance(error, httpcore.ConnectError):
        return FetchError(f"no connection: {error}", next_step=LATER)
    return ServerFailed(f"the connection broke off: {error}", next_step=LATER)


def _certificate_fault(error: BaseException) -> str | None:
    """Return what is wrong with the certificate that made httpcore raise `error`, or None if that is not why.

    httpcore wraps the original in its own error's arguments; the chain of causes it cuts off.
    """
    original = error.args[0] if error.args else None
    return original.verify_message if isinstance(original, ssl.SSLCertVerificationError) else None
