"""The README's own commands: every one that needs no network works as it stands there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from newsroom import Newsroom
from stories import BRIDGE, LIBRARY

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
OUTSIDE = re.compile(r"https://(?!www\.example\.org)|^\$ (?:make|pip|git|docker|psql|systemctl)\b")
"""What a command needs the network or more than republish for."""


def commands() -> list[str]:
    """Return every command of a console block in the documents, without those for the outside."""
    blocks = [block for document in DOCUMENTS for block in CONSOLE.findall(document.read_text("utf-8"))]
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("$ ")]
    return list(dict.fromkeys(line.removeprefix("$ ") for line in lines if not OUTSIDE.search(line)))


@pytest.fixture
def project(newsroom: Newsroom) -> Newsroom:
    """Publish one article, let another fail, and put a page into the folder."""
    newsroom.publish(BRIDGE)
    newsroom.publish(LIBRARY)
    newsroom.run(newsroom.url(BRIDGE.path))
    newsroom.run(newsroom.url("/gone"))
    (newsroom.folder / "page.html").write_text(BRIDGE.html(), "utf-8")
    return newsroom


def test_the_readme_has_commands_to_try() -> None:
    assert len(commands()) >= 5


@pytest.mark.parametrize("command", commands())
def test_a_command_of_the_documents_works_as_it_stands_there(project: Newsroom, command: str) -> None:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    named = command.replace(" ID", f" {project.item(project.url(BRIDGE.path)).id}")

    finished = subprocess.run(
        ["bash", "-o", "pipefail", "-c", named],  # noqa: S607 - the reader's own shell
        cwd=project.folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert finished.returncode == 0, finished.stderr
