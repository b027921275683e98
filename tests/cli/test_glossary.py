"""`republish glossary add`: a term, and the articles that have it."""

import pytest
from newsroom import CommandLine, Newsroom
from stories import BRIDGE


@pytest.fixture
def bridge(newsroom: Newsroom) -> str:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    return newsroom.item(url).id


def test_it_says_which_articles_have_the_term_and_what_comes_next(cli: CommandLine, bridge: str) -> None:
    finished = cli("glossary", "add", "the council", "البلدية", "--by", "Layla Haddad")
    assert finished.code == 0
    assert f"{bridge}  published  lacks it  {BRIDGE.headline[0]}" in finished.out
    assert "1 of 1 articles have the term; the Arabic of 1 lacks it" in finished.out
    assert f"republish retry {bridge} --from translate" in finished.out
    assert 'term added  "the council: البلدية"' in cli("tail").out


def test_a_dry_run_writes_nothing(cli: CommandLine, newsroom: Newsroom, bridge: str) -> None:
    finished = cli("glossary", "add", "the council", "البلدية", "--dry-run", "--json")
    assert finished.json["to_retry"] == [bridge]
    assert finished.json["looked_at"] == 1
    texts = finished.json["articles"][0]["texts"]
    assert [(text["segment"], text["has_it"]) for text in texts] == [("b1", False), ("b3", False)]
    assert not (newsroom.config.parent / "glossary.csv").exists()


def test_what_is_no_term_is_a_fault_of_usage(cli: CommandLine) -> None:
    finished = cli("glossary", "add", "the council")
    assert finished.code == 2
    assert "the council: target: it is not Arabic. Next:" in finished.err
