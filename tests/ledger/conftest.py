"""A new ledger for each test: in a SQLite file, and in a PostgreSQL schema of its own where there is a server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import own_schema
from ledgers import postgresql

from pipeline.ledger import Ledger

DATABASES = ["sqlite", *([pytest.param("postgresql", marks=pytest.mark.postgresql)] if postgresql() else [])]


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/ledger.sqlite"
        return
    with own_schema() as own:
        yield own


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    opened = Ledger.open(url)
    yield opened
    opened.close()
