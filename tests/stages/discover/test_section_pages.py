"""Section pages: which of their links are articles, and which are everything else that a publisher links to."""

import pytest
from pytest_httpserver import HTTPServer

from pipeline.errors import FeedUnreadable, Refused
from pipeline.stages.discover import FeedResult, discover_page
from pipeline.stages.discover.section_pages import MAX_ARTICLES, looks_like_an_article
from pipeline.web import Validators, WebClient

HOSTS = ("127.0.0.1", "www.news.example")
HEADLINE = "Old bridge over the river reopens"


def page(*links: str) -> str:
    return f"<!doctype html><html><head><title>World</title></head><body><main>{''.join(links)}</main></body></html>"


def link(href: str, text: str = HEADLINE) -> str:
    return f'<div><a href="{href}"><h3>{text}</h3></a></div>'


def discovered(site: HTTPServer, client: WebClient, html: str) -> FeedResult:
    site.expect_oneshot_request("/world").respond_with_data(html, content_type="text/html; charset=utf-8")
    return discover_page(site.url_for("/world"), client, HOSTS)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.news.example/world/2024/07/29/bridge",
        "https://www.news.example/world/2024/jul/29/bridge-reopens",
        "https://www.news.example/2024-07-29/bridge",
        "https://www.news.example/20240729/bridge.html",
        "https://www.news.example/world/old-bridge-over-river-reopens",
        "https://www.news.example/world/old-bridge-over-river-reopens.html?x=1",
        "https://www.news.example/world/old_bridge_over_river/",
        "https://www.news.example/news/world-europe-68991234",
        "https://www.news.example/news/articles/c4ng8v2lxy7o",
        "https://www.news.example/story/5512345",
    ],
)
def test_an_address_as_articles_have_it_looks_like_one(url: str) -> None:
    assert looks_like_an_article(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.news.example/",
        "https://www.news.example/world",
        "https://www.news.example/world/europe/",
        "https://www.news.example/middle-east",
        "https://www.news.example/tag/bridges-of-the-world",
        "https://www.news.example/authors/mara-whitfield-of-the-harbour",
        "https://www.news.example/topics/old-bridges-and-new-ones",
        "https://www.news.example/live/2024/07/29/bridge-opens",
        "https://www.news.example/video/old-bridge-over-river-reopens",
        "https://www.news.example/login?next=/2024/07/29/bridge",
        "https://www.news.example/images/old-bridge-over-river-2024.jpg",
    ],
)
def test_a_list_a_picture_and_a_login_do_not(url: str) -> None:
    assert not looks_like_an_article(url)


def test_articles_are_announced_in_the_order_of_the_page_each_once(site: HTTPServer, client: WebClient) -> None:
    one, two = "/world/old-bridge-over-river-reopens", "https://www.news.example/2024/07/29/library"
    found = discovered(
        site, client, page(link(one), link(two, "Library opens its &amp; rooms at night"), link(f"{one}#comments"))
    ).found
    assert [(entry.url, entry.title) for entry in found] == [
        (site.url_for(one), HEADLINE),
        (two, "Library opens its & rooms at night"),
    ]


def test_other_hosts_menus_footers_and_short_texts_are_passed_over(site: HTTPServer, client: WebClient) -> None:
    html = page(
        link("https://elsewhere.example/2024/07/29/bridge"),
        f"<nav>{link('/2024/07/29/menu')}</nav><footer>{link('/2024/07/29/footer')}</footer>",
        link("/2024/07/29/short", "Read more"),
        link("javascript:alert(1)"),
        link("//www.news.example.evil.example/2024/07/29/bridge"),
        link("/2024/07/29/bridge"),
    )
    assert [entry.url for entry in discovered(site, client, html).found] == [site.url_for("/2024/07/29/bridge")]


def test_of_a_page_with_very_many_links_the_first_count(site: HTTPServer, client: WebClient) -> None:
    html = page(*(link(f"/2024/07/29/story-{number}") for number in range(3_000)))
    found = discovered(site, client, html).found
    assert len(found) == MAX_ARTICLES
    assert found[0].url.endswith("/story-0")


def test_a_page_of_very_many_tags_is_not_parsed(site: HTTPServer, client: WebClient) -> None:
    with pytest.raises(FeedUnreadable, match="more than 50000 tags"):
        discovered(site, client, page(link("/2024/07/29/bridge"), "<p>" * 100_000))


@pytest.mark.parametrize("html", ["", "once upon a time", page(), page(link("/world"), link("/politics"))])
def test_a_page_that_names_no_article_is_reported(html: str, site: HTTPServer, client: WebClient) -> None:
    with pytest.raises(FeedUnreadable) as caught:
        discovered(site, client, html)
    assert caught.value.item == site.url_for("/world")
    assert "sources.toml" in str(caught.value)


def test_a_page_that_has_not_changed_is_not_read_again(site: HTTPServer, client: WebClient) -> None:
    site.expect_request("/world", headers={"if-none-match": '"1"'}).respond_with_data("", status=304)
    result = discover_page(site.url_for("/world"), client, HOSTS, conditional=Validators(etag='"1"'))
    assert (result.not_modified, result.etag, result.found) == (True, '"1"', ())


def test_robots_txt_rules_section_pages_too(site: HTTPServer, client: WebClient) -> None:
    site.clear()
    site.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /world")
    with pytest.raises(Refused) as caught:
        discover_page(site.url_for("/world"), client, HOSTS)
    assert caught.value.reason == "robots"
