"""Whose certificates are believed: certifi's authorities, or those of SSL_CERT_FILE or SSL_CERT_DIR."""

import os
import ssl
from functools import cache

import httpx


def verifying() -> ssl.SSLContext:
    """Return what verifies every server's certificate; one for all connections of a process, thread-safe.

    Reading the authorities takes some 20 ms of CPU, and each client would do it again.
    """
    return _read(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))


@cache
def _read(file: str | None, folder: str | None) -> ssl.SSLContext:
    del file, folder  # httpx reads them itself
    return httpx.create_ssl_context()
