"""A site with feeds and sitemaps, and a client that may fetch from it."""

from collections.abc import Iterator

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
def client(site: HTTPServer) -> Iterator[WebClient]:
    with WebClient(loopback_settings(site.port)) as client:
        yield client
