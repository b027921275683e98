"""What tests put into a ledger, and the databases it is tested on."""

import datetime as dt
import functools
import hashlib
import importlib.util
import os

from sqlalchemy import create_engine, make_url
from sqlalchemy.exc import OperationalError

from pipeline.ledger import Item, Ledger, PublicationRow

NOW = dt.datetime(2026, 1, 15, 9, 30, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
LOCAL_SOCKET = "postgresql:///postgres?connect_timeout=2"


def add(ledger: Ledger, name: str, *, source: str | None = None, at: dt.datetime = NOW) -> Item:
    """Add the article at https://www.example.org/NAME."""
    url = f"https://www.example.org/{name}"
    return ledger.add(hashlib.sha256(url.encode()).hexdigest()[:16], url, url, source=source, now=at)[0]


def row(item: Item, revision: int = 1, letter: str = "a", *, withdrawn: bool = False) -> PublicationRow:
    """Return what the index says of a revision of `item`, whose file's digest is all `letter`."""
    return PublicationRow(
        item_id=item.id,
        revision=revision,
        state="withdrawn" if withdrawn else "published",
        headline="يفتح الميناء أبوابه",
        updated=NOW,
        sha256=letter * 64,
        content="c" * 64,
    )


@functools.cache
def postgresql() -> str | None:
    """Return the URL of a PostgreSQL server to test on: the one that is named, or one on the local socket."""
    if importlib.util.find_spec("psycopg") is None:
        return None
    named = os.environ.get("REPUBLISH_TEST_POSTGRESQL")
    server = make_url(named or LOCAL_SOCKET).set(drivername="postgresql+psycopg")
    engine = create_engine(server)
    try:
        engine.connect().close()
    except OperationalError:
        if named:
            raise
        return None
    finally:
        engine.dispose()
    return server.render_as_string(hide_password=False)
