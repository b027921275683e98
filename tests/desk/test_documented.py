"""docs/api.md: its program works as it stands there, its tables say what there is."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from desks import READ_TOKEN, Desk
from newsroom import Newsroom
from stories import LIBRARY, ORCHARD

from pipeline.desk.api import MOST, Reading
from pipeline.desk.negotiation import MEDIA_TYPES

DOCUMENT = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
PROGRAM = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
FORMAT = re.compile(r"^\| `([a-z-]+)` \| `([a-z]+/[a-z.+]+)` \|", re.MULTILINE)
"""A row of the table of formats, e.g. | `html` | `text/html` | …"""


def copy(desk: Desk, folder: Path) -> dict[str, str]:
    """Run the document's program; return the state of each publication it has by its id, and its bookmark."""
    program = PROGRAM.findall(DOCUMENT)
    assert len(program) == 1
    environment = {**os.environ, "DESK": desk.url, "TOKEN": READ_TOKEN, "NO_PROXY": "*"}
    subprocess.run([sys.executable, "-c", program[0]], cwd=folder, env=environment, check=True, timeout=60)
    copied = {path.stem: json.loads(path.read_text("utf-8")) for path in (folder / "articles").iterdir()}
    return {name: publication["state"] for name, publication in copied.items()} | {
        "cursor": (folder / "cursor.txt").read_text()
    }


def test_the_program_copies_what_there_is_and_then_what_is_new(
    desk: Desk, newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("consumer")
    library = newsroom.publish(LIBRARY)
    newsroom.run()
    first = newsroom.item(library).id
    assert copy(desk, folder) == {first: "published", "cursor": "1"}

    orchard = newsroom.publish(ORCHARD)
    newsroom.run()
    newsroom.withdraw(first, "a mistake")
    assert copy(desk, folder) == {first: "withdrawn", newsroom.item(orchard).id: "published", "cursor": "3"}


def test_the_formats_are_those_there_are() -> None:
    assert dict(FORMAT.findall(DOCUMENT)) == dict(MEDIA_TYPES)


def test_the_bounds_are_those_that_count() -> None:
    assert f"({Reading().limit}, at most {MOST})" in DOCUMENT
