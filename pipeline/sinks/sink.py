"""A sink: a carrier that is given what is to be delivered with patience."""

import time
from collections.abc import Callable
from typing import Self

from pipeline.errors import SinkUnavailable
from pipeline.patience import patiently
from pipeline.settings.sinks import SinkSettings
from pipeline.sinks.protocol import Carrier, Parcel


class Sink:
    """A carrier, asked again where it failed in passing, `settings.attempts` times in all.

    The pause is what Retry-After asks, or else `settings.backoff` seconds, doubled each time, with jitter. A
    Retry-After longer than `settings.max_wait` is not waited for: the error is raised, and tells it.
    """

    def __init__(
        self, carrier: Carrier, settings: SinkSettings, *, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._carrier = carrier
        self._patiently = patiently(settings, lambda error: isinstance(error, SinkUnavailable), sleep=sleep)

    @property
    def name(self) -> str:
        """Its name in the configuration."""
        return self._carrier.name

    def take(self, parcel: Parcel) -> None:
        """Bring `parcel` there; see Carrier.take."""
        self._patiently(self._carrier.take, parcel)

    def remove(self, name: str) -> None:
        """Take away what was brought there under `name`."""
        self._patiently(self._carrier.remove, name)

    def close(self) -> None:
        """Close the carrier's connections."""
        self._carrier.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
