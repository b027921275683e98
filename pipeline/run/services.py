"""What a run needs beside its items, opened once and closed together."""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.arabic.wording import Wording, load_wording
from pipeline.config import Settings
from pipeline.engines import Engine, build
from pipeline.errors import StorageError
from pipeline.ledger import Ledger
from pipeline.web.client import WebClient


def utc_now() -> dt.datetime:
    """Return the present instant, in UTC."""
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True)
class Services:
    """The ledger, the web client, the engines in their order, the wording, and the clock."""

    settings: Settings
    ledger: Ledger
    client: WebClient
    engines: tuple[Engine, ...]
    wording: Wording
    clock: Callable[[], dt.datetime] = utc_now


def make_state_folder(state: Path) -> None:
    """Make the state folder; raise StorageError where that cannot be."""
    try:
        state.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"the state folder cannot be made: {error.strerror}",
            item=str(state),
            next_step="give this user the right to write there, or set [paths] state",
        ) from error


def open_ledger(settings: Settings) -> Ledger:
    """Open the configured ledger, making its folder where it is a file."""
    if settings.ledger.url is None:
        make_state_folder(settings.paths.state)
    password = settings.ledger.password
    return Ledger.open(settings.ledger_url, password.get_secret_value() if password else None)


@contextlib.contextmanager
def open_services(settings: Settings, clock: Callable[[], dt.datetime] = utc_now) -> Iterator[Services]:
    """Open everything that `settings` name, and close it at the end."""
    wording = load_wording(settings.paths.wording)
    engines = tuple(
        build(name, settings.engines[name], settings.translate.target) for name in settings.translate.engines
    )
    with contextlib.closing(open_ledger(settings)) as ledger, WebClient(settings.fetch) as client:
        yield Services(settings, ledger, client, engines, wording, clock)
