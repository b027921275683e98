"""The table [fetch] of the configuration: how pages are fetched."""

import ipaddress
from typing import Annotated

from pydantic import BeforeValidator, Field

from pipeline.settings.table import Table


def _network(value: object) -> object:
    """Read a network as it is written, and say how to write one that is not."""
    if isinstance(value, ipaddress.IPv4Network | ipaddress.IPv6Network):
        return value
    try:
        return ipaddress.ip_network(_text(value))
    except ValueError as error:
        try:
            meant = f"; did you mean {str(ipaddress.ip_network(_text(value), strict=False))!r}?"
        except ValueError:
            meant = "; write it as in 10.0.0.0/8 or fd00::/8"
        raise ValueError(f"{value!r} is no network{meant}") from error


def _text(value: object) -> str:
    """Return a network's text; `ipaddress` would take a number for an address."""
    return value if isinstance(value, str) else ""


Network = Annotated[ipaddress.IPv4Network | ipaddress.IPv6Network, BeforeValidator(_network)]


class FetchSettings(Table):
    """How pages are fetched. Times in seconds, sizes in bytes."""

    user_agent: str = "republish/0.1 (+https://republish.example/bot)"
    allow_private_networks: tuple[Network, ...] = ()
    allow_ports: tuple[Annotated[int, Field(ge=1, le=65535)], ...] = (80, 443)
    concurrency: int = Field(default=8, ge=1, le=256)
    per_host_connections: int = Field(default=1, ge=1)
    per_host_delay: float = Field(default=1.0, ge=0)
    max_bytes: int = Field(default=10_000_000, ge=1_000)
    connect_timeout: float = Field(default=10.0, gt=0)
    read_timeout: float = Field(default=20.0, gt=0)
    total_timeout: float = Field(default=60.0, gt=0)
    attempts: int = Field(default=3, ge=1, le=10)
    backoff: float = Field(default=0.5, ge=0, description="longest first pause between attempts; it doubles")
    max_wait: float = Field(
        default=30.0, ge=0, description="longest pause between attempts; Retry-After beyond it fails"
    )
