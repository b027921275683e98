"""What a consumer finds who reads the files at any moment, also while a run is writing them."""

import hashlib
import json
import os
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from newsroom import Json, Newsroom
from stories import BRIDGE, CORRECTED_BRIDGE, STORIES


@dataclass
class Consumer:
    """Reads index, feed and changes over and over, and notes what does not fit together."""

    folder: Path
    done: threading.Event = field(default_factory=threading.Event)
    readings: int = 0
    faults: list[str] = field(default_factory=list)

    def read_in_a_loop(self) -> None:
        while not self.done.is_set() or not self.readings:
            self.readings += 1
            self.read_index()
            self.read_feed()
            self.read_changes()

    def read_index(self) -> None:
        path = self.folder / "index.json"
        for entry in json.loads(path.read_bytes())["articles"] if path.exists() else []:
            self.expect(entry)

    def read_feed(self) -> None:
        path = self.folder / "feed.json"
        for item in json.loads(path.read_bytes())["items"] if path.exists() else []:
            if not (self.folder / "articles" / f"{item['id']}.json").exists():
                self.faults.append(f"the feed is ahead of {item['id']}")

    def read_changes(self) -> None:
        path = self.folder / "changes.jsonl"
        lines = path.read_bytes().splitlines(keepends=True) if path.exists() else []
        changes = [json.loads(line) for line in lines if line.endswith(b"\n")]
        cursors = [change["cursor"] for change in changes]
        if cursors != sorted(set(cursors)):
            self.faults.append(f"cursors are {cursors}")
        for change in changes[-len(STORIES) :]:
            self.expect(change)

    def expect(self, named: Json) -> None:
        """Expect the file that a line names: as it says, or already in a later revision."""
        data = (self.folder / named["path"]).read_bytes()
        if hashlib.sha256(data).hexdigest() != named["sha256"] and json.loads(data)["revision"] <= named["revision"]:
            self.faults.append(f"{named['path']} is not what {named} says")


def test_a_consumer_that_reads_all_the_time_finds_only_what_fits_together(newsroom: Newsroom) -> None:
    consumer = Consumer(newsroom.settings.paths.published)
    reader = threading.Thread(target=consumer.read_in_a_loop)
    reader.start()
    try:
        for story in STORIES:
            newsroom.publish(story)
            newsroom.run()
        newsroom.publish(BRIDGE, paragraphs=CORRECTED_BRIDGE)
        newsroom.retry(newsroom.url(BRIDGE.path), stage="fetch")
        newsroom.withdraw(newsroom.url(BRIDGE.path), "the council took it back")
    finally:
        consumer.done.set()
        reader.join()
    assert consumer.faults == []
    consumer.readings = 0
    consumer.read_in_a_loop()
    assert consumer.faults == []
    assert len(newsroom.published("index.json")["articles"]) == len(STORIES)


def test_a_run_with_nothing_new_leaves_every_file_alone_and_reads_no_article(newsroom: Newsroom) -> None:
    newsroom.publish(BRIDGE)
    newsroom.run()
    folder = newsroom.settings.paths.published
    [article] = (folder / "articles").iterdir()
    before = {path: (path.stat().st_mtime_ns, path.stat().st_atime_ns) for path in (article, folder / "index.json")}
    for path, (modified, _) in before.items():
        os.utime(path, ns=(0, modified))  # read long ago

    newsroom.run()

    assert {path: path.stat().st_mtime_ns for path in before} == {path: of[0] for path, of in before.items()}
    assert {path.stat().st_atime_ns for path in before} == {0}


@pytest.mark.parametrize("name", ["index.json", "feed.json", "changes.jsonl", "article"])
def test_a_file_that_was_lost_is_there_again_after_a_run_with_nothing_new(newsroom: Newsroom, name: str) -> None:
    newsroom.publish(BRIDGE)
    newsroom.run()
    folder = newsroom.settings.paths.published
    path = next((folder / "articles").iterdir()) if name == "article" else folder / name
    before = path.read_bytes()
    path.unlink()

    newsroom.run()

    assert path.read_bytes() == before
