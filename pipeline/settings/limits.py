"""The table [limits] of the configuration: how long an item, each of its stages, and its computing may take."""

import datetime as dt

from pydantic import field_validator

from pipeline.durations import duration
from pipeline.settings.follow import Duration
from pipeline.settings.table import Table


class LimitsSettings(Table):
    """After which time an item fails, in all of a run and at one stage; a later run tries it again as any other."""

    item: Duration = duration("1h")
    stage: Duration = duration("30m")
    computing: Duration = duration("2m")

    @field_validator("item", "stage", "computing")
    @classmethod
    def _is_some(cls, length: dt.timedelta) -> dt.timedelta:
        if not length:
            raise ValueError("no time at all lets nothing be done")
        return length
