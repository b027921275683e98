"""One item through the stages: what is reused, and which URLs are one article."""

import pytest
from newsroom import FEED, GOOGLE, Newsroom, feed_of, page
from stories import BRIDGE, CORRECTED, CORRECTED_BRIDGE, LIBRARY, MISTRANSLATED, Story
from werkzeug import Response

from pipeline.ledger import Stage
from pipeline.run.opening import utc_now


def work(newsroom: Newsroom, story: Story) -> tuple[int, bool]:
    """Return how often the page was fetched, and whether the translator was asked at all, since the log was cleared."""
    asked = newsroom.requests(story.path), newsroom.requests(GOOGLE) > 0
    newsroom.server.clear_log()
    return asked


@pytest.mark.parametrize(
    ("stage", "fetched", "translated"),
    [
        ("fetch", 1, True),
        ("extract", 0, True),
        ("translate", 0, True),
        ("check", 0, False),
        ("attribute", 0, False),
        ("publish", 0, False),
    ],
)
def test_a_retry_from_a_stage_reuses_what_the_earlier_ones_made(
    newsroom: Newsroom, stage: Stage, fetched: int, *, translated: bool
) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    work(newsroom, BRIDGE)

    summary = newsroom.retry(url, stage=stage)

    assert summary.exit_code == 0
    assert work(newsroom, BRIDGE) == (fetched, translated)
    assert newsroom.publication(url)["revision"] == 1


def test_a_retry_from_translate_asks_the_engine_afresh_and_not_for_what_a_reviewer_wrote(newsroom: Newsroom) -> None:
    newsroom.arabic |= dict([MISTRANSLATED])
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    edited = BRIDGE.paragraphs[1][1]
    newsroom.edit(url, "b2", edited)
    newsroom.server.clear_log()

    newsroom.retry(url, stage="translate")

    assert newsroom.translated_lines == 4  # a headline, an author and two of the three paragraphs
    assert edited in newsroom.texts(url)


def test_an_article_that_comes_again_is_not_paid_for_twice(newsroom: Newsroom) -> None:
    newsroom.arabic |= dict([MISTRANSLATED])
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    assert newsroom.item(url).state == "held"

    again(newsroom, url)
    assert newsroom.requests(GOOGLE) == 0

    newsroom.publish(BRIDGE, paragraphs=CORRECTED_BRIDGE)
    again(newsroom, url)
    assert newsroom.sent() == {CORRECTED[0]}


def again(newsroom: Newsroom, url: str) -> None:
    """Let the next run take the item of `url` from its page on."""
    with newsroom.ledger() as ledger:
        ledger.begin(newsroom.item(url).id, "fetch", utc_now())
    newsroom.server.clear_log()
    newsroom.run()


def test_a_later_article_takes_what_the_memory_knows_and_asks_only_for_the_rest(newsroom: Newsroom) -> None:
    newsroom.publish(BRIDGE)
    newsroom.run()
    newsroom.server.clear_log()
    quoting = Story("/news/quoting", LIBRARY.headline, (*LIBRARY.paragraphs, BRIDGE.paragraphs[0]))
    newsroom.publish(quoting)

    newsroom.run()

    assert newsroom.states() == {"news/bridge": "published", "news/quoting": "published"}
    assert newsroom.translated_lines == 4


def test_a_retry_of_what_failed_begins_where_it_stopped(newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.translator = page("", status=503)
    newsroom.run()
    newsroom.translator = None

    newsroom.retry()

    assert newsroom.item(url).state == "published"
    assert newsroom.requests(BRIDGE.path) == 1


def test_stages_whose_results_are_missing_are_done_before_the_one_asked_for(newsroom: Newsroom) -> None:
    url = newsroom.publish(LIBRARY)
    newsroom.pages[LIBRARY.path], works = page("", status=500), newsroom.pages[LIBRARY.path]
    newsroom.run()
    newsroom.pages[LIBRARY.path] = works

    newsroom.retry(url, stage="attribute")

    assert newsroom.item(url).state == "published"


def test_a_kept_result_that_this_version_cannot_read_is_made_anew(newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    with newsroom.ledger() as ledger:
        ledger.keep(newsroom.item(url).id, "extract", '{"title": "of an older kind"}', 0.0, utc_now())
    work(newsroom, BRIDGE)

    newsroom.retry(url, stage="check")

    assert newsroom.item(url).state == "published"
    assert work(newsroom, BRIDGE)[0] == 0


def test_an_article_under_two_urls_is_one_item_known_by_both(newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    printed = newsroom.url("/print/bridge")
    newsroom.pages["/print/bridge"] = page(BRIDGE.html(canonical=url))
    newsroom.run()

    summary = newsroom.run(printed)

    assert summary.tally.outcomes == {"merged": 1}
    assert newsroom.states() == {"news/bridge": "published"}
    assert newsroom.item(printed).id == newsroom.item(url).id
    assert len(newsroom.published("index.json")["articles"]) == 1


def test_an_article_that_two_feeds_announce_at_once_under_two_urls_is_one_item(newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.pages["/print/bridge"] = page(BRIDGE.html(canonical=url))
    newsroom.pages["/second.xml"] = page(
        feed_of([newsroom.url("/print/bridge"), url + "?utm_source=rss"]), kind="application/rss+xml"
    )
    newsroom.configure(sources=[{**newsroom.source(), "feeds": [newsroom.url(FEED), newsroom.url("/second.xml")]}])

    summary = newsroom.run()

    assert summary.tally.outcomes == {"published": 1, "merged": 1}
    assert len(newsroom.items()) == 1
    assert newsroom.item(url).id == newsroom.item(newsroom.url("/print/bridge")).id


def test_an_article_reached_by_a_redirect_is_one_item_with_the_one_it_leads_to(newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    newsroom.pages["/go/1"] = lambda _: Response("", 301, {"location": url})

    summary = newsroom.run(newsroom.url("/go/1"))

    assert summary.tally.outcomes == {"merged": 1}
    assert newsroom.item(newsroom.url("/go/1")).id == newsroom.item(url).id


def test_old_links_that_lead_to_the_front_page_do_not_become_one_item(newsroom: Newsroom) -> None:
    newsroom.pages["/"] = page("<html lang=en><head><title>News</title></head><body><p>Welcome.</p></body></html>")
    for path in ("/old/1", "/old/2"):
        newsroom.pages[path] = lambda _: Response("", 302, {"location": "/"})
        newsroom.run(newsroom.url(path))

    assert newsroom.states() == {"old/1": "refused", "old/2": "refused"}


def test_a_page_of_another_host_cannot_take_over_an_item_by_its_canonical_url(newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.configure(rights={"unknown_source": "publish"})
    newsroom.run()
    before = newsroom.publication(url)
    stranger = newsroom.url("/stolen", host="localhost")
    newsroom.pages["/stolen"] = page(LIBRARY.html(canonical=url))

    newsroom.run(stranger)

    assert newsroom.item(stranger).id != newsroom.item(url).id
    assert newsroom.publication(url) == before
    assert newsroom.publication(stranger)["source"]["url"] == stranger


def test_hosts_of_one_source_may_speak_for_each_other(newsroom: Newsroom) -> None:
    newsroom.configure(sources=[{**newsroom.source(), "hosts": ["127.0.0.1", "localhost"]}])
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    mobile = newsroom.url("/m/bridge", host="localhost")
    newsroom.pages["/m/bridge"] = page(BRIDGE.html(canonical=url))

    newsroom.run(mobile)

    assert newsroom.item(mobile).id == newsroom.item(url).id


def test_an_article_that_could_not_be_had_by_one_url_is_published_by_its_other(newsroom: Newsroom) -> None:
    gone = newsroom.url("/news/moved")
    newsroom.run(gone)
    newsroom.pages[BRIDGE.path] = page(BRIDGE.html(canonical=gone))

    newsroom.run(newsroom.url(BRIDGE.path))

    assert newsroom.states() == {"news/bridge": "published"}
    assert newsroom.item(gone).state == "published"


def test_what_a_person_refused_stays_refused_under_its_other_url(newsroom: Newsroom) -> None:
    newsroom.arabic |= dict([MISTRANSLATED])
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    newsroom.refuse(url)
    newsroom.pages["/print/bridge"] = page(BRIDGE.html(canonical=url))

    newsroom.run(newsroom.url("/print/bridge"))

    assert newsroom.states() == {"news/bridge": "refused"}


def test_a_publication_that_turns_out_to_be_anothers_is_withdrawn_and_not_dropped(newsroom: Newsroom) -> None:
    url, double = newsroom.publish(BRIDGE), newsroom.url("/copy")
    newsroom.pages["/copy"] = page(BRIDGE.html(canonical=double))
    newsroom.run(url, double)
    newsroom.pages["/copy"] = page(BRIDGE.html(canonical=url))

    newsroom.retry(double, stage="fetch")

    assert newsroom.states() == {"copy": "withdrawn", "news/bridge": "published"}
    withdrawn = newsroom.publication(double)
    assert (withdrawn["state"], withdrawn["blocks"]) == ("withdrawn", [])
    assert newsroom.item(url).id in withdrawn["history"][-1]["detail"]
    assert newsroom.changes()[-1]["state"] == "withdrawn"


def test_the_corrected_text_of_a_page_is_what_a_retry_from_fetch_publishes(newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    newsroom.publish(BRIDGE, paragraphs=CORRECTED_BRIDGE)

    newsroom.retry(url, stage="fetch")

    assert CORRECTED[1] in newsroom.texts(url)
