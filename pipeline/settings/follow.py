"""The table [follow] of the configuration: how long published articles are looked at again, and what follows."""

import datetime as dt
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BeforeValidator, PlainSerializer, field_validator

from pipeline.durations import duration, written
from pipeline.settings.table import Table


def _length(value: object) -> object:
    return duration(value) if isinstance(value, str) else value


Duration = Annotated[dt.timedelta, BeforeValidator(_length), PlainSerializer(written)]


def _lengths(*texts: str) -> tuple[dt.timedelta, ...]:
    return tuple(map(duration, texts))


class FollowSettings(Table):
    """When a published article's page is looked at again, and what becomes of one whose page is gone.

    `after` are lengths of time since its last revision appeared; none means never. `gone` is what follows where the
    page is gone for good; where a first look alone does not prove it, a second one does, `confirm` later at the least.
    """

    after: tuple[Duration, ...] = _lengths("15m", "1h", "6h", "1d", "3d", "7d")
    gone: Literal["withdraw", "hold"] = "withdraw"
    confirm: Duration = duration("1h")

    @field_validator("after")
    @classmethod
    def _grow(cls, after: tuple[dt.timedelta, ...]) -> tuple[dt.timedelta, ...]:
        if any(later <= earlier for earlier, later in pairwise((dt.timedelta(), *after))):
            raise ValueError("each is to be longer than the one before it, as in 15m, 1h, 1d")
        return after

    def next_look(self, since: dt.datetime, now: dt.datetime) -> dt.datetime | None:
        """Return when to look next at what last changed at `since`; looks that were missed are one. None: no more."""
        return next((at for at in (since + pause for pause in self.after) if at > now), None)
