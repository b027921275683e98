"""The guard at the socket: resolve, check every address, and connect to an address that was checked.

A check of the name alone would be worth nothing: between check and connect the name may come to mean another
address (DNS rebinding). Here the address that was checked is the one connected to.
"""

import socket
import ssl
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import httpcore
from httpcore import SOCKET_OPTION

from pipeline.errors import HostNotFound, Refused
from pipeline.web.addresses import Address, Network, is_cloud_metadata, spelled_address, why_forbidden
from pipeline.web.limits import current_budget

# What turns a name into its addresses; raises HostNotFound.
Resolver = Callable[[str], Sequence[Address]]


ALLOW_IT = "if the page is your own, add its network to fetch.allow_private_networks"
LEAVE_IT = "leave it: clouds keep credentials there, and no page"


def system_resolver(host: str) -> list[Address]:
    """Return the addresses of `host` as the system resolves it; raises HostNotFound."""
    try:
        answers = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        silent = error.errno == socket.EAI_AGAIN
        raise HostNotFound(
            f"the name server gave no answer for {host}" if silent else f"there is no host called {host}",
            next_step="check the network" if silent else "check the URL for a slip; a later run tries again",
        ) from error
    except UnicodeError as error:
        raise Refused("address", f"{host!r} is no host", next_step="correct the URL") from error
    addresses = (spelled_address(str(answer[4][0])) for answer in answers)
    return [address for address in addresses if address is not None]


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to checked addresses only, within the current budget."""

    def __init__(
        self, allowed: Iterable[Network], resolve: Resolver, network: httpcore.NetworkBackend | None = None
    ) -> None:
        self._allowed = tuple(allowed)
        self._resolve = resolve
        self._network = network or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of `host` that answers; raises Refused when any of them is forbidden."""
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in self.checked_addresses(host):
            try:
                seconds = current_budget().seconds(timeout)
                stream = self._network.connect_tcp(str(address), port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _BudgetedStream(stream)
        raise failure

    def checked_addresses(self, host: str) -> list[Address]:
        """Return the addresses of `host`, all of them fit to connect to.

        One forbidden address among several refuses the host: which one is connected to must not depend on luck.
        """
        spelled = spelled_address(host)
        addresses = [spelled] if spelled else list(self._resolve(host))
        for address in addresses:
            kind = why_forbidden(address, self._allowed)
            if kind:
                raise Refused(
                    "address",
                    f"{host} has the address {address}, which is no public one ({kind})",
                    next_step=LEAVE_IT if is_cloud_metadata(address) else ALLOW_IT,
                )
        return addresses


class _BudgetedStream(httpcore.NetworkStream):
    """A connection whose every step is paid from the current budget."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        current = current_budget()
        data = self._stream.read(max_bytes, current.seconds(timeout))
        current.spend(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, current_budget().seconds(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        seconds = current_budget().seconds(timeout)
        return _BudgetedStream(self._stream.start_tls(ssl_context, server_hostname, seconds))

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - as the class it stands in for has it
        return self._stream.get_extra_info(info)
