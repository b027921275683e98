"""A PostgreSQL schema of its own for each test that needs one, on the server that ledgers.postgresql() finds."""

import contextlib
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from ledgers import postgresql
from newsroom import Newsroom
from sqlalchemy import URL, create_engine, make_url, text


@contextlib.contextmanager
def own_schema() -> Iterator[str]:
    """Give the URL of a schema that is empty, and drop it afterwards with what was made beside it."""
    server = postgresql()
    assert server, "no PostgreSQL"
    schema = f"test_{uuid.uuid4().hex}"
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    own = make_url(server).update_query_dict({"options": f"-csearch_path={schema}"})
    try:
        yield own.render_as_string(hide_password=False)
    finally:
        with engine.begin() as connection:
            for name in (schema, f"{schema}_jobs"):
                connection.execute(text(f"DROP SCHEMA IF EXISTS {name} CASCADE"))
        engine.dispose()


@contextlib.contextmanager
def on_postgresql(
    newsroom: Newsroom,
    monkeypatch: pytest.MonkeyPatch,
    **tables: Any,  # noqa: ANN401 - as in `configure`
) -> Iterator[str]:
    """Let the newsroom keep its ledger in a schema of its own; give the ledger's URL. `tables` as in `configure`."""
    with own_schema() as url:
        newsroom.configure(ledger={"url": without_secret(url, monkeypatch)}, **tables)
        yield url


def without_secret(url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return a database's URL as the configuration takes it; its password goes into the environment."""
    parsed = make_url(url).set(drivername="postgresql")
    if parsed.password:
        monkeypatch.setenv("REPUBLISH_LEDGER__PASSWORD", str(parsed.password))
    return URL.create(**{**parsed._asdict(), "password": None}).render_as_string()
