"""A sink: a carrier that is given what is to be delivered with patience."""

import time
from collections.abc import Callable
from typing import Self

import tenacity

from pipeline.errors import SinkUnavailable
from pipeline.sink_settings import SinkSettings
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
        self._settings = settings
        self._sleep = sleep

    @property
    def name(self) -> str:
        """Its name in the configuration."""
        return self._carrier.name

    def take(self, parcel: Parcel) -> None:
        """Bring `parcel` there; see Carrier.take."""
        self._patiently()(self._carrier.take, parcel)

    def remove(self, name: str) -> None:
        """Take away what was brought there under `name`."""
        self._patiently()(self._carrier.remove, name)

    def close(self) -> None:
        """Close the carrier's connections."""
        self._carrier.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _patiently(self) -> tenacity.Retrying:
        return tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(SinkUnavailable),
            stop=self._is_enough,
            wait=self._pause,
            sleep=self._sleep,
            reraise=True,
        )

    def _pause(self, state: tenacity.RetryCallState) -> float:
        jitter = tenacity.wait_random_exponential(multiplier=self._settings.backoff, max=self._settings.max_wait)
        asked = _retry_after(state)
        return jitter(state) if asked is None else asked

    def _is_enough(self, state: tenacity.RetryCallState) -> bool:
        asked_to_wait = _retry_after(state) or 0
        return state.attempt_number >= self._settings.attempts or asked_to_wait > self._settings.max_wait


def _retry_after(state: tenacity.RetryCallState) -> float | None:
    error = state.outcome.exception() if state.outcome else None
    return error.retry_after if isinstance(error, SinkUnavailable) else None
