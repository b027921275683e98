"""The table [ledger] of the configuration: where the ledger is, and which URLs tell a secret."""

from pathlib import Path
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from pydantic import BaseModel, ConfigDict, SecretStr, field_validator

# SQLAlchemy is large, and of no use to a command that only prints its help: it is imported where it is needed.

_SECRET_ENDINGS = ("password", "passwd", "pwd", "secret", "token", "key")
"""How the parameters of a URL end that are secrets; PostgreSQL's sslkey is the path of one."""


class LedgerSettings(BaseModel):
    """Where the ledger is: a SQLAlchemy URL, or null for a SQLite file in the state folder."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str | None = None
    password: SecretStr | None = None

    @field_validator("url")
    @classmethod
    def _has_no_password(cls, url: str | None) -> str | None:
        if url and carries_secret(url):
            raise ValueError("a secret does not belong in a URL; set REPUBLISH_LEDGER__PASSWORD in the environment")
        return url

    def resolved_from(self, folder: Path) -> Self:
        """Return these settings, the path of a SQLite file made absolute from `folder`."""
        scheme, _, rest = (self.url or "").partition(":///")
        if scheme.partition("+")[0] != "sqlite" or not rest or rest.startswith((":memory:", "file:", "?", "/")):
            return self
        from sqlalchemy import make_url  # noqa: PLC0415 - as said above

        url = make_url(str(self.url))
        placed = url.set(database=str((folder / str(url.database)).resolve()))
        return self.model_copy(update={"url": placed.render_as_string()})


def carries_secret(url: str) -> bool:
    """Tell whether `url` has a password before its host or among its parameters."""
    parts = urlsplit(url)
    names = {name.lower() for name, _ in parse_qsl(parts.query)} - {"sslkey"}
    return bool(parts.password) or any(name.endswith(_SECRET_ENDINGS) for name in names)


def sqlite_url(file: Path) -> str:
    """Return the URL of the SQLite database in `file`, whatever characters its path has."""
    from sqlalchemy import URL  # noqa: PLC0415 - as said above

    return URL.create("sqlite", database=str(file)).render_as_string()
