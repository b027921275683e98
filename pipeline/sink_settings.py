"""The tables [sinks.NAME] of the configuration: the places where publications are delivered to."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

SinkKind = Literal["folder", "object_store", "webhook"]
SCHEMES: Mapping[SinkKind, tuple[str, ...]] = MappingProxyType(
    {"folder": (), "object_store": ("s3", "gs", "az"), "webhook": ("https", "http")}
)
SECRET_ENDINGS = ("key", "token", "secret")
"""How the options end that are secrets, e.g. secret_access_key; access_key_id is none."""


class SinkSettings(BaseModel):
    """A place where publications are delivered to, besides [paths] published. Times in seconds.

    A folder has a `path`; an object store a `url` such as s3://bucket/folder, and `options` by the names that its
    vendor's tools use, e.g. region; a webhook a `url`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: SinkKind
    path: Path | None = None
    url: str | None = None
    options: dict[str, str] = Field(default_factory=dict)
    secret: SecretStr | None = None
    timeout: float = Field(default=30.0, gt=0)
    attempts: int = Field(default=4, ge=1, le=10)
    backoff: float = Field(default=0.5, ge=0, description="first pause between attempts, doubled each time")
    max_wait: float = Field(default=20.0, ge=0, description="longest pause; Retry-After beyond it fails")

    @model_validator(mode="after")
    def _has_its_address(self) -> Self:
        needed, other = ("path", "url") if self.kind == "folder" else ("url", "path")
        if getattr(self, needed) is None or getattr(self, other) is not None:
            raise ValueError(f"a sink of kind {self.kind!r} has a {needed} and no {other}")
        parts, schemes = urlsplit(self.url or ""), SCHEMES[self.kind]
        if schemes and (parts.scheme not in schemes or not parts.hostname):
            raise ValueError(f"url: write it as {' or '.join(f'{scheme}://…' for scheme in schemes)}")
        if parts.password:
            raise ValueError("url: a secret does not belong in a URL; set REPUBLISH_SINKS__NAME__SECRET")
        return self

    @model_validator(mode="after")
    def _has_options_that_may_be_read(self) -> Self:
        if self.options and self.kind != "object_store":
            raise ValueError(f"a sink of kind {self.kind!r} has no options")
        if secrets := [name for name in self.options if name.lower().endswith(SECRET_ENDINGS)]:
            raise ValueError(f"options: {secrets[0]} does not belong in a file; set REPUBLISH_SINKS__NAME__SECRET")
        return self


def configured(sinks: object) -> object:
    """Leave out of [sinks] what the environment alone has: the secret of another configuration's sink."""
    if not isinstance(sinks, dict):
        return sinks
    return {name: table for name, table in sinks.items() if not isinstance(table, dict) or table.keys() != {"secret"}}
