"""A site without robots.txt, and clients that may fetch from it."""

import socket
from collections.abc import Callable, Iterator

import pytest
from hostile import loopback_settings
from pytest_httpserver import HTTPServer

from pipeline.web import WebClient


@pytest.fixture
def site(loopback: HTTPServer) -> Iterator[HTTPServer]:
    loopback.clear()
    loopback.expect_request("/robots.txt").respond_with_data("", status=404)
    yield loopback
    loopback.clear()


@pytest.fixture
def open_client() -> Iterator[Callable[..., WebClient]]:
    """Makes clients for ports of this machine; keyword arguments are fetch settings."""
    clients: list[WebClient] = []

    def opened(*ports: int, **changes: object) -> WebClient:
        clients.append(WebClient(loopback_settings(*ports, **changes)))
        return clients[-1]

    yield opened
    for client in clients:
        client.close()


@pytest.fixture
def client(site: HTTPServer, open_client: Callable[..., WebClient]) -> WebClient:
    return open_client(site.port)


@pytest.fixture
def free_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
