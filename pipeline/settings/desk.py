"""The table [desk] of the configuration: where the desk listens, and who comes in."""

import re
from typing import Self

from pydantic import Field, SecretStr, field_validator, model_validator

from pipeline.settings.fetch import Network
from pipeline.settings.table import Table

_HEADER_NAME = re.compile(r"[A-Za-z0-9-]+")
"""A header's name, e.g. Remote-User. Not with an underscore, which some servers take for a dash."""


class DeskSettings(Table):
    """The operators' page and the consumers' read API. `host_names` are those it is reached by besides loopback's.

    With `user_header`, who comes in is said by a proxy alone, which signs people in and connects from one of
    `trusted_proxies`; without, whoever has the secret link of the start comes in.
    """

    host: str = "127.0.0.1"
    port: int = Field(default=8780, ge=0, le=65535, description="0 for any that is free")
    host_names: tuple[str, ...] = ()
    session_hours: float = Field(default=12.0, gt=0)
    read_token: SecretStr | None = Field(default=None, min_length=16)
    requests_per_minute: int = Field(default=600, ge=1, description="to the read API, from one address")
    user_header: str | None = None
    trusted_proxies: tuple[Network, ...] = ()

    @field_validator("user_header")
    @classmethod
    def _is_a_header(cls, name: str | None) -> str | None:
        if name is not None and not _HEADER_NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no header's name; write it as in Remote-User")
        return name

    @model_validator(mode="after")
    def _names_the_proxy_whole(self) -> Self:
        if (self.user_header is None) != (not self.trusted_proxies):
            raise ValueError("user_header and trusted_proxies belong together: who signs people in, and from where")
        return self
