import datetime as dt
import json
from pathlib import Path

from pipeline.stages.publish import IndexEntry, write_feed, write_index


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


def test_the_feed_is_written_as_it_was_made(published: Path) -> None:
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "أخبار", "items": [{"id": "1", "title": "\u2028"}]}
    write_feed(feed, published)
    data = (published / "feed.json").read_bytes()
    assert json.loads(data) == feed
    assert "أخبار".encode() in data
    assert b"\\u2028" in data
