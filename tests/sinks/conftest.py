"""A store to deliver to, and a secret to sign with."""

from collections.abc import Iterator

import pytest
from pytest_httpserver import HTTPServer
from stores import Bucket, object_store


@pytest.fixture(scope="session")
def store() -> Iterator[str]:
    with object_store() as endpoint:
        yield endpoint


@pytest.fixture
def bucket(store: str) -> Bucket:
    return Bucket(store)


@pytest.fixture
def consumer(loopback: HTTPServer) -> Iterator[HTTPServer]:
    loopback.clear()
    yield loopback
    loopback.clear()
