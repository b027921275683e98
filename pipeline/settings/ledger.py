"""The table [ledger] of the configuration: where the ledger is."""

from pathlib import Path
from typing import Self

from pydantic import SecretStr, field_validator

from pipeline.settings.table import Table
from pipeline.settings.urls import carries_secret

# SQLAlchemy is large, and of no use to a command that only prints its help: it is imported where it is needed.


class LedgerSettings(Table):
    """Where the ledger is: a SQLAlchemy URL, or null for a SQLite file in the state folder."""

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


def sqlite_url(file: Path) -> str:
    """Return the URL of the SQLite database in `file`, whatever characters its path has."""
    from sqlalchemy import URL  # noqa: PLC0415 - as said above

    return URL.create("sqlite", database=str(file)).render_as_string()
