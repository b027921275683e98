"""What is known of every item: its state, every stage's output, events; and the translation memory.

SQLAlchemy Core; a SQLite file by default, another database by its URL. `Ledger.open(url)` is the door.
"""

from pipeline.ledger.ledger import Ledger
from pipeline.ledger.rows import ChangeRow, CheckRow, DeliveryRow, FeedRow, PublicationRow
from pipeline.ledger.site_files import KeptSiteFiles
from pipeline.ledger.so_far import SoFar
from pipeline.model.item import Event, Item
from pipeline.states import STAGES, STATES, Stage, State

__all__ = [
    "STAGES",
    "STATES",
    "ChangeRow",
    "CheckRow",
    "DeliveryRow",
    "Event",
    "FeedRow",
    "Item",
    "KeptSiteFiles",
    "Ledger",
    "PublicationRow",
    "SoFar",
    "Stage",
    "State",
]
