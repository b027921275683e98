"""Rules of one source come before every heuristic, and where they find nothing the heuristics decide."""

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.model import Article, Figure, TextBlock
from pipeline.settings.extraction import ExtractionRules

Extract = Callable[..., Article]
ASIDE = "<p class='box'>The harbour was built by the grandfather of the man who sells the tickets there today.</p>"
FIRST = "The ferry returned"


def texts(article: Article) -> list[str]:
    return [block.text for block in article.blocks if isinstance(block, TextBlock)]


def told(article: Article) -> list[tuple[str | None, str | None]]:
    figures = [block for block in article.blocks if isinstance(block, Figure)]
    return [(figure.caption.text if figure.caption else None, figure.credit) for figure in figures]


def source_of(article: Article, field: str) -> str | None:
    return next((item.where for item in article.provenance if item.field == field), None)


@pytest.mark.parametrize("selector", ["p.box", "//p[@class='box']", "article > p:nth-of-type(5)"])
def test_what_a_rule_removes_is_no_part_of_the_article(extract: Extract, body: str, selector: str) -> None:
    assert len(texts(extract(body + ASIDE))) == 5

    assert len(texts(extract(body + ASIDE, rules=ExtractionRules(remove=(selector,))))) == 4


def test_a_rule_is_obeyed_though_what_it_removes_holds_most_of_the_text(extract: Extract, body: str) -> None:
    article = extract(f"<div class='a'>{body}</div>{ASIDE}", rules=ExtractionRules(remove=(".a p:first-child",)))

    assert not any(text.startswith(FIRST) for text in texts(article))


def test_the_body_is_where_a_rule_says_and_nowhere_else(extract: Extract, body: str) -> None:
    first, rest = body.split("</p>", 1)
    article = extract(f"{first}</p><div id='story'>{rest}</div>", rules=ExtractionRules(body=("#story",)))

    assert len(texts(article)) == 3


@pytest.mark.parametrize("rules", [{"body": ("#moved",)}, {"authors": (".moved",)}, {"date": (".moved",)}])
def test_rules_that_find_nothing_leave_it_to_the_heuristics(
    extract: Extract, body: str, rules: dict[str, tuple[str, ...]]
) -> None:
    byline = "<p class='byline'>By Jane Roe</p>"

    assert extract(byline + body, rules=ExtractionRules.model_validate(rules)) == extract(byline + body)


def test_captions_and_credits_are_what_rules_call_so(extract: Extract, body: str) -> None:
    first, rest = body.split("</p>", 1)
    picture = "<div><img src='/a.jpg'><p class='t1'>The ferry on Monday</p><p class='t2'>Roe</p></div>"
    rules = ExtractionRules(caption=(".t1",), credit=(".t2",))

    assert told(extract(f"{first}</p>{picture}{rest}", rules=rules)) == [("The ferry on Monday", "Roe")]


def test_names_that_a_rule_finds_outrank_the_metadata(extract: Extract, body: str) -> None:
    head = '<meta name="author" content="John Doe">'
    article = extract(f"<p class='who'>By Jane Roe</p>{body}", head=head, rules=ExtractionRules(authors=(".who",)))

    assert [author.name for author in article.authors] == ["Jane Roe"]
    assert source_of(article, "authors") == "rule"


def test_a_date_that_a_rule_finds_outranks_the_metadata(extract: Extract, body: str) -> None:
    head = '<meta property="article:published_time" content="2024-05-02T10:00:00Z">'
    shown = "<p class='when'>1 May 2024 10:15</p>"
    rules = ExtractionRules(date=(".when",), zone="Africa/Cairo")
    article = extract(shown + body, head=head, rules=ExtractionRules(date=(".when",)))

    assert article.first_published_date == dt.date(2024, 5, 1)
    assert extract(shown + body, rules=rules).first_published_at == dt.datetime(2024, 5, 1, 7, 15, tzinfo=dt.UTC)


def test_a_time_without_a_zone_is_one_of_the_source_s_zone(extract: Extract, body: str) -> None:
    head = '<meta property="article:published_time" content="2024-01-05T10:00:00">'
    article = extract(body, head=head, rules=ExtractionRules(zone="America/New_York"))

    assert article.first_published_at == dt.datetime(2024, 1, 5, 15, 0, tzinfo=dt.UTC)
    assert article.first_published_precision == "instant"
    assert source_of(article, "first_published_at") == "meta article:published_time, in the source's zone"
    assert extract(body, head=head).first_published_precision == "day"


def test_a_zone_that_the_page_tells_outranks_the_source_s(extract: Extract, body: str) -> None:
    head = '<meta property="article:published_time" content="2024-01-05T10:00:00+02:00">'
    article = extract(body, head=head, rules=ExtractionRules(zone="America/New_York"))

    assert article.first_published_at == dt.datetime(2024, 1, 5, 8, 0, tzinfo=dt.UTC)
