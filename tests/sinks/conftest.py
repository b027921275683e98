"""A consumer to deliver to."""

from collections.abc import Iterator

import pytest
from pytest_httpserver import HTTPServer


@pytest.fixture
def consumer(loopback: HTTPServer) -> Iterator[HTTPServer]:
    loopback.clear()
    yield loopback
    loopback.clear()
