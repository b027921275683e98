"""What may be asked for at all: URLs by scheme, host and port, before any name is resolved."""

import re
from collections.abc import Collection

import httpx

from pipeline.errors import Refused

# A host as it goes on the wire: letters, digits, hyphens, dots; underscores occur. Or an IPv6 address.
HOST = re.compile(rb"[a-z0-9._-]+|[0-9a-f:.]+(%[a-z0-9]+)?")


def checked_target(url: str, ports: Collection[int]) -> httpx.URL:
    """Return `url` parsed, without its fragment; raises Refused("address") unless it is one that we fetch.

    That is: http or https, a host in its plain spelling, one of `ports`, and neither user nor password.
    """
    try:
        target = httpx.URL(url).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as error:
        raise Refused("address", f"this is no URL: {error}", next_step="correct it") from error
    if target.scheme not in {"http", "https"}:
        raise Refused("address", "only http and https are fetched", next_step="give the article's web address")
    if not HOST.fullmatch(target.raw_host):
        raise Refused("address", f"{target.raw_host.decode()!r} is no host", next_step="correct the URL")
    if target.userinfo:
        raise Refused("address", "a URL with a user or a password is not fetched", next_step="take them out")
    if effective_port(target) not in ports:
        raise Refused(
            "address",
            f"port {effective_port(target)} is not one that is fetched from",
            next_step="if the page is your own, add its port to fetch.allow_ports",
        )
    return target


def redirect_target(target: httpx.URL, location: str) -> str:
    """Return the URL that `location`, a Location header of `target`, redirects to; raises Refused("redirect")."""
    try:
        following = target.join(location)
    except (httpx.InvalidURL, ValueError) as error:
        raise Refused("redirect", f"it redirects to {location[:200]!r}, which is no URL") from error
    if target.scheme == "https" and following.scheme == "http":
        raise Refused("redirect", f"it redirects from https to http ({following})")
    return str(following)


def host_of(url: httpx.URL) -> str:
    """Return the server that `url` is asked of, as host:port."""
    # As it goes on the wire: not every xn-- name can be spelt in letters.
    return f"{url.raw_host.decode()}:{effective_port(url)}"


def effective_port(url: httpx.URL) -> int:
    """Return the port that a request for the http or https URL `url` goes to."""
    default = 443 if url.scheme == "https" else 80
    return default if url.port is None else url.port
