"""A ledger that an older version made is brought up to date without loss, at once and once; Alembic does it."""

import contextlib
import datetime as dt
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from ledgers import MINUTE, NOW, add, execute, of_revision, row, unmarked

from pipeline.errors import LedgerUnusable
from pipeline.ledger import FeedRow, Ledger
from pipeline.ledger.pages import Wanted, items_page, publications_page
from pipeline.ledger.schema import REVISIONS, metadata

UNMARKED = Path(__file__).parent / "older" / "unmarked.sql"
"""A ledger that a version from before the revisions wrote, as SQL: two articles, one of them published, and a run."""


PUBLICATIONS = """
INSERT INTO items (id, url, state, stage, attempts, bypass_memory, headline, discovered_at, updated_at) VALUES
('a', 'https://www.example.org/a', 'published', 'publish', 0, 0, 'A bridge opens', '{at}', '{at}'),
('b', 'https://www.example.org/b', 'published', 'publish', 0, 0, NULL, '{at}', '{at}');
INSERT INTO publications (item_id, revision, state, headline, updated, sha256, content) VALUES
('a', 2, 'published', 'يفتح الميناء', '{at}', 'a', 'c'), ('b', 1, 'published', 'جسر', '{at}', 'a', 'c');
INSERT INTO changes (cursor, item_id, revision, state, at, sha256) VALUES
(1, 'a', 1, 'published', '{at}', 'a'), (2, 'b', 1, 'published', '{at}', 'a'), (3, 'a', 2, 'published', '{at}', 'a')
""".replace("{at}", "2026-01-15T09:30:00.000000Z").split(";")
"""Two published items, one of them in its second revision, as an older version wrote them."""


def differences(ledger: Ledger) -> list[tuple[object, ...]]:
    """Return what tells the ledger's schema from the metadata; comments are documentation, and not compared.

    The index of what items are searched by is made by statements of its own, and known by its name.
    """
    named = {"include_name": lambda name, *_: not str(name).startswith("searchable_")}
    with ledger.database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True, **named})
        found = [each for group in compare_metadata(context, metadata) for each in _flat(group)]
    return [each for each in found if each[0] not in {"add_table_comment", "remove_table_comment", "modify_comment"}]


def _flat(group: object) -> list[tuple[object, ...]]:
    return [each for item in group for each in _flat(item)] if isinstance(group, list) else [group]  # type: ignore[list-item]


def test_the_revisions_are_those_that_the_schema_names_in_their_order() -> None:
    configuration = Config()
    configuration.set_main_option("script_location", "pipeline.ledger:migrations")
    scripts = ScriptDirectory.from_config(configuration)
    assert tuple(script.revision for script in scripts.walk_revisions())[::-1] == REVISIONS


@pytest.mark.parametrize("older", [False, True], ids=["new", "upgraded"])
def test_a_new_ledger_and_an_upgraded_one_have_the_tables_of_the_metadata(url: str, *, older: bool) -> None:
    if older:
        unmarked(url)
    with contextlib.closing(Ledger.open(url)) as ledger:
        assert differences(ledger) == []


def test_a_difference_would_be_found(ledger: Ledger) -> None:
    with ledger.database.write() as connection:
        connection.exec_driver_sql("DROP INDEX items_counted")
        connection.exec_driver_sql("ALTER TABLE feeds DROP COLUMN next_check_at")
    assert {each[0] for each in differences(ledger)} == {"add_index", "add_column"}


def test_what_an_older_version_wrote_is_kept_whole(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.executescript(UNMARKED.read_text("utf-8"))
    with contextlib.closing(Ledger.open(f"sqlite:///{file}")) as ledger:
        published, failed, new = sorted(ledger.search(), key=lambda item: item.updated_at, reverse=True)
        assert (published.state, failed.state, new.state) == ("published", "failed", "discovered")
        assert (published.starts, published.backfill, failed.attempts) == (0, False, 2)
        made = {stage: ledger.output(published.id, stage) for stage in ledger.so_far(published.id).payloads}
        assert made == {"fetch": '{"html": "…"}', "attribute": '{"id": "…"}'}
        assert ledger.publications() == [row(published)]
        assert ledger.checks.of(published.id).next_check_at == NOW + 15 * MINUTE
        assert ledger.runs.feed("https://www.example.org/feed.xml") == FeedRow(
            url="https://www.example.org/feed.xml", etag='"1"', checked_at=NOW
        )
        assert ledger.runs.last() is not None
        assert [event.event for event in ledger.events()][-2:] == ["backup", "upgraded"]
        assert differences(ledger) == []
        assert ledger.database.integrity_faults() == []


def test_tables_that_an_older_version_did_not_have_are_made(url: str) -> None:
    unmarked(url, "DROP TABLE deliveries", "DROP TABLE checks", "DROP TABLE engines")
    with contextlib.closing(Ledger.open(url)) as ledger:
        assert differences(ledger) == []


def test_of_several_that_open_an_older_ledger_at_once_one_upgrades_it(url: str) -> None:
    unmarked(url)
    with ThreadPoolExecutor(4) as pool:
        ledgers = list(pool.map(Ledger.open, [url] * 4))
    assert [event.event for event in ledgers[0].events()] == ["upgraded"]
    for ledger in ledgers:
        add(ledger, "harbour")
        ledger.close()


def test_an_upgrade_that_cannot_be_completed_changes_nothing(url: str) -> None:
    unmarked(url, "CREATE TABLE items_counted (name VARCHAR)")  # takes the name of an index of ours
    for _ in range(2):
        with pytest.raises(LedgerUnusable):
            Ledger.open(url)
    execute(url, "ALTER TABLE items ADD COLUMN starts INTEGER")  # which the revision adds, and has taken back


def test_a_version_from_before_the_revisions_leaves_an_upgraded_ledger_alone(url: str) -> None:
    unmarked(url)
    with contextlib.closing(Ledger.open(url)) as ledger, ledger.database.read() as connection:
        read_by_older_versions = "SELECT value FROM meta WHERE key = 'version'"
        assert connection.exec_driver_sql(read_by_older_versions).scalar() == "2"


def test_alembic_is_imported_where_an_upgrade_is_due_and_only_there(tmp_path: Path) -> None:
    program = (
        "import sys; from pipeline.ledger import Ledger\n"
        "Ledger.open(sys.argv[1]).close(); print('alembic' in sys.modules)"
    )
    older, new = (f"sqlite:///{tmp_path}/{name}.sqlite" for name in ("older", "new"))
    unmarked(older)
    for url, imported in ((new, "False"), (new, "False"), (older, "True"), (older, "False")):
        done = subprocess.run([sys.executable, "-c", program, url], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == imported


def test_the_time_of_an_upgrade_is_an_event(url: str) -> None:
    unmarked(url)
    with contextlib.closing(Ledger.open(url)) as ledger:
        [event] = ledger.events()
    assert event.detail == f"tables of before the revisions → {REVISIONS[-1]}"
    assert dt.datetime.now(dt.UTC) - event.at < dt.timedelta(minutes=10)


def test_a_publication_of_an_older_version_knows_the_cursor_of_its_latest_change(url: str) -> None:
    of_revision(url, "0004", *PUBLICATIONS)
    with contextlib.closing(Ledger.open(url)) as ledger:
        found = publications_page(ledger.database, limit=9)
        assert [(each.item_id, each.cursor) for each in found] == [("b", 2), ("a", 3)]
        assert differences(ledger) == []


def test_items_of_an_older_version_are_found_by_their_words(url: str) -> None:
    of_revision(url, "0005", *PUBLICATIONS)
    with contextlib.closing(Ledger.open(url)) as ledger:
        for words, names in (("bridge", "a"), ("LE.ORG/B", "b"), ("ميناء", "a"), ("harbours", "")):
            assert [item.id for item in items_page(ledger.database, Wanted(text=words), limit=9)] == list(names), words
