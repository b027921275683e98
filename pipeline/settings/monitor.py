"""The table [monitor] of the configuration: how whoever watches over the pipeline learns that it runs."""

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator

from pipeline.settings.table import Table


class MonitorSettings(Table):
    """A file of figures for Prometheus, and an address that is told of each run's beginning and end.

    The address is masked, as it is itself the secret.
    """

    metrics: Path | None = Field(default=None, description="for node_exporter's textfile collector, ending in .prom")
    ping: SecretStr | None = Field(default=None, description="as healthchecks.io has it: /start and /fail are added")
    timeout: float = Field(default=10.0, gt=0)

    @field_validator("metrics")
    @classmethod
    def _is_collected(cls, path: Path | None) -> Path | None:
        if path is not None and path.suffix != ".prom":
            raise ValueError("node_exporter reads files alone whose names end in .prom")
        return path

    @field_validator("ping")
    @classmethod
    def _is_an_address(cls, url: SecretStr | None) -> SecretStr | None:
        parts = urlsplit(url.get_secret_value() if url else "https://none")
        if parts.scheme not in {"https", "http"} or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("write it as https://…, without a query; REPUBLISH_MONITOR__PING sets it too")
        return url
