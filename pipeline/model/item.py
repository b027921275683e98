"""An item: one article on its way, and where it stands."""

import datetime as dt

from pipeline.model.base import Model
from pipeline.states import Stage, State


class Item(Model):
    """One article on its way.

    `stage` is the stage to run next; of a failed or refused item, the one that stopped it.
    `reason` is an error's code or a refusal's reason, `message` its whole text with the next step.
    `next_attempt_at` is null where no run tries again by itself. `starts` is how often it was begun since one of its
    stages was last done: more than once means that its process died. `backfill` is what was no news when it was found.
    """

    id: str
    url: str
    source: str | None
    state: State
    stage: Stage
    reason: str | None
    message: str | None
    attempts: int
    next_attempt_at: dt.datetime | None
    headline: str | None
    reviewer: str | None
    bypass_memory: bool
    discovered_at: dt.datetime
    updated_at: dt.datetime
    starts: int = 0
    backfill: bool = False

    @property
    def is_dead(self) -> bool:
        """Whether it is a dead letter: it failed, and no run tries it again before a person says so."""
        return self.state == "failed" and self.next_attempt_at is None


class Event(Model):
    """Something that happened to an item, or to the pipeline where `item_id` is null; `by` is a person or null."""

    id: int
    at: dt.datetime
    item_id: str | None
    event: str
    by: str | None
    detail: str | None
