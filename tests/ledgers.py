"""What tests put into a ledger, and the databases it is tested on."""

import contextlib
import datetime as dt
import functools
import hashlib
import importlib.util
import os
from collections.abc import Iterator

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, make_url
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


def unmarked(url: str, *statements: str) -> None:
    """Make at `url` a ledger as versions from before the revisions did, and execute `statements` on it."""
    drop = ("DROP TABLE alembic_version", "INSERT INTO meta VALUES ('version', '1')")
    of_revision(url, "0001", *drop, *statements)


def of_revision(url: str, revision: str, *statements: str) -> None:
    """Make at `url` a ledger whose tables are those of a revision, and execute `statements` on it."""
    configuration = Config()
    configuration.set_main_option("script_location", "pipeline.ledger:migrations")
    with _connected(url) as connection:
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, revision)
    execute(url, *statements)


def execute(url: str, *statements: str) -> None:
    """Execute `statements` on the database at `url`, past the ledger."""
    with _connected(url) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


@contextlib.contextmanager
def _connected(url: str) -> Iterator[Connection]:
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        yield connection
    engine.dispose()
