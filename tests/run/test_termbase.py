"""A term added to the glossary, and the articles that have it."""

import csv
from pathlib import Path

import pytest
from newsroom import Newsroom
from stories import BRIDGE, LIBRARY

from pipeline.engines.glossary import load_glossary
from pipeline.errors import ConfigurationError, InputError
from pipeline.run.termbase import add_term, affected_by, term_of

COUNCIL = term_of("the  council", "البلدية")


@pytest.fixture
def file(newsroom: Newsroom) -> Path:
    return newsroom.config.parent / "glossary.csv"


def test_a_term_is_written_so_that_the_next_run_has_it(newsroom: Newsroom, file: Path) -> None:
    add_term(newsroom.settings, COUNCIL, "Layla Haddad")
    add_term(newsroom.settings, term_of('the "Post", daily', "البريد", note="a, b"), None)
    add_term(newsroom.settings, term_of("US", "الولايات المتحدة", match_case=True), None)
    add_term(newsroom.settings, term_of("NASA", "", keep=True), None)
    with file.open(encoding="utf-8", newline="") as rows:
        assert [row["source"] for row in csv.DictReader(rows)] == ["the council", 'the "Post", daily', "US", "NASA"]
    terms = load_glossary(file).terms
    assert [(t.target, t.match_case, t.do_not_translate, t.note) for t in terms] == [
        ("البلدية", False, False, ""),
        ("البريد", False, False, "a, b"),
        ("الولايات المتحدة", True, False, ""),
        ("NASA", False, True, ""),
    ]
    with newsroom.ledger() as ledger:
        first = ledger.events()[0]
    assert (first.event, first.by, first.detail) == ("term added", "Layla Haddad", "the council: البلدية")


def test_a_term_that_stands_there_is_left_and_other_arabic_for_it_is_a_persons_to_decide(
    newsroom: Newsroom, file: Path
) -> None:
    add_term(newsroom.settings, COUNCIL, None)
    before = file.read_bytes()
    add_term(newsroom.settings, term_of("The Council", "البلدية"), None)
    with pytest.raises(InputError, match=r"says it as 'البلدية'.*glossary.csv"):
        add_term(newsroom.settings, term_of("the council", "المجلس"), None)
    assert file.read_bytes() == before


def test_a_faulty_glossary_is_told_and_left(newsroom: Newsroom, file: Path) -> None:
    file.write_text("source,target\na,b\n")
    with pytest.raises(ConfigurationError, match="first line"):
        add_term(newsroom.settings, COUNCIL, None)
    assert file.read_text() == "source,target\na,b\n"


@pytest.mark.parametrize(
    ("source", "target", "keep"),
    [("", "كلمة", False), ("word", "", False), ("word", "word", False), ("NASA", "ن", True)],
)
def test_what_is_no_term_is_told(source: str, target: str, *, keep: bool) -> None:
    with pytest.raises(InputError, match="Next:"):
        term_of(source, target, keep=keep)


@pytest.fixture
def held(newsroom: Newsroom) -> str:
    return newsroom.hold_bridge()


def test_the_articles_that_have_it_are_found_with_whether_their_arabic_says_it(newsroom: Newsroom, held: str) -> None:
    newsroom.publish(LIBRARY)
    newsroom.run()
    library = newsroom.item(newsroom.url(LIBRARY.path)).id

    council = affected_by(newsroom.settings, COUNCIL)
    assert ([article.item.id for article in council.articles], council.looked_at) == ([held], 2)
    assert set(council.articles[0].texts) == {"b1", "b3"}
    assert council.articles[0].lacking == {"b1", "b3"}
    assert council.to_retry == (held,)

    said = affected_by(newsroom.settings, term_of("THE COUNCIL", "مجلس"))
    assert (len(said.articles), said.to_retry) == (1, ())

    reading = affected_by(newsroom.settings, term_of("reading rooms", "غرف المطالعة"))
    assert [(article.item.id, *article.lacking) for article in reading.articles] == [(library, "headline")]
    assert affected_by(newsroom.settings, term_of("the cathedral", "الكاتدرائية")).articles == ()


def test_only_the_latest_are_looked_at_where_that_is_asked(newsroom: Newsroom, held: str) -> None:
    newsroom.publish(LIBRARY)
    newsroom.run()
    latest = affected_by(newsroom.settings, COUNCIL, limit=1)
    assert (latest.looked_at, latest.articles) == (1, ())
    assert affected_by(newsroom.settings, COUNCIL, limit=2).to_retry == (held,)


def test_a_retry_says_it_as_the_glossary_has_it(newsroom: Newsroom) -> None:
    newsroom.hold_bridge()
    add_term(newsroom.settings, COUNCIL, None)
    switched = {english.replace("the council", "البلدية"): arabic for english, arabic in BRIDGE.paragraphs}
    newsroom.arabic |= {english: arabic.replace("المجلس", "البلدية") for english, arabic in switched.items()}
    newsroom.retry(*affected_by(newsroom.settings, COUNCIL).to_retry, stage="translate")
    after = affected_by(newsroom.settings, COUNCIL)
    assert (len(after.articles), after.to_retry) == (1, ())
