"""What a server answered, and what follows from its status."""

import datetime as dt
from dataclasses import dataclass, field

from httpx import codes

from pipeline.errors import RefusalReason, Refused, ServerFailed
from pipeline.patience import retry_after

NOT_MODIFIED = codes.NOT_MODIFIED

# Statuses (RFC 9110 and its registry) by which a server says that it is not up to it now, the 5xx besides.
BUSY = frozenset({codes.REQUEST_TIMEOUT, codes.TOO_EARLY, codes.TOO_MANY_REQUESTS})

# Why a page is refused that answers 4xx; every other 4xx is an error page.
REFUSALS: dict[int, tuple[RefusalReason, str]] = {
    codes.UNAUTHORIZED: ("wall", "the server wants a login"),
    codes.PAYMENT_REQUIRED: ("paywall", "the server wants to be paid"),
    codes.FORBIDDEN: ("wall", "the server does not let us in"),
    codes.NOT_FOUND: ("gone", "there is no such page"),
    codes.PROXY_AUTHENTICATION_REQUIRED: ("wall", "a proxy wants a login"),
    codes.GONE: ("gone", "the page was taken away for good"),
    codes.UNAVAILABLE_FOR_LEGAL_REASONS: ("gone", "the page is blocked for legal reasons"),
}


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to recognise a version by: the ETag and Last-Modified headers, verbatim."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        """Return the request headers that ask for a newer version only (RFC 9110, 13.1)."""
        pairs = {"if-none-match": self.etag, "if-modified-since": self.last_modified}
        return {name: value for name, value in pairs.items() if value}


@dataclass(frozen=True, slots=True)
class WebResponse:
    """An answer with status 200 to 299, or 304 to a conditional request.

    `url` is what was asked for, `final_url` what answered after the `redirects` (the URLs that redirected, in
    order, `url` first). Header names are in lower case, repeated headers joined by commas. `body` is inflated
    and still in its own charset; `retrieved_at` is in UTC.
    """

    url: str
    final_url: str
    status: int
    headers: dict[str, str]
    body: bytes
    retrieved_at: dt.datetime
    redirects: tuple[str, ...] = field(default=())

    @property
    def not_modified(self) -> bool:
        """Whether the server has nothing newer than what it was asked about."""
        return self.status == NOT_MODIFIED

    @property
    def content_type(self) -> str:
        """The media type in lower case, without parameters; empty where the server tells none."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    @property
    def validators(self) -> Validators:
        """What to ask with the next time."""
        return Validators(self.headers.get("etag"), self.headers.get("last-modified"))


def require_able(status: int, headers: dict[str, str]) -> None:
    """Raise ServerFailed where a server says it cannot answer now: 5xx, 408, 425, 429, or no status there is."""
    known = codes.is_success(status) or codes.is_redirect(status) or codes.is_client_error(status)
    if status in BUSY or not known:
        raise ServerFailed(
            f"the server answered {status}",
            status=status,
            retry_after=retry_after(headers.get("retry-after")),
            next_step="a later run tries again",
        )


def require_page(status: int, url: str, *, conditional: bool) -> None:
    """Raise Refused where `status` says that there is no page for us at `url`; 304 only answers a condition."""
    if codes.is_success(status) or (conditional and status == NOT_MODIFIED):
        return
    if codes.is_redirect(status):
        raise Refused("redirect", f"the server answered {status} and names no page", item=url)
    reason, meaning = REFUSALS.get(status, ("error_page", "the server takes our request for wrong"))
    step = "open it in a browser; if it is there, retry"
    raise Refused(reason, f"{meaning} ({status})", item=url, next_step=step, status=status)
