import datetime as dt
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.stages.publish import IndexEntry, index_pages, write_feed, write_index
from pipeline.stages.publish.index import GRACE, PAGE_LENGTH


def entry(number: int, day: int) -> IndexEntry:
    return IndexEntry(
        id=f"{number:016x}",
        revision=1,
        state="published",
        headline="عنوان",
        updated=dt.datetime(2024, 7, day, tzinfo=dt.UTC),
        sha256="ab" * 32,
    )


def test_the_index_lists_what_changed_last_first(published: Path) -> None:
    write_index([entry(1, 3), entry(2, 9), entry(3, 3)], published)
    index = json.loads((published / "index.json").read_bytes())
    assert index["schema"] == "urn:republish:schema:index:1"
    assert [article["id"][-1] for article in index["articles"]] == ["2", "1", "3"]


def test_an_entry_says_where_its_file_lies(published: Path) -> None:
    write_index([entry(10, 1)], published)
    (article,) = json.loads((published / "index.json").read_bytes())["articles"]
    assert article == {
        "id": "000000000000000a",
        "revision": 1,
        "state": "published",
        "headline": "عنوان",
        "updated": "2024-07-01T00:00:00Z",
        "sha256": "ab" * 32,
        "path": "articles/000000000000000a.json",
    }


def test_an_index_of_nothing_is_an_index(published: Path) -> None:
    write_index([], published)
    assert json.loads((published / "index.json").read_bytes())["articles"] == []


# ---- pages


def entries(count: int, revision: int = 1) -> list[IndexEntry]:
    """Return so many entries, each changed a minute after the one before."""
    first = dt.datetime(2024, 7, 1, tzinfo=dt.UTC)
    return [
        entry(number, 1).model_copy(update={"updated": first + dt.timedelta(minutes=number), "revision": revision})
        for number in range(count)
    ]


def read(published: Path) -> list[dict[str, Any]]:
    """Return all entries, as a consumer reads them: index.json, and on from page to page."""
    return [article for page in pages(published) for article in page["articles"]]


def pages(published: Path) -> Iterator[dict[str, Any]]:
    path: Path | None = published / "index.json"
    while path:
        page = json.loads(path.read_bytes())
        yield page
        path = published / page["next"] if page["next"] else None


def numbers(articles: list[dict[str, Any]]) -> list[int]:
    return [int(article["id"], 16) for article in articles]


@pytest.mark.parametrize("count", [0, 1, 10, 19])
def test_what_fits_one_file_is_one_file(published: Path, count: int) -> None:
    write_index(entries(count), published, page_length=10)
    assert [path.name for path in published.iterdir()] == ["index.json"]
    assert [page["next"] for page in pages(published)] == [None]


@pytest.mark.parametrize(("count", "lengths"), [(20, [10, 10]), (39, [19, 10, 10]), (40, [10, 10, 10, 10])])
def test_a_long_index_goes_on_from_page_to_page_the_newest_in_index_json(
    published: Path, count: int, lengths: list[int]
) -> None:
    write_index(entries(count), published, page_length=10)
    assert [len(page["articles"]) for page in pages(published)] == lengths
    assert numbers(read(published)) == list(reversed(range(count)))


def test_an_ordinary_newsroom_has_one_file(published: Path) -> None:
    write_index(entries(2 * PAGE_LENGTH - 1), published)
    assert index_pages(published) == []


def test_a_new_publication_changes_index_json_alone(published: Path) -> None:
    write_index(entries(35), published, page_length=10)
    before = {path: path.stat().st_mtime_ns for path in index_pages(published)}
    write_index(entries(36), published, page_length=10)
    assert {path: path.stat().st_mtime_ns for path in index_pages(published)} == before


def test_an_index_that_stays_as_it_is_keeps_its_time(published: Path) -> None:
    write_index(entries(3), published)
    os.utime(published / "index.json", (1, 1))
    write_index(entries(3), published)
    assert (published / "index.json").stat().st_mtime == 1


def test_who_has_read_index_json_can_read_on_after_it_was_written_anew(published: Path) -> None:
    write_index(entries(40, revision=1), published, page_length=10)
    reader = pages(published)
    first = next(reader)
    for revision in range(2, 6):
        write_index(entries(40 + revision, revision), published, page_length=10)
    articles = [*first["articles"], *(article for page in reader for article in page["articles"])]
    assert numbers(articles) == list(reversed(range(40)))
    assert {article["revision"] for article in articles} == {1}


def test_whoever_reads_while_the_index_is_written_reads_one_index_to_its_end(published: Path) -> None:
    write_index(entries(30, revision=30), published, page_length=3)
    done = threading.Event()
    walks: list[list[dict[str, Any]]] = []

    def read_in_a_loop() -> None:
        while not done.is_set() or len(walks) < 2:
            walks.append(read(published))

    reader = threading.Thread(target=read_in_a_loop)
    reader.start()
    for count in range(31, 70):
        write_index(entries(count, revision=count), published, page_length=3)
    done.set()
    reader.join()
    for articles in walks:
        assert numbers(articles) == list(reversed(range(len(articles))))
        assert {article["revision"] for article in articles} == {len(articles)}
    assert len(read(published)) == 69


def test_pages_that_no_index_names_go_when_their_days_of_grace_are_over(published: Path) -> None:
    write_index(entries(30, revision=1), published, page_length=10)
    old = index_pages(published)
    for path in old:
        os.utime(path, (1, 1))
    write_index(entries(30, revision=2), published, page_length=10)
    assert set(old) < set(index_pages(published))
    for path in old:
        retired = path.stat().st_mtime - GRACE - 1
        os.utime(path, (retired, retired))
    write_index(entries(30, revision=2), published, page_length=10)
    assert not set(old) & set(index_pages(published))
    assert len(read(published)) == 30


def test_a_page_that_is_named_stays_however_old_it_is(published: Path) -> None:
    write_index(entries(30), published, page_length=10)
    for path in index_pages(published):
        os.utime(path, (1, 1))
    write_index(entries(31), published, page_length=10)
    assert len(read(published)) == 31


def test_a_damaged_index_is_written_anew(published: Path) -> None:
    write_index(entries(30), published, page_length=10)
    (published / "index.json").write_bytes(b"{")
    write_index(entries(31), published, page_length=10)
    assert len(read(published)) == 31


# ---- the feed


def test_the_feed_is_written_as_it_was_made(published: Path) -> None:
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "أخبار", "items": [{"id": "1", "title": "\u2028"}]}
    write_feed(feed, published)
    data = (published / "feed.json").read_bytes()
    assert json.loads(data) == feed
    assert "أخبار".encode() in data
    assert b"\\u2028" in data
