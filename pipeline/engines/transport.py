"""One HTTP exchange with a service: bounded in time and size, its failures told as EngineErrors.

httpx bounds each read and not the whole exchange (its documentation, "Timeouts"); a server that drips holds a
thread for ever. So the body is read here, piece by piece, against one deadline.
"""

import time
import weakref
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import httpx

from pipeline.authorities import verifying
from pipeline.errors import (
    ConfigurationError,
    EngineAnswerBroken,
    EngineError,
    EngineQuotaExceeded,
    EngineRateLimited,
    EngineRefused,
    EngineUnavailable,
)
from pipeline.patience import retry_after
from pipeline.settings.engines import EngineSettings

MAX_BYTES = 8_000_000
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
# What a page says that wants to know whether a person is asking; e.g. Google's "unusual traffic" page, sent with 200.
# Google redirects to it, too: Location: https://www.google.com/sorry/index?continue=…
CAPTCHA_SIGNS = ("captcha", "unusual traffic", "/sorry/")

# OpenAI's error type, sent with 429, for an account without credit; waiting does not help.
QUOTA_SIGN = "insufficient_quota"
DEEPL_QUOTA = 456

# What httpx raises before a byte of the request is sent; a connection that breaks later may have been read.
_NOT_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
    httpx.InvalidURL,
)


class Transport:
    """The connections to one service. `timeout` is for a whole exchange, in seconds; `has_key` is for its advice."""

    def __init__(
        self,
        engine: str,
        base_url: str,
        *,
        timeout: float,
        headers: dict[str, str] | None = None,
        has_key: bool = True,
    ) -> None:
        self._engine = engine
        self._base_url = base_url.rstrip("/")
        self._timeout = timeout
        self._has_key = has_key
        # The operator's proxy variables are for the network, not for a service on the same machine.
        trust_env = urlsplit(base_url).hostname not in LOOPBACK
        self._client = httpx.Client(
            timeout=timeout, headers=headers, follow_redirects=False, trust_env=trust_env, verify=verifying()
        )
        weakref.finalize(self, self._client.close)

    def exchange(self, method: str, path: str = "", **request: Any) -> httpx.Response:  # noqa: ANN401  # httpx's own
        """Send a request and return its 2xx response, read to the end.

        `request` is what httpx.Client.build_request takes. Raises EngineUnavailable, EngineRateLimited,
        EngineQuotaExceeded, EngineRefused, or EngineAnswerBroken where the answer has no end.
        """
        try:
            response = self._read(self._client.build_request(method, self._base_url + path, **request))
        except httpx.TimeoutException as error:
            raise self._unavailable(f"did not answer within {self._timeout:g} seconds", error) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._unavailable(f"the connection failed: {error or type(error).__name__}", error) from error
        if not response.is_success:
            raise failure_of(response, engine=self._engine, has_key=self._has_key)
        return response

    def exchange_json(self, path: str, question: dict[str, Any] | None = None) -> dict[str, Any]:
        """Post `question` as JSON, or get `path` where there is none, and return the JSON object that comes back."""
        response = self.exchange("GET" if question is None else "POST", path, json=question)
        try:
            answer = response.json()
        except (ValueError, RecursionError):  # the latter where it is nested thousands deep
            answer = None
        if isinstance(answer, dict):
            return answer
        error = EngineRateLimited if looks_like_captcha(response.text) else EngineAnswerBroken
        raise error(
            "answered with no JSON object",
            engine=self._engine,
            item=self._engine,
            next_step=f"see whether {self._base_url} is the right base_url",
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _read(self, request: httpx.Request) -> httpx.Response:
        deadline = time.monotonic() + self._timeout
        response = self._client.send(request, stream=True)
        try:
            body = bytearray()
            for piece in response.iter_bytes():
                body += piece
                if time.monotonic() > deadline:
                    raise httpx.ReadTimeout("the answer came too slowly", request=request)
                if len(body) > MAX_BYTES:
                    raise EngineAnswerBroken(f"its answer is longer than {MAX_BYTES} bytes", engine=self._engine)
        finally:
            response.close()
        # The body is inflated by now; a Content-Encoding kept would have it inflated again.
        headers = [(k, v) for k, v in response.headers.multi_items() if k not in {"content-encoding", "content-length"}]
        return httpx.Response(response.status_code, headers=headers, content=bytes(body), request=request)

    def _unavailable(self, what: str, cause: Exception) -> EngineUnavailable:
        error = EngineUnavailable(
            what,
            engine=self._engine,
            item=self._engine,
            next_step=f"see whether {self._base_url} answers; the item stays due",
        )
        error.reached = not isinstance(cause, _NOT_SENT)
        return error


def base_url_of(engine: str, settings: EngineSettings) -> str:
    """Return the base URL of `settings`; raises ConfigurationError where the service has no address of its own."""
    if settings.base_url is None:
        raise ConfigurationError(
            f"engines.{engine}.base_url: a {settings.kind} engine has no address without it",
            item=engine,
            next_step=f'set base_url in [engines.{engine}], e.g. "http://localhost:5000"',
        )
    return settings.base_url


def failure_of(response: httpx.Response, *, engine: str, has_key: bool) -> EngineError:
    """Return what a response that is no success means; RFC 9110, sections 10.2.3 and 15, and RFC 6585 for 429.

    `has_key` tells whether the service may be one that knows us by a key.
    """
    status = response.status_code
    said = f"answered {status} {response.reason_phrase}".rstrip()
    after = retry_after(response.headers.get("retry-after"))
    details: dict[str, Any] = {"engine": engine, "item": engine, "retry_after": after, "status": status}
    if status == HTTPStatus.PAYMENT_REQUIRED or QUOTA_SIGN in response.text[:2000] or status == DEEPL_QUOTA:
        return EngineQuotaExceeded(said, next_step="wait for the next period, or raise the account's limit", **details)
    elsewhere = response.headers.get("location", "")
    if status == HTTPStatus.TOO_MANY_REQUESTS or looks_like_captcha(elsewhere + response.text):
        return EngineRateLimited(said, next_step="wait, or ask less at a time ([engines] concurrency)", **details)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.REQUEST_TIMEOUT:
        return EngineUnavailable(said, next_step="nothing; the item stays due", **details)
    reason = elsewhere or (response.text[:200] if "json" in response.headers.get("content-type", "") else "")
    return EngineRefused(
        f"{said}: {reason}" if reason else said,
        next_step=f"see [engines.{engine}]: base_url"
        + (f", and REPUBLISH_ENGINES__{engine.upper()}__API_KEY" if has_key else ""),
        **details,
    )


def looks_like_captcha(text: str) -> bool:
    """Tell whether `text` is a page that asks whether a person is there."""
    head = text[:20_000].lower()
    return any(sign in head for sign in CAPTCHA_SIGNS)
