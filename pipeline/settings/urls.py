"""Which URLs of the configuration can be asked, and which tell a secret."""

from urllib.parse import parse_qsl, urlsplit

_SECRET_ENDINGS = ("password", "passwd", "pwd", "secret", "token", "key")
"""How the parameters of a URL end that are secrets; PostgreSQL's sslkey is the path of one."""


def is_http_url(url: str) -> bool:
    """Tell whether `url` is a whole http or https URL; raises ValueError for what cannot be read as a URL at all."""
    parts = urlsplit(url)
    well_formed = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    return well_formed and url.isprintable() and " " not in url


def carries_secret(url: str) -> bool:
    """Tell whether `url` has a password before its host or among its parameters."""
    parts = urlsplit(url)
    names = {name.lower() for name, _ in parse_qsl(parts.query)} - {"sslkey"}
    return bool(parts.password) or any(name.endswith(_SECRET_ENDINGS) for name in names)
