"""Which addresses a public web page may live at, and what a host name spells when it is an address in disguise.

The networks are those of IANA's special-purpose address registries (RFC 6890, as of 2025), kept here as data
because `ipaddress.is_global` lets multicast, 6to4, NAT64 and 192.0.0.0/24 through and differs between Python
versions.
"""

import ipaddress
import socket
from collections.abc import Iterable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# https://www.iana.org/assignments/iana-ipv4-special-registry, and what clouds answer on besides.
FORBIDDEN_IPV4 = {
    ipaddress.IPv4Network(network): name
    for network, name in {
        "0.0.0.0/8": "of this host",
        "10.0.0.0/8": "private",
        "100.64.0.0/10": "of a carrier's own network",
        "127.0.0.0/8": "of this machine itself",
        "168.63.129.16/32": "of a cloud's platform service",
        "169.254.0.0/16": "link-local, where clouds keep their metadata",
        "172.16.0.0/12": "private",
        "192.0.0.0/24": "for protocols",
        "192.0.2.0/24": "for documentation",
        "192.31.196.0/24": "of an anycast sink",
        "192.52.193.0/24": "of a multicast relay",
        "192.88.99.0/24": "of a 6to4 relay",
        "192.168.0.0/16": "private",
        "192.175.48.0/24": "of an anycast sink",
        "198.18.0.0/15": "for benchmarks",
        "198.51.100.0/24": "for documentation",
        "203.0.113.0/24": "for documentation",
        "224.0.0.0/4": "multicast",
        "240.0.0.0/4": "reserved",
    }.items()
}

# https://www.iana.org/assignments/ipv6-address-space: global unicast is 2000::/3 and nothing else, so that the
# IPv4-mapped, NAT64, unique-local, link-local and multicast ranges need no line of their own.
PUBLIC_IPV6 = ipaddress.IPv6Network("2000::/3")
# https://www.iana.org/assignments/iana-ipv6-special-registry, as far as it lies within 2000::/3.
FORBIDDEN_IPV6 = {
    ipaddress.IPv6Network(network): name
    for network, name in {
        "2001::/23": "for protocols, Teredo and benchmarks among them",
        "2001:db8::/32": "for documentation",
        "2002::/16": "of a 6to4 tunnel",
        "2620:4f:8000::/48": "of an anycast sink",
        "3fff::/20": "for documentation",
    }.items()
}


def why_forbidden(address: Address, allowed: Iterable[Network] = ()) -> str | None:
    """Return what kind of address `address` is if no public page lives there, e.g. "private", else None.

    An address within one of the `allowed` networks is never forbidden. The IPv6 disguises of an IPv4 address
    count as IPv6: allowing 127.0.0.0/8 does not allow ::ffff:127.0.0.1.
    """
    if any(address in network for network in allowed):
        return None
    if isinstance(address, ipaddress.IPv4Address):
        return next((name for network, name in FORBIDDEN_IPV4.items() if address in network), None)
    if address not in PUBLIC_IPV6:
        return "outside the public IPv6 range"
    return next((name for network, name in FORBIDDEN_IPV6.items() if address in network), None)


# What machines of a cloud are told about themselves, credentials included; no page lives there, whoever asks.
# AWS, Google and Azure; AWS by IPv6; Alibaba; Oracle; Azure's platform service.
CLOUD_METADATA = (
    *map(ipaddress.ip_network, ("169.254.0.0/16", "fd00:ec2::/32", "100.100.100.200/32", "192.0.0.192/32")),
    ipaddress.ip_network("168.63.129.16/32"),
)


def is_cloud_metadata(address: Address) -> bool:
    """Tell whether clouds answer their own machines at `address`, so that nobody should be advised to allow it."""
    return any(address in network for network in CLOUD_METADATA)


def spelled_address(host: str) -> Address | None:
    """Return the address that `host` spells in any notation a resolver takes, or None if it is a name.

    Resolvers read 127.1, 2130706433, 0x7f000001 and 0177.0.0.1 as 127.0.0.1 (inet_aton); so does this.
    """
    bare = host.removesuffix(".").split("%")[0]
    try:
        return ipaddress.ip_address(bare)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(bare))
    except (OSError, UnicodeError):
        return None
