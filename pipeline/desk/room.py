"""What every route of the desk works with."""

import threading
from dataclasses import dataclass, field
from typing import Annotated, cast

from fastapi import Depends, Request

from pipeline.config import Settings
from pipeline.desk.access import Access
from pipeline.desk.configuration import Configuration
from pipeline.desk.hours import Hours
from pipeline.desk.retries import Retries
from pipeline.desk.spending import Spending
from pipeline.desk.tally import Tally
from pipeline.ledger import Ledger


@dataclass(frozen=True)
class Room:
    """The configuration, the ledger, who may come in, the retries under way; and what is counted for the queue.

    `deciding` is held from looking at an item's version until the decision stands, so that of two editors who decide
    at the same moment the second is told. `ending` is set when the desk is to end: answers that go on end then.
    """

    configuration: Configuration
    ledger: Ledger
    access: Access
    retries: Retries
    hours: Hours
    spending: Spending
    tally: Tally
    deciding: threading.Lock = field(default_factory=threading.Lock)
    ending: threading.Event = field(default_factory=threading.Event)

    @property
    def settings(self) -> Settings:
        """The configuration as its files say it now."""
        return self.configuration.current()


async def _room(request: Request) -> Room:  # async: of a plain function FastAPI makes work for a thread
    return cast("Room", request.app.state.room)


InRoom = Annotated[Room, Depends(_room)]
