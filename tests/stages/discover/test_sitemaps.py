"""Sitemaps: what a publisher names there, the latest first."""

import datetime as dt
import gzip
from collections.abc import Callable

import pytest
from pytest_httpserver import HTTPServer

from pipeline.errors import FeedUnreadable, Refused
from pipeline.stages.discover import Announcement, FeedResult, discover_sitemap
from pipeline.stages.discover.announcement import MAX_FOUND
from pipeline.stages.discover.sitemaps import MAX_SITEMAPS
from pipeline.web import Validators, WebClient

Discover = Callable[..., FeedResult]

NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)
NEWS = f"""<?xml version="1.0" encoding="UTF-8"?><urlset {NAMESPACES}>
<url><loc>https://news.example/older</loc><lastmod>2024-08-02</lastmod><news:news>
  <news:title>Older &amp; wiser</news:title>
  <news:publication_date>2024-07-29T13:00:00+01:00</news:publication_date></news:news></url>
<url><loc> https://news.example/newer?x=1&amp;y=2 </loc><news:news>
  <news:publication_date>2024-07-29T13:00:00Z</news:publication_date></news:news></url>
<url><loc>https://news.example/day</loc><news:news><news:publication_date>2024-07-28</news:publication_date></news:news></url>
</urlset>"""


@pytest.fixture
def discover(site: HTTPServer, client: WebClient) -> Discover:
    """Discovers what a sitemap of the given text names."""

    def discovered(text: str | bytes, content_type: str = "application/xml") -> FeedResult:
        site.expect_oneshot_request("/sitemap.xml").respond_with_data(text, content_type=content_type)
        return discover_sitemap(site.url_for("/sitemap.xml"), client)

    return discovered


def urlset(*entries: str) -> str:
    return f"<urlset {NAMESPACES}>{''.join(f'<url>{entry}</url>' for entry in entries)}</urlset>"


def index(*entries: str) -> str:
    return f"<sitemapindex {NAMESPACES}>{''.join(f'<sitemap>{entry}</sitemap>' for entry in entries)}</sitemapindex>"


def urls(result: FeedResult) -> list[str]:
    return [announcement.url for announcement in result.found]


def test_a_news_sitemap_is_read_latest_first_and_a_day_is_no_instant(discover: Discover) -> None:
    one_o_clock = dt.datetime(2024, 7, 29, 13, tzinfo=dt.UTC)
    assert discover(NEWS).found == (
        Announcement(url="https://news.example/newer?x=1&y=2", published_at=one_o_clock),
        Announcement(
            url="https://news.example/older", title="Older & wiser", published_at=one_o_clock - dt.timedelta(hours=1)
        ),
        Announcement(url="https://news.example/day"),
    )


def test_a_plain_sitemap_is_ordered_by_lastmod_which_is_no_publication(discover: Discover) -> None:
    result = discover(
        urlset(
            "<loc>https://news.example/never</loc>",
            "<loc>https://news.example/a</loc><lastmod>2024-07-28</lastmod>",
            "<loc>https://news.example/b</loc><lastmod>2024-07-29T00:00:00Z</lastmod>",
            "<loc>https://news.example/soon</loc><lastmod>soon</lastmod>",
            "<loc>ftp://news.example/c</loc>",
            "<lastmod>2024-07-29</lastmod>",
        )
    )
    assert urls(result) == [f"https://news.example/{name}" for name in ("b", "a", "never", "soon")]
    assert all(announcement.published_at is None for announcement in result.found)


def test_only_the_latest_are_taken(discover: Discover) -> None:
    entries = (f"<loc>/{number}</loc><lastmod>{2000 + number}-01-01</lastmod>" for number in range(MAX_FOUND + 1))
    found = urls(discover(urlset(*entries)))
    assert len(found) == MAX_FOUND
    assert found[0].endswith(f"/{MAX_FOUND}")
    assert found[-1].endswith("/1")


def test_a_gzip_file_is_read(discover: Discover) -> None:
    assert len(discover(gzip.compress(NEWS.encode()), "application/gzip").found) == 3


def test_of_an_index_the_latest_sitemaps_are_read(site: HTTPServer, discover: Discover) -> None:
    entries = []
    for number in range(MAX_SITEMAPS + 2):
        entries.append(f"<loc>/{number}.xml</loc><lastmod>2024-07-{number + 1:02}</lastmod>")
        text = urlset(f"<loc>https://news.example/{number}</loc>")
        site.expect_request(f"/{number}.xml").respond_with_data(text, content_type="text/xml")
    latest_first = range(MAX_SITEMAPS + 1, 1, -1)
    assert urls(discover(index(*entries))) == [f"https://news.example/{number}" for number in latest_first]


def test_an_index_within_an_index_names_nothing(site: HTTPServer, discover: Discover) -> None:
    site.expect_request("/inner.xml").respond_with_data(index("<loc>/inner.xml</loc>"), content_type="text/xml")
    assert discover(index("<loc>/inner.xml</loc>")).found == ()
    assert [request.path for request, _ in site.log].count("/inner.xml") == 1


def test_what_is_not_newer_announces_nothing(site: HTTPServer, client: WebClient) -> None:
    site.expect_request("/sitemap.xml", headers={"If-None-Match": '"1"'}).respond_with_data("", status=304)
    result = discover_sitemap(site.url_for("/sitemap.xml"), client, conditional=Validators(etag='"1"'))
    assert result == FeedResult(etag='"1"', not_modified=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Not a sitemap",
        "<rss><channel/></rss>",
        "<!DOCTYPE urlset [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><urlset><url><loc>&a;</loc></url></urlset>",
        "<urlset>" + "<url/>" * 300_000,
        gzip.compress(bytes(20_000_000)),
        gzip.compress(NEWS.encode())[:-9],
        b"\x1f\x8b nonsense",
    ],
    ids=["empty", "text", "RSS", "entity", "tags", "bomb", "cut short", "broken"],
)
def test_what_is_no_sitemap_is_named_with_the_next_step(
    text: str | bytes, site: HTTPServer, discover: Discover
) -> None:
    with pytest.raises(FeedUnreadable) as caught:
        discover(text)
    assert caught.value.item == site.url_for("/sitemap.xml")
    assert "sources.toml" in str(caught.value)


def test_a_sitemap_that_leads_astray_is_refused(discover: Discover) -> None:
    with pytest.raises(Refused) as caught:
        discover(index("<loc>http://169.254.169.254/latest/meta-data/</loc>"))
    assert caught.value.reason == "address"


def test_of_an_index_only_what_may_have_changed_is_read_again(site: HTTPServer, client: WebClient) -> None:
    read_at = dt.datetime(2024, 7, 29, 13, tzinfo=dt.UTC)
    lastmods = {"new": "2024-07-29T14:00:00Z", "day": "2024-07-28", "old": "2024-06-30T23:59:59+02:00", "untold": ""}
    entries = "".join(
        f"<sitemap><loc>{site.url_for(f'/{name}.xml')}</loc><lastmod>{told}</lastmod></sitemap>"
        for name, told in lastmods.items()
    )
    site.expect_request("/index.xml").respond_with_data(f"<sitemapindex>{entries}</sitemapindex>")
    for name in lastmods:
        article = f"<urlset><url><loc>https://news.example/{name}</loc></url></urlset>"
        site.expect_request(f"/{name}.xml").respond_with_data(article)
    result = discover_sitemap(site.url_for("/index.xml"), client, read_at=read_at)
    assert {entry.url.rpartition("/")[2] for entry in result.found} == {"new", "day", "untold"}


def test_what_is_older_than_wanted_or_tells_no_time_is_left_out(site: HTTPServer, client: WebClient) -> None:
    site.expect_request("/news.xml").respond_with_data(NEWS)
    newer_than = dt.datetime(2024, 7, 29, 12, 30, tzinfo=dt.UTC)
    result = discover_sitemap(site.url_for("/news.xml"), client, newer_than=newer_than)
    assert [entry.url for entry in result.found] == ["https://news.example/newer?x=1&y=2"]
