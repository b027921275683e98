"""Newsrooms: one article has just been published, at a time that tests let pass; one story crashes its process."""

from pathlib import Path

import pytest
from followed import CAPTION, NEW_CAPTION, Clock, Source
from newsroom import Newsroom
from stories import BRIDGE

CRASHING = '''
import os
from pathlib import Path

from pipeline.engines.google import Google


class Crashing(Google):
    """Takes its process with it where it is given what it cannot bear."""

    def translate(self, lines, brief):
        if any("The work cost" in line for line in lines) and not Path(__file__).with_name("mended").exists():
            os._exit(66)
        return super().translate(lines, brief)
'''


@pytest.fixture
def source(newsroom: Newsroom) -> Source:
    clock = newsroom.clock = Clock()
    newsroom.arabic |= dict([CAPTION, NEW_CAPTION])
    made = Source(newsroom, clock, newsroom.url(BRIDGE.path))
    made.shows()
    newsroom.announced.append(made.url)
    newsroom.run()
    return made


@pytest.fixture
def crashing(newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the newsroom be translated by a package's engine that one story crashes; return the package's folder."""
    folder = tmp_path / "package"
    package = folder / "crashing-1.0.dist-info"
    package.mkdir(parents=True)
    (folder / "crashing.py").write_text(CRASHING, "utf-8")
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: crashing\nVersion: 1.0\n", "utf-8")
    (package / "entry_points.txt").write_text("[republish.engines]\ncrashing = crashing:Crashing\n", "utf-8")
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setenv("PYTHONPATH", str(folder))
    newsroom.configure(google={"kind": "crashing"}, retry={"attempts": 3})
    return folder
