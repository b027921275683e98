"""The tables [sinks.NAME] and [announce] of the configuration: where publications, and news of the pipeline, go."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator

from pipeline.settings.table import Table

SinkKind = Literal["folder", "object_store", "webhook"]
SCHEMES: Mapping[SinkKind, tuple[str, ...]] = MappingProxyType(
    {"folder": (), "object_store": ("s3", "gs", "az"), "webhook": ("https", "http")}
)
KEEPS_FILES: frozenset[SinkKind] = frozenset({"folder", "object_store"})
"""Kinds that hold what [paths] published holds, index, feed and changes included; others are told of each revision."""
SECRET_ENDINGS = ("key", "token", "secret")
"""How the options end that are secrets, e.g. secret_access_key; access_key_id is none."""


class SinkSettings(Table):
    """A place where publications are delivered to, besides [paths] published. Times in seconds.

    A folder has a `path`; an object store a `url` such as s3://bucket/folder, and `options` by the names that its
    vendor's tools use, e.g. region; a webhook a `url`.
    """

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


class AnnounceSettings(Table):
    """Where the newsroom is told of what waits for a person. The address is masked, as it may itself be the secret."""

    url: SecretStr | None = None
    secret: SecretStr | None = Field(default=None, description="to sign with; without it, nothing is signed")
    timeout: float = Field(default=10.0, gt=0)
    attempts: int = Field(default=2, ge=1, le=10)
    backoff: float = Field(default=0.5, ge=0, description="first pause between attempts, doubled each time")
    max_wait: float = Field(default=5.0, ge=0, description="longest pause; Retry-After beyond it fails")

    @field_validator("url")
    @classmethod
    def _is_an_address(cls, url: SecretStr | None) -> SecretStr | None:
        parts = urlsplit(url.get_secret_value() if url else "https://none")
        if parts.scheme not in SCHEMES["webhook"] or not parts.hostname or parts.password:
            raise ValueError("write it as https://…, with no user; REPUBLISH_ANNOUNCE__URL sets it too")
        return url

    @property
    def host(self) -> str | None:
        """Return the host that is told, or None where nobody is."""
        return urlsplit(self.url.get_secret_value()).hostname if self.url else None

    def as_sink(self) -> SinkSettings:
        """Return the webhook that this is."""
        url = self.url.get_secret_value() if self.url else ""
        return SinkSettings(kind="webhook", url=url, **self.model_dump(exclude={"url"}))
