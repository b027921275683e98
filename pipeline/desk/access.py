"""Who may come in: the secret of this start, the sessions opened with it, and the consumers' read token."""

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

_BEARER = "bearer "


@dataclass
class Session:
    """One browser that came in with the secret; `name` is the editor's, as last written in a form."""

    expires: float
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    name: str = ""


class Access:
    """The secret, the sessions and the read token. Sessions live in memory: a restart closes all of them."""

    def __init__(
        self,
        *,
        cookie: str = "desk",
        lifetime: float = 12 * 3600,
        read_token: str | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Make a new secret. `lifetime` of a session is in seconds; browsers tell cookies apart by `cookie`."""
        self.secret = secrets.token_urlsafe(32)
        self.cookie = cookie
        self.lifetime = lifetime
        self._read_token = read_token
        self._clock = clock
        self._sessions: dict[str, Session] = {}
        self._lock = threading.Lock()

    def enter(self, secret: str) -> str | None:
        """Return a new session's token where `secret` is right, and None where it is not."""
        if not _same(secret, self.secret):
            return None
        token = secrets.token_urlsafe(32)
        with self._lock:
            now = self._clock()
            self._sessions = {key: kept for key, kept in self._sessions.items() if kept.expires > now}
            self._sessions[token] = Session(expires=now + self.lifetime)
        return token

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


def _same(given: str, expected: str) -> bool:
    return secrets.compare_digest(given.encode(), expected.encode())
