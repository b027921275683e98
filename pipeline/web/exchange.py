"""One request and its answer: httpx over the guarded socket, bounded, with every failure named.

Neither the environment's proxies nor cookies nor passwords take part. Certificates are always verified, against
certifi's authorities or those of SSL_CERT_FILE or SSL_CERT_DIR.
"""

import socket
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpcore
import httpx

from pipeline.config import FetchSettings
from pipeline.errors import FetchError, FetchTimeout, HostNotFound, Refused, ServerFailed
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
        self._http = httpx.Client(
            transport=_GuardedTransport(backend, kept_alive=settings.concurrency),
            headers={"user-agent": settings.user_agent, "accept-language": "en, *;q=0.5", "accept-encoding": "gzip"},
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            timeout=httpx.Timeout(settings.read_timeout, connect=settings.connect_timeout),
            follow_redirects=False,
            trust_env=False,
        )

    def ask(self, target: httpx.URL, headers: Mapping[str, str], max_bytes: int) -> Answer:
        """Send a GET request and read at most `max_bytes` + 1 bytes of the answer's body, inflated.

        Raises FetchError, and Refused for a forbidden address or too many bytes; neither names the URL.
        """
        try:
            with (
                budget(self._seconds, max_bytes + WIRE_OVERHEAD),
                self._http.stream("GET", target, headers=dict(headers)) as response,
            ):
                return _read(response, max_bytes)
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise _named(error) from error

    def close(self) -> None:
        """Close every connection."""
        self._http.close()


def never_connected(error: Exception) -> bool:
    """Return whether `error`, raised by `Exchange.ask`, means that no connection came about."""
    return isinstance(error, HostNotFound) or isinstance(
        error.__cause__, httpcore.ConnectError | httpcore.ConnectTimeout
    )


def is_lasting(error: FetchError) -> bool:
    """Return whether asking again within seconds is pointless: no such name, no valid certificate, no gzip."""
    cause = error.__cause__
    if isinstance(cause, socket.gaierror):
        return cause.errno != socket.EAI_AGAIN
    if isinstance(cause, httpcore.ConnectError):
        return isinstance(cause.__cause__, ssl.SSLCertVerificationError)
    return isinstance(error, ServerFailed) and error.status is not None and httpx.codes.is_success(error.status)


def _read(response: httpx.Response, max_bytes: int) -> Answer:
    if len(response.headers.raw) > MAX_HEADERS:
        raise Refused("too_large", f"the answer has more than {MAX_HEADERS} header lines")
    headers = dict(response.headers)
    require_able(response.status_code, headers)
    body = b""
    if httpx.codes.is_success(response.status_code):
        body = read_body(response.iter_raw(), headers.get("content-encoding", ""), max_bytes)
    return Answer(response.status_code, headers, body)


def _named(error: Exception) -> FetchError:
    """Return what httpcore's `error` means for the page, in our own terms."""
    if isinstance(error, httpcore.TimeoutException):
        return FetchTimeout(f"no whole answer in time ({error})", next_step=LATER)
    if isinstance(error, httpcore.ProtocolError):
        return ServerFailed(f"the answer is no valid HTTP: {error}", next_step=LATER)
    if isinstance(error.__cause__, ssl.SSLCertVerificationError):
        return FetchError(
            f"its certificate is not valid: {error.__cause__.verify_message}",
            next_step="compare in a browser; the site's operators must renew it",
        )
    if isinstance(error, httpcore.ConnectError):
        return FetchError(f"no connection: {error}", next_step=LATER)
    return ServerFailed(f"the connection broke off: {error}", next_step=LATER)


class _GuardedTransport(httpx.BaseTransport):
    """httpx's own transport over httpcore, but with a network backend of our choice; raises httpcore's errors."""

    def __init__(self, backend: GuardedBackend, *, kept_alive: int) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=None,
            max_keepalive_connections=kept_alive,
            keepalive_expiry=KEPT_ALIVE_SECONDS,
            network_backend=backend,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
