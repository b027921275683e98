"""Publish: a publication becomes files, each of them whole or not there at all.

Articles are written first; index.json, feed.json and changes.jsonl follow once per run, so that they never name
what is not there yet.
"""

from pipeline.stages.publish.canonical import canonical_json
from pipeline.stages.publish.changes import Change, append_changes, last_change, read_changes
from pipeline.stages.publish.files import remove_leftovers, write_whole
from pipeline.stages.publish.index import IndexEntry, index_pages, write_feed, write_index
from pipeline.stages.publish.publish import publish, read_publication

__all__ = [
    "Change",
    "IndexEntry",
    "append_changes",
    "canonical_json",
    "index_pages",
    "last_change",
    "publish",
    "read_changes",
    "read_publication",
    "remove_leftovers",
    "write_feed",
    "write_index",
    "write_whole",
]
