"""A page as it was fetched."""

import hashlib

from pydantic import AwareDatetime, Field

from pipeline.model.base import Model
from pipeline.model.rights import Signal


class SourcePage(Model):
    """What a server answered when a URL was asked for: bytes, and how they came.

    `url` is what was asked for, `final_url` what answered after `redirects` (each hop's URL, in order).
    `html` is the body after decompression, still in its own encoding; `content_type` is the whole header,
    charset included. `headers` keeps only those that later stages read, names in lower case.
    `signals` are what the site's own files say about reuse.
    """

    url: str
    final_url: str
    redirects: tuple[str, ...] = ()
    status: int
    content_type: str
    headers: dict[str, str] = Field(default_factory=dict)
    retrieved_at: AwareDatetime
    html: bytes
    signals: tuple[Signal, ...] = ()

    @property
    def content_sha256(self) -> str:
        """SHA-256 of the body, in hex."""
        return hashlib.sha256(self.html).hexdigest()
