"""The ledger, opened where the configuration says: all that a look at how things stand needs of a run."""

import datetime as dt
from pathlib import Path

from pipeline.config import Settings
from pipeline.ledger import Ledger
from pipeline.stages.publish.files import storage_errors


def utc_now() -> dt.datetime:
    """Return the present instant, in UTC."""
    return dt.datetime.now(dt.UTC)


def make_state_folder(state: Path) -> None:
    """Make the state folder, for this user alone; raise StorageError where that cannot be."""
    with storage_errors(state):
        state.mkdir(mode=0o700, parents=True, exist_ok=True)


def open_ledger(settings: Settings) -> Ledger:
    """Open the configured ledger, making its folder where it is a file."""
    if settings.ledger.url is None:
        make_state_folder(settings.paths.state)
    password = settings.ledger.password
    return Ledger.open(settings.ledger_url, password.get_secret_value() if password else None)
