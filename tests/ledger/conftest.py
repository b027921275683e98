"""A new ledger for each test: in a SQLite file, and in a PostgreSQL schema of its own where there is a server."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from ledgers import postgresql
from sqlalchemy import create_engine, make_url, text

from pipeline.ledger import Ledger

DATABASES = ["sqlite", *([pytest.param("postgresql", marks=pytest.mark.postgresql)] if postgresql() else [])]


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    server = postgresql()
    if request.param == "sqlite" or server is None:
        yield f"sqlite:///{tmp_path}/ledger.sqlite"
        return
    schema = f"test_{uuid.uuid4().hex}"
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    own = make_url(server).update_query_dict({"options": f"-csearch_path={schema}"})
    yield own.render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    opened = Ledger.open(url)
    yield opened
    opened.close()
