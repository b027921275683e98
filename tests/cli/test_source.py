"""`republish source look` and `source add`."""

from typing import get_args

import pytest
from newsroom import FEED, CommandLine, Newsroom
from stories import BRIDGE

from pipeline.cli.source import _BASES
from pipeline.model import RightsBasis


@pytest.fixture
def article(newsroom: Newsroom) -> str:
    newsroom.configure(sources=[])
    return newsroom.publish(BRIDGE)


def test_a_look_tells_what_is_there_and_writes_nothing(cli: CommandLine, newsroom: Newsroom, article: str) -> None:
    finished = cli("source", "look", article, "--explain")
    assert finished.code == 0
    assert newsroom.url(FEED) in finished.out
    assert "an article, 4 lines taken" in finished.out
    assert "paragraph" in finished.out
    assert cli("source", "look", article, "--json").json["feeds"] == [newsroom.url(FEED)]
    assert newsroom.settings.sources == ()


def test_a_source_is_added_with_its_right(cli: CommandLine, newsroom: Newsroom, article: str) -> None:
    finished = cli("source", "add", article, "--basis", "own", "--evidence", "ours", "--images", "--by", "Layla")
    assert finished.code == 0
    assert "Next: republish run --source 'The Tamsin Post' --dry-run" in finished.out
    (source,) = newsroom.settings.sources
    assert (source.name, source.rights.basis, source.rights.images) == ("The Tamsin Post", "own", True)
    assert cli("run", "--source", "The Tamsin Post", "--dry-run").out.strip().endswith(BRIDGE.path)


def test_where_nobody_can_be_asked_the_right_must_be_given(cli: CommandLine, newsroom: Newsroom, article: str) -> None:
    finished = cli("source", "add", article)
    assert finished.code == 2
    assert "Next: give --basis own | permission" in finished.err
    assert newsroom.settings.sources == ()


def test_the_bases_are_the_models() -> None:
    assert get_args(RightsBasis) == _BASES
