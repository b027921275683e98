"""What asking the sources gives, and what a broken feed does to the others."""

import pytest
from newsroom import FEED, Answer, CommandLine, Newsroom, feed_of, page
from stories import BRIDGE, LIBRARY

BROKEN = [
    pytest.param(page("<html><p>Not a feed at all", kind="text/html"), "neither RSS nor Atom", id="HTML"),
    pytest.param(page("once upon a time", kind="text/plain"), "no XML", id="plain text"),
    pytest.param(page("", status=404), "there is no such page", id="a 404"),
    pytest.param(page("", status=500), "answered 500", id="a 500"),
]


@pytest.mark.parametrize(("answer", "said"), BROKEN)
def test_a_broken_feed_is_reported_and_the_articles_of_the_other_are_done(
    newsroom: Newsroom, cli: CommandLine, answer: Answer, said: str
) -> None:
    broken = newsroom.url("/broken.xml")
    newsroom.pages["/broken.xml"] = answer
    newsroom.publish(BRIDGE)
    newsroom.configure(sources=[{**newsroom.source(), "feeds": [broken, newsroom.url(FEED)]}])

    finished = cli("run")

    assert finished.code == 0
    assert finished.out.rstrip().endswith("; 1 of 2 feeds failed")
    assert said in finished.err
    assert newsroom.states() == {"news/bridge": "published"}
    [failing] = cli("status", "--json").json["failing_feeds"]
    assert (failing["url"], failing["failures"]) == (broken, 1)
    assert broken in failing["message"]
    assert "Next: " in failing["message"]


@pytest.mark.parametrize(("answer", "said"), BROKEN)
def test_a_run_that_no_feed_answers_exits_4(newsroom: Newsroom, cli: CommandLine, answer: Answer, said: str) -> None:
    newsroom.pages[FEED] = answer

    finished = cli("run", "--quiet")

    assert finished.code == 4
    assert said in finished.err
    assert "1 of 1 feeds failed" in finished.out


def test_items_that_are_due_are_done_even_when_no_feed_answers(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)
    cli("run", "--limit", "0")
    newsroom.pages[FEED] = page("", status=500)

    assert cli("run").code == 4
    assert newsroom.states() == {"news/bridge": "published"}


def test_a_feed_that_works_again_is_no_longer_counted_as_failing(newsroom: Newsroom, cli: CommandLine) -> None:
    works, newsroom.pages[FEED] = newsroom.pages[FEED], page("", status=500)
    cli("run")
    newsroom.pages[FEED] = works

    cli("run")

    assert cli("status", "--json").json["failing_feeds"] == []


def test_a_feed_that_has_not_changed_is_not_sent_again(newsroom: Newsroom) -> None:
    newsroom.publish(BRIDGE)
    unchanged = page("", status=304)
    fresh = page(feed_of(newsroom.announced), kind="application/rss+xml", etag='"1"')
    newsroom.pages[FEED] = lambda asked: (unchanged if asked.headers.get("If-None-Match") == '"1"' else fresh)(asked)
    newsroom.run()
    newsroom.publish(LIBRARY)

    summary = newsroom.run()

    assert (summary.discovery.asked, summary.discovery.answered, summary.discovery.new) == (1, 1, ())


def test_a_run_of_one_source_leaves_the_others_alone(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)
    other = {"name": "The Other Post", "hosts": ["localhost"], "feeds": [newsroom.url("/other.xml")]}
    newsroom.configure(sources=[newsroom.source(), other])

    finished = cli("run", "--source", "The Tamsin Post")

    assert finished.code == 0
    assert newsroom.requests("/other.xml") == 0
    assert newsroom.states() == {"news/bridge": "published"}


def test_a_source_that_does_not_exist_is_a_usage_error_that_names_those_that_do(
    newsroom: Newsroom, cli: CommandLine
) -> None:
    del newsroom
    finished = cli("run", "--source", "Nobody")

    assert finished.code == 2
    assert "'The Tamsin Post'" in finished.err


def test_a_source_with_nothing_but_a_sitemap_is_read_from_it(newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{url}</loc></url></urlset>'
    newsroom.pages["/sitemap.xml"] = page(sitemap, kind="application/xml")
    newsroom.configure(
        sources=[{**newsroom.source(), "feeds": [], "sitemaps": [newsroom.url("/sitemap.xml")]}],
    )

    summary = newsroom.run()

    assert (summary.exit_code, summary.discovery.asked, summary.discovery.answered) == (0, 1, 1)
    assert newsroom.states() == {"news/bridge": "published"}
    assert newsroom.requests(FEED) == 0


def test_a_sitemap_that_fails_is_reported_as_a_feed_is(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)
    newsroom.configure(sources=[{**newsroom.source(), "sitemaps": [newsroom.url("/nowhere.xml")]}])

    finished = cli("run")

    assert finished.code == 0
    assert "nowhere.xml" in finished.err
    assert newsroom.states() == {"news/bridge": "published"}
