import datetime as dt
import json
from collections.abc import Callable

import pytest

from pipeline.model import Article

PUBLISHED = "2024-05-01T10:15:00+02:00"
LATER = "2024-05-03T08:00:00+02:00"


def ld(**properties: str) -> str:
    node = {"@type": "NewsArticle", "headline": "The ferry returns to the harbour", **properties}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


@pytest.mark.parametrize(
    "head",
    [
        ld(datePublished=PUBLISHED, dateModified=LATER),
        meta("article:published_time", PUBLISHED) + meta("article:modified_time", LATER),
        meta("parsely-pub-date", PUBLISHED),
        ld(dateModified=LATER) + meta("article:published_time", PUBLISHED),
        ld(datePublished="2024-05-01") + meta("article:published_time", PUBLISHED),
        ld(datePublished="2024-05-01T10:15:00") + meta("article:published_time", PUBLISHED),
        f'<script>window.state = {{"firstPublished": "{PUBLISHED}", "lastPublished": "{LATER}"}}</script>',
    ],
)
def test_the_first_publication_is_an_instant_with_its_zone(extract: Callable[..., Article], head: str) -> None:
    article = extract(head=head)

    assert article.first_published_at is not None
    assert article.first_published_at.isoformat() == PUBLISHED
    assert article.first_published_date == dt.date(2024, 5, 1)


@pytest.mark.parametrize(
    "shown",
    [
        f'<time itemprop="datePublished" datetime="{PUBLISHED}">1 May</time>',
        f'<time class="updated" datetime="{LATER}">3 May</time><time datetime="{PUBLISHED}">1 May</time>',
        '<span class="date">Wed 1 May 2024 10.15 CEST</span>',
        f'Updated <time datetime="{LATER}">3 May</time> First published <time datetime="{PUBLISHED}">1 May</time>',
        '<p class="timestamp">Published May 1, 2024, 10:15 a.m. CEST</p>',
        "<div class='css-1'>Published 10:15 AM CEST, May 1, 2024</div>",
        "<div>By Jane Roe</div><div>May 1, 2024, 10:15 a.m. CEST | Updated May 3, 2024, 8 a.m. CEST</div>",
    ],
)
def test_the_page_is_asked_where_the_metadata_say_nothing(
    extract: Callable[..., Article], body: str, shown: str
) -> None:
    article = extract(shown + body)

    assert article.first_published_at is not None
    assert article.first_published_at.isoformat() == PUBLISHED


@pytest.mark.parametrize(
    ("local", "told"),
    [
        ("2024-04-30T20:15:07", "2024-04-30T20:15:07-04:00"),
        ("2024-04-30 20:15:07", "2024-04-30T20:15:07-04:00"),
        ("2024-05-01T05:45:07", "2024-05-01T05:45:07+05:30"),
        ("2024-05-01T00:15:07", "2024-05-01T00:15:07+00:00"),
        ("2024-04-30T20:16:07", "2024-05-01T00:15:07+00:00"),
    ],
)
def test_an_instant_in_utc_is_told_in_the_publishers_zone_where_the_page_has_the_local_time(
    extract: Callable[..., Article], local: str, told: str
) -> None:
    article = extract(head=ld(datePublished=local) + meta("article:published_time", "2024-05-01T00:15:07Z"))

    assert article.first_published_at is not None
    assert article.first_published_at.isoformat() == told
    assert article.first_published_date == dt.date.fromisoformat(told[:10])


@pytest.mark.parametrize("element", ["<time>", '<time class="published">', '<time itemprop="datePublished">'])
def test_the_words_of_a_time_element_tell_the_zone_that_the_metadata_leave_out(
    extract: Callable[..., Article], body: str, element: str
) -> None:
    head = '<meta property="article:published_time" content="2024-05-01T10:15:00">'
    article = extract(f"{element}May 1, 2024 10:15 a.m. ET</time>{body}", head=head)

    assert article.first_published_at is not None
    assert article.first_published_at.isoformat() == "2024-05-01T10:15:00-04:00"


def test_the_explanation_names_the_element_that_tells_the_date(extract: Callable[..., Article], body: str) -> None:
    article = extract(f'<time class="published" datetime="{PUBLISHED}">1 May</time>{body}')

    assert ("first_published_at", "<time datetime>") in [(told.field, told.where) for told in article.provenance]


@pytest.mark.parametrize("head", [ld(datePublished="2024-05-01"), ld(datePublished="2024-05-01T10:15:00")])
def test_a_time_without_a_zone_is_no_instant(extract: Callable[..., Article], head: str) -> None:
    article = extract(head=head)

    assert article.first_published_at is None
    assert article.first_published_date == dt.date(2024, 5, 1)


def test_a_modification_is_never_taken_for_the_publication(extract: Callable[..., Article]) -> None:
    article = extract(head=ld(dateModified=LATER))

    assert (article.first_published_at, article.first_published_date) == (None, None)
    assert article.modified_at is not None
    assert article.modified_at.isoformat() == LATER


@pytest.mark.parametrize(
    "line",
    [
        "<div>Updated May 3, 2024, 8:00 a.m. CEST</div>",
        f"<div>{'It was, as all will remember who were there, on May 3, 2024, that the ferry left. ' * 2}</div>",
        "<nav><p>May 3, 2024, 8:00 a.m. CEST</p></nav>",
    ],
)
def test_not_every_date_below_the_headline_is_the_publication(
    extract: Callable[..., Article], body: str, line: str
) -> None:
    assert extract(line + body).first_published_date is None


def test_the_day_in_the_url_is_better_than_none(extract: Callable[..., Article]) -> None:
    assert extract(url="https://www.daily.example/2024/05/01/ferry").first_published_date == dt.date(2024, 5, 1)


def test_the_date_of_a_related_story_is_not_this_ones(extract: Callable[..., Article], body: str) -> None:
    related = f'<div class="related"><time class="related-date" datetime="{PUBLISHED}">1 May</time></div>'

    assert extract(body + related).first_published_at is None
