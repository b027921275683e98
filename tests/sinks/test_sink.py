"""Patience, whatever the carrier."""

from collections.abc import Callable

import pytest

from pipeline.errors import DeliveryError, PublicationRefused, SinkRefused, SinkUnavailable
from pipeline.settings.sinks import SinkSettings
from pipeline.sinks import Parcel, Sink

PARCEL = Parcel("articles/0123456789abcdef.json", "0123456789abcdef:1:published", b"{}\n")


class Flaky:
    """A carrier that fails as it is told, and then takes everything."""

    name = "partner"

    def __init__(self, *failures: DeliveryError) -> None:
        self.failures = list(failures)
        self.asked: list[object] = []

    def take(self, parcel: Parcel) -> None:
        self.remove(parcel)

    def remove(self, name: object) -> None:
        self.asked.append(name)
        if self.failures:
            raise self.failures.pop(0)

    def close(self) -> None:
        self.asked.append("closed")


def patient(carrier: Flaky, pauses: list[float], **settings: float) -> Sink:
    sink = SinkSettings.model_validate({"kind": "webhook", "url": "https://partner.example/", **settings})
    return Sink(carrier, sink, sleep=pauses.append)


def down(retry_after: float | None = None) -> SinkUnavailable:
    return SinkUnavailable("answered 503", sink="partner", retry_after=retry_after)


def test_what_fails_in_passing_is_brought_again_as_it_was() -> None:
    carrier, pauses = Flaky(down(), down()), list[float]()
    patient(carrier, pauses).take(PARCEL)
    assert carrier.asked == [PARCEL] * 3
    assert len(pauses) == 2


def test_after_so_many_attempts_the_failure_is_told() -> None:
    carrier = Flaky(*(down() for _ in range(5)))
    with pytest.raises(SinkUnavailable):
        patient(carrier, [], attempts=4).take(PARCEL)
    assert len(carrier.asked) == 4


def test_pauses_grow_and_stay_below_the_longest() -> None:
    pauses: list[float] = []
    patient(Flaky(*(down() for _ in range(9))), pauses, attempts=10, backoff=1.0, max_wait=8.0).take(PARCEL)
    assert all(0 <= pause <= min(8.0, 2.0**number) for number, pause in enumerate(pauses))


def test_a_sink_that_says_how_long_is_believed_unless_it_is_too_long() -> None:
    pauses: list[float] = []
    patient(Flaky(down(7.0)), pauses).take(PARCEL)
    assert pauses == [7.0]
    carrier = Flaky(down(3600.0))
    with pytest.raises(SinkUnavailable):
        patient(carrier, pauses).take(PARCEL)
    assert len(carrier.asked) == 1


@pytest.mark.parametrize("kind", [SinkRefused, PublicationRefused])
def test_what_will_not_mend_is_not_tried_again(kind: Callable[..., DeliveryError]) -> None:
    carrier = Flaky(kind("answered 401", sink="partner"))
    with pytest.raises(DeliveryError):
        patient(carrier, []).take(PARCEL)
    assert len(carrier.asked) == 1


def test_removing_has_the_same_patience_and_closing_closes_the_carrier() -> None:
    carrier = Flaky(down())
    with patient(carrier, []) as sink:
        sink.remove("index-0.json")
    assert carrier.asked == ["index-0.json", "index-0.json", "closed"]
