"""The table [workers] of the configuration: many machines that work on one ledger."""

import importlib.util
from typing import Self

from pydantic import Field, field_validator, model_validator

from pipeline.durations import duration
from pipeline.settings.follow import Duration
from pipeline.settings.table import Table


class WorkersSettings(Table):
    """Whether workers process what `run` and the operator's commands hand to them, and how they look after each other.

    `concurrency` items at a time a worker. `discover` is when the sources are asked, as cron writes it, in UTC; empty
    for never. A worker tells every `heartbeat` that it lives; where it has not for `stalled_after`, others take over.
    What was published is in the consumers' files and with the sinks after `finish_after`.
    """

    enabled: bool = False
    concurrency: int = Field(default=8, ge=1, le=256)
    discover: str = "*/10 * * * *"
    heartbeat: Duration = duration("5s")
    stalled_after: Duration = duration("25s")
    finish_after: Duration = duration("10s")

    @field_validator("enabled")
    @classmethod
    def _is_installed(cls, enabled: bool) -> bool:  # noqa: FBT001 - pydantic's way to call it
        if enabled and importlib.util.find_spec("procrastinate") is None:
            raise ValueError("workers need procrastinate, which is not installed: pip install 'republish[workers]'")
        return enabled

    @field_validator("discover")
    @classmethod
    def _is_a_schedule(cls, discover: str) -> str:
        if discover and importlib.util.find_spec("croniter"):
            from croniter import croniter  # noqa: PLC0415 - an extra's

            if not croniter.is_valid(discover):
                raise ValueError(f"{discover!r} is no schedule; write it as cron does: */10 * * * *")
        return discover

    @model_validator(mode="after")
    def _is_patient(self) -> Self:
        if self.stalled_after < 2 * self.heartbeat or not self.heartbeat:
            raise ValueError("stalled_after: a worker that is late once is not dead; make it twice heartbeat or more")
        return self
