"""Editors whom a proxy has signed in: it names each of them in a header of every request."""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.types import Scope

from pipeline.settings.fetch import Network

LONGEST_NAME = 100
"""Code points of a name; a proxy that names more sends something else."""


@dataclass(frozen=True)
class Proxy:
    """The header that names who is signed in, believed from an address within `networks` only."""

    header: str
    networks: Sequence[Network]

    def name(self, scope: Scope) -> str | None:
        """Return who is signed in, or None where nobody says so whom we believe.

        A header that comes twice is believed in neither: one of them may be what the browser sent.
        """
        wanted = self.header.lower().encode()
        given = [value for name, value in scope["headers"] if name == wanted]
        if len(given) != 1 or not self._trusts(scope):
            return None
        try:
            name = " ".join(given[0].decode().split())
        except UnicodeDecodeError:
            return None
        return name if name.isprintable() and 0 < len(name) <= LONGEST_NAME else None

    def _trusts(self, scope: Scope) -> bool:
        host = (scope.get("client") or ("", 0))[0]
        try:
            address = ipaddress.ip_address(host)
        except ValueError:
            return False
        # A socket of both protocols tells an address of IPv4 within one of IPv6 (RFC 4291, 2.5.5.2).
        address = getattr(address, "ipv4_mapped", None) or address
        return any(address in network for network in self.networks)
