"""Who may come in: the secret of this start, the sessions opened with it, a proxy's word, and the read token."""

import math
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.requests import Request

from pipeline.desk.proxy import Proxy

_BEARER = "bearer "

MOST_NAMES = 1000
"""Editors whom a proxy named and whose forms are remembered; a newsroom has tens."""


@dataclass
class Session:
    """One browser that came in with the secret; `name` is the editor's, as last written in a form.

    Of one who is `vouched` for, the name is the proxy's, and no form changes it.
    """

    expires: float
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    name: str = ""
    vouched: bool = False


class Access:
    """The secret, the sessions and the read token. Sessions live in memory: a restart closes all of them.

    With a `proxy`, its word is the only way in, and the secret opens nothing.
    """

    def __init__(
        self,
        *,
        cookie: str = "desk",
        lifetime: float = 12 * 3600,
        read_token: str | None = None,
        proxy: Proxy | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Make a new secret. `lifetime` of a session is in seconds; browsers tell cookies apart by `cookie`."""
        self.secret = secrets.token_urlsafe(32)
        self.cookie = cookie
        self.lifetime = lifetime
        self.proxy = proxy
        self._read_token = read_token
        self._clock = clock
        self._sessions: dict[str, Session] = {}
        self._vouched: dict[str, Session] = {}
        self._lock = threading.Lock()

    def enter(self, secret: str) -> str | None:
        """Return a new session's token where `secret` is right, and None where it is not or a proxy signs people in."""
        if self.proxy or not _same(secret, self.secret):
            return None
        token = secrets.token_urlsafe(32)
        with self._lock:
            now = self._clock()
            self._sessions = {key: kept for key, kept in self._sessions.items() if kept.expires > now}
            self._sessions[token] = Session(expires=now + self.lifetime)
        return token

    def session_of(self, request: Request) -> Session | None:
        """Return the session of who sent `request`, by the proxy's word or else by the cookie; None for a stranger."""
        if self.proxy is None:
            return self.session(request.cookies.get(self.cookie))
        name = self.proxy.name(request.scope)
        return self._of(name) if name else None

    def session(self, token: str | None) -> Session | None:
        """Return the session that `token` opens, or None where there is none or its time is over."""
        session = self._sessions.get(token or "")
        return session if session and session.expires > self._clock() else None

    def leave(self, token: str | None) -> None:
        """Close the session of `token`."""
        with self._lock:
            self._sessions.pop(token or "", None)

    def may_read(self, authorization: str) -> bool:
        """Tell whether a request with this Authorization header may use the read API (RFC 6750, Bearer)."""
        if self._read_token is None or not authorization.lower().startswith(_BEARER):
            return False
        return _same(authorization[len(_BEARER) :].strip(), self._read_token)

    def _of(self, name: str) -> Session:
        """Return the session of who the proxy says it is; it lasts, as each request is vouched for anew."""
        with self._lock:
            session = self._vouched.pop(name, None) or Session(expires=math.inf, name=name, vouched=True)
            self._vouched[name] = session
            if len(self._vouched) > MOST_NAMES:
                del self._vouched[next(iter(self._vouched))]
            return session


def _same(given: str, expected: str) -> bool:
    return secrets.compare_digest(given.encode(), expected.encode())
