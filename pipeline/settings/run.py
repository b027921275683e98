"""The table [run] of the configuration: how a run uses the machine."""

from pydantic import Field

from pipeline.settings.table import Table


class RunSettings(Table):
    """How extraction and checks are spread over the cores."""

    processes: int | None = Field(
        default=None, ge=0, le=256, description="that compute beside the run's own; by default one a core, 0 for none"
    )
    process_pieces: int = Field(
        default=1_000, ge=1, description="articles after which a process is renewed, which bounds its memory"
    )
