"""What a carrier has to be able to do: take one thing, once.

Patience and the memory of what was delivered are not a carrier's business; `Sink` adds the one to any, and
`pipeline.run.delivery` the other.
"""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Parcel:
    """One thing on its way: a file by its name below [paths] published, in one version.

    A carrier that is sent the same name and version again has the same thing before it: it must not take it for
    another one.
    """

    name: str
    version: str
    body: bytes


class Carrier(Protocol):
    """A way to a place; a file of this folder for each kind. Made with its name in the configuration and settings."""

    @property
    def name(self) -> str:
        """Its name in the configuration."""

    def take(self, parcel: Parcel) -> None:
        """Bring `parcel` there, whole or not at all. Raises errors of the DeliveryError family and no others."""

    def remove(self, name: str) -> None:
        """Take away what was brought there under `name`; only carriers that keep files are asked to."""

    def close(self) -> None:
        """Give back connections."""
