"""An object store that speaks as Amazon S3 does: moto's server, a process of its own on loopback."""

import contextlib
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx
from lxml import etree

OWNER = "AWS4-HMAC-SHA256 Credential=newsroom/20240101/eu-central-1/s3/aws4_request, SignedHeaders=host, Signature=0"
"""moto looks who asks and does not check it; a stranger is not given a private object."""


@dataclass(frozen=True)
class Bucket:
    """A bucket of the store at `endpoint`, empty at first."""

    endpoint: str
    name: str = field(default_factory=lambda: f"news-{uuid.uuid4().hex}")

    def __post_init__(self) -> None:
        httpx.put(f"{self.endpoint}/{self.name}").raise_for_status()

    @property
    def port(self) -> int:
        """The store's port on loopback."""
        return urlsplit(self.endpoint).port or 0

    def options(self, endpoint: str | None = None) -> dict[str, str]:
        """Return the options of a sink that delivers here, by way of another address where one is given."""
        return {"endpoint": endpoint or self.endpoint, "region": "eu-central-1", "access_key_id": "newsroom"}

    def get(self, key: str) -> httpx.Response:
        """Return the object, as a reader gets it."""
        return httpx.get(f"{self.endpoint}/{self.name}/{key}", headers={"Authorization": OWNER})

    def objects(self) -> list[str]:
        """Return the keys of all objects, in order."""
        listing = etree.fromstring(httpx.get(f"{self.endpoint}/{self.name}?list-type=2").content)
        return sorted(str(element.text) for element in listing.iterfind(".//{*}Contents/{*}Key"))


@contextlib.contextmanager
def object_store() -> Iterator[str]:
    """Start a store; give its address."""
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        try:
            running = next(line for line in process.stderr if "Running on" in line)
            # It logs each request: unread, it would stand still when the pipe is full.
            process.stderr.close()
            yield running.split()[-1]
        finally:
            process.kill()
