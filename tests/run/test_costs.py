"""What an article costs, counted: characters and requests to engines, requests to its source, bytes of the ledger."""

from dataclasses import replace
from http import HTTPStatus

import pytest
from followed import Source
from newsroom import FEED, GOOGLE, Answer, Newsroom, feed_of
from stories import BRIDGE, STORIES
from werkzeug import Request, Response

from pipeline.model import Translation

CHARACTERS_SENT = 1.05
"""Of the characters of an article, with every token and line break; the rest is what was asked again in vain."""
REQUESTS_OF_AN_ARTICLE = 1
REQUESTS_OF_A_SOURCE = 3
"""Besides pages, for all articles together: its feed, its robots.txt and its /.well-known/tdmrep.json."""
LEDGER_BYTES = 30_000
"""Of an article of a kilobyte, whose page and every stage's result are kept."""


def announcing(urls: list[str]) -> Answer:
    """Return what answers with a feed, and with 304 whoever has it already."""

    def answer(request: Request) -> Response:
        if request.headers.get("If-None-Match") == '"1"':
            return Response(status=HTTPStatus.NOT_MODIFIED)
        return Response(feed_of(urls), content_type="application/rss+xml", headers={"ETag": '"1"'})

    return answer


@pytest.fixture
def published(newsroom: Newsroom) -> Newsroom:
    for story in STORIES:
        newsroom.publish(story)
    newsroom.pages[FEED] = announcing(newsroom.announced)
    assert newsroom.run().tally.outcomes["published"] == len(STORIES)
    return newsroom


def asked(newsroom: Newsroom) -> list[str]:
    """Return the path of every request so far that was none for a translation."""
    return [request.path for request, _ in newsroom.server.log if request.path != GOOGLE]


def test_engines_are_sent_little_more_than_the_article(published: Newsroom) -> None:
    with published.ledger() as ledger:
        kept = [Translation.model_validate_json(ledger.output(i.id, "translate") or "") for i in published.items()]
    characters = sum(len(segment.source.text) for made in kept for segment in made.segments)
    sent = sum(len(request.args["q"]) for request, _ in published.server.log if request.path == GOOGLE)

    assert sent <= CHARACTERS_SENT * characters


def test_an_article_that_fits_is_one_request_to_an_engine(published: Newsroom) -> None:
    assert published.requests(GOOGLE) <= REQUESTS_OF_AN_ARTICLE * len(STORIES)


def test_a_source_is_asked_for_each_page_once_and_for_its_own_files_once(published: Newsroom) -> None:
    paths = asked(published)

    assert len(paths) == len(set(paths))
    assert len(paths) <= len(STORIES) + REQUESTS_OF_A_SOURCE


def test_a_second_run_costs_one_conditional_request_a_source_and_nothing_else(published: Newsroom) -> None:
    published.server.clear_log()

    published.run()

    [(request, response)] = published.server.log
    assert (request.path, response.status_code) == (FEED, HTTPStatus.NOT_MODIFIED)


def test_an_idle_run_asks_each_of_many_sources_once(newsroom: Newsroom) -> None:
    feeds = [f"/feed-{number}.xml" for number in range(12)]
    sources = [newsroom.source() | {"name": feed, "feeds": [newsroom.url(feed)]} for feed in feeds]
    newsroom.configure(sources=[s | {"hosts": [f"host-{n}.example"]} for n, s in enumerate(sources)])
    for feed in feeds:
        newsroom.pages[feed] = announcing([])
    newsroom.run()
    newsroom.server.clear_log()

    newsroom.run()

    assert sorted(asked(newsroom)) == sorted(feeds)
    assert {response.status_code for _, response in newsroom.server.log} == {HTTPStatus.NOT_MODIFIED}


def test_a_changed_paragraph_costs_one_request_and_its_own_characters(source: Source) -> None:
    changed = "The council said on Tuesday that the bridge would close once more for a day in June."
    source.newsroom.arabic[changed] = "وقال المجلس يوم الثلاثاء إن الجسر سيُغلق مرة أخرى ليوم واحد في يونيو."
    source.shows(paragraphs=(*source.shown.paragraphs[:-1], changed))

    source.looked_at()

    assert source.publication["revision"] == 2
    assert source.newsroom.sent() == {changed}
    assert source.newsroom.requests(GOOGLE) == 1


def test_the_ledger_grows_by_little_for_an_article(published: Newsroom) -> None:
    def size() -> int:
        return sum(file.stat().st_size for file in (published.folder / "data" / "state").glob("ledger.sqlite*"))

    before, more = size(), [replace(BRIDGE, path=f"/news/{number}") for number in range(7)]
    published.run(*(published.publish(story) for story in more))

    assert set(published.states().values()) == {"published"}
    assert (size() - before) / len(more) <= LEDGER_BYTES
