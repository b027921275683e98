"""What asking the sources gives, and what a broken feed does to the others."""

import datetime as dt
from dataclasses import replace

import pytest
from followed import HOUR, MINUTE, Clock
from newsroom import FEED, ROBOTS, Answer, CommandLine, Newsroom, feed_of, in_turn, page
from stories import BRIDGE, CLOCK, LIBRARY, ORCHARD

from pipeline.run.opening import utc_now

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


# ---- section pages, and what a robots.txt names


def test_a_source_with_nothing_but_a_section_page_is_read_from_it(newsroom: Newsroom) -> None:
    url = newsroom.publish(replace(BRIDGE, path="/2025/03/03/bridge"))
    newsroom.pages["/world"] = page(f'<html><body><main><a href="{url}">{BRIDGE.headline[0]}</a></main></body></html>')
    newsroom.configure(sources=[{**newsroom.source(), "feeds": [], "pages": [newsroom.url("/world")]}])

    summary = newsroom.run()

    assert (summary.exit_code, summary.discovery.asked, summary.discovery.answered) == (0, 1, 1)
    assert newsroom.states() == {"2025/03/03/bridge": "published"}


def sitemap(url: str, changed: dt.date | None) -> Answer:
    lastmod = f"<lastmod>{changed}</lastmod>" if changed else ""
    return page(f"<urlset><url><loc>{url}</loc>{lastmod}</url></urlset>", kind="application/xml")


def test_the_sitemaps_that_robots_txt_names_are_asked_for_what_is_new(newsroom: Newsroom) -> None:
    newsroom.clock = Clock()
    today, years_ago = newsroom.clock.now.date(), dt.date(2019, 1, 1)
    lines = [f"Sitemap: {newsroom.url(path)}" for path in ("/new.xml", "/old.xml", "/undated.xml")]
    elsewhere = f"Sitemap: {newsroom.url('/other.xml', host='localhost')}"
    newsroom.pages[ROBOTS] = page("\n".join([*lines, elsewhere]), kind="text/plain")
    newsroom.pages["/new.xml"] = sitemap(newsroom.publish(BRIDGE), today)
    newsroom.pages["/old.xml"] = sitemap(newsroom.publish(LIBRARY), years_ago)
    newsroom.pages["/undated.xml"] = sitemap(newsroom.publish(CLOCK), None)
    newsroom.configure(sources=[{**newsroom.source(), "feeds": [], "robots_sitemaps": True}])

    summary = newsroom.run()

    assert (summary.exit_code, summary.discovery.asked) == (0, 0), "at https, where nobody listens"
    newsroom.configure(sources=[{**newsroom.source(), "feeds": [newsroom.url("/empty.xml")], "robots_sitemaps": True}])
    newsroom.pages["/empty.xml"] = page(feed_of([]), kind="application/rss+xml")

    summary = newsroom.run()

    assert (summary.discovery.asked, summary.discovery.answered) == (4, 4)
    assert newsroom.requests("/other.xml") == 0
    assert newsroom.states() == {"news/bridge": "published"}


# ---- what publishers ask for


def test_a_feed_is_left_alone_for_as_long_as_its_publisher_asks(newsroom: Newsroom) -> None:
    clock = newsroom.clock = Clock()
    fresh = page("<rss><channel><ttl>60</ttl></channel></rss>", kind="application/rss+xml", etag='"1"')
    newsroom.pages[FEED] = in_turn(fresh, page("", status=304, etag='"1"'))
    asked = []
    for minutes in (0, 59, 2, 58, 2):
        clock.passes(MINUTE * minutes)
        summary = newsroom.run()
        assert summary.exit_code == 0
        asked.append(summary.discovery.asked)
    assert asked == [1, 0, 1, 0, 1]
    assert newsroom.requests(FEED) == 3


def test_robots_txt_is_asked_for_once_a_day_whatever_the_runs(newsroom: Newsroom) -> None:
    clock = newsroom.clock = Clock()
    newsroom.publish(BRIDGE)
    for hours in (0, 1, 22, 1):
        clock.passes(HOUR * hours)
        newsroom.run()
    assert (newsroom.requests(ROBOTS), newsroom.requests("/.well-known/tdmrep.json")) == (2, 2)
    assert newsroom.requests(BRIDGE.path) == 4


def test_news_is_done_before_what_was_none_when_it_was_found(newsroom: Newsroom, cli: CommandLine) -> None:
    now = utc_now()
    dates = {LIBRARY: now - dt.timedelta(days=400), BRIDGE: now, ORCHARD: None}
    entries = []
    for story, at in dates.items():
        newsroom.publish(story)
        news = f"<n:news><n:publication_date>{at.isoformat()}</n:publication_date></n:news>" if at else ""
        entries.append(f"<url><loc>{newsroom.url(story.path)}</loc>{news}</url>")
    newsroom.pages["/sitemap.xml"] = page(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">{"".join(entries)}</urlset>',
        kind="text/xml",
    )
    newsroom.configure(sources=[{**newsroom.source(), "feeds": [], "sitemaps": [newsroom.url("/sitemap.xml")]}])

    assert cli("run", "--limit", "1").code == 0

    assert newsroom.states() == {"news/bridge": "published", "news/library": "discovered", "news/orchard": "discovered"}
    assert {item.url.rsplit("/", 1)[1]: item.backfill for item in newsroom.items()} == {
        "bridge": False, "library": True, "orchard": True
    }  # fmt: skip
