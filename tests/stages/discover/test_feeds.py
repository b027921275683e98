"""Discover: what feeds announce, in the shapes that publishers give them."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer

from pipeline.errors import FeedUnreadable, Refused, ServerFailed
from pipeline.stages.discover import Announcement, FeedResult, discover_feed
from pipeline.stages.discover.announcement import MAX_FOUND
from pipeline.web import Validators, WebClient

Discover = Callable[..., FeedResult]

ONE_O_CLOCK = dt.datetime(2024, 7, 29, 13, tzinfo=dt.UTC)

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>News</title><ttl>15</ttl>
<item><title>A &amp;amp; &lt;b&gt;B&lt;/b&gt;
  again</title><link>https://news.example/a?x=1&amp;y=2</link><pubDate>Mon, 29 Jul 2024 14:00:00 +0100</pubDate></item>
<item><title><![CDATA[«C» & D]]></title><link><![CDATA[https://news.example/c?x=1&y=2]]></link>
  <pubDate>Mon, 29 Jul 2024 13:00:00 GMT</pubDate></item>
<item><guid isPermaLink="true">https://news.example/e</guid></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/world/"><title>News</title>
<entry><title type="html">A &amp;mdash; B</title><link rel="self" href="/api/a"/><link href="a"/>
  <published>2024-07-29T13:00:00+02:00</published><updated>2024-08-01T00:00:00Z</updated></entry>
<entry><title>C</title><link rel="alternate" href="/c"/><updated>2024-08-01T00:00:00Z</updated></entry>
</feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://news.example/"><title>News</title></channel>
<item rdf:about="https://news.example/a"><title>A</title><link>https://news.example/a</link></item></rdf:RDF>"""


@pytest.fixture
def discover(site: HTTPServer, client: WebClient) -> Discover:
    """Discovers what a feed of the given text announces."""

    def discovered(text: str | bytes, content_type: str = "application/rss+xml", **headers: str) -> FeedResult:
        site.expect_oneshot_request("/feed").respond_with_data(text, headers=headers, content_type=content_type)
        return discover_feed(site.url_for("/feed"), client)

    return discovered


def urls(result: FeedResult) -> list[str]:
    return [announcement.url for announcement in result.found]


def rss(*items: str) -> str:
    return f"<rss version='2.0'><channel>{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>"


def test_rss_is_read(discover: Discover) -> None:
    result = discover(RSS)
    assert result.found == (
        Announcement(
            url="https://news.example/a?x=1&y=2",
            title="A & B again",
            published_at=ONE_O_CLOCK,
        ),
        Announcement(
            url="https://news.example/c?x=1&y=2",
            title="«C» & D",
            published_at=ONE_O_CLOCK,
        ),
        Announcement(url="https://news.example/e"),
    )
    assert result.ttl == 15 * 60
    assert FeedResult.model_validate_json(result.model_dump_json()) == result


def test_atom_is_read_and_an_update_is_no_publication(discover: Discover) -> None:
    assert discover(ATOM, "application/atom+xml").found == (
        Announcement(
            url="https://news.example/world/a", title="A — B", published_at=ONE_O_CLOCK - dt.timedelta(hours=2)
        ),
        Announcement(url="https://news.example/c", title="C"),
    )


def test_rdf_is_read(discover: Discover) -> None:
    assert urls(discover(RDF, "text/xml")) == ["https://news.example/a"]


def test_links_are_made_absolute_and_only_web_addresses_are_taken(site: HTTPServer, discover: Discover) -> None:
    links = ["/a", "b?x=1", "//other.example/c", "ftp://news.example/d", "mailto:a@news.example", "javascript:alert(1)",
             "http://[::1", "", "   "]  # fmt: skip
    found = urls(discover(rss(*(f"<link>{link}</link>" for link in links))))
    assert found == [site.url_for("/a"), site.url_for("/b?x=1"), "http://other.example/c"]


def test_a_url_is_announced_once_however_it_is_written(discover: Discover) -> None:
    same = ["https://news.example/a", "https://NEWS.example/a?utm_source=rss", "https://news.example/a#comments"]
    assert urls(discover(rss(*(f"<link>{link}</link>" for link in same)))) == same[:1]


def test_no_more_than_the_first_announcements_are_taken(discover: Discover) -> None:
    items = (f"<link>https://news.example/{number}</link>" for number in range(MAX_FOUND + 1))
    found = urls(discover(rss(*items)))
    assert (len(found), found[0]) == (MAX_FOUND, "https://news.example/0")


def test_a_feed_without_announcements_is_a_feed(discover: Discover) -> None:
    assert discover(rss()).found == ()


@pytest.mark.parametrize(
    ("broken", "what"),
    [
        ("<rss><channel><item><link>https://news.example/a?x=1&y=2</link>", "a bare ampersand, and no end"),
        ("<rss><channel><item><title>A&nbsp;&eacute;&foo;</title><link>https://news.example/a?x=1&#38;y=2</link></item></channel></rss>",
         "HTML's entities"),
        ("\n\n<?xml version='1.0'?><rss><channel><item><link>https://news.example/a?x=1&amp;y=2</link></item></channel></rss>",
         "lines before the XML declaration"),
        ("<rss><channel><item><title>\x0b\x00</title><link>https://news.example/a?x=1&amp;y=2</link></item></channel></rss>",
         "control characters"),
        ("<rss><channel><item><media:x/><link>https://news.example/a?x=1&amp;y=2</link></item></channel></rss>",
         "a prefix that is not declared"),
        ("<!DOCTYPE rss PUBLIC '-//Netscape//DTD RSS 0.91//EN' 'rss.dtd'>"  # noqa: ISC004 - one feed in two lines
         "<rss><channel><item><link>https://news.example/a?x=1&amp;y=2</link></item></channel></rss>", "a doctype"),
    ],
)  # fmt: skip
def test_what_publishers_get_wrong_is_read_all_the_same(broken: str, what: str, discover: Discover) -> None:
    assert urls(discover(broken)) == ["https://news.example/a?x=1&y=2"], what


@pytest.mark.parametrize(
    ("encoding", "content_type"),
    [("utf-8", "text/xml"), ("utf-8", "application/rss+xml; charset=utf-8"), ("utf-16", "application/xml"),
     ("windows-1252", "text/xml; charset=windows-1252"), ("utf-8-sig", "text/html")],
)  # fmt: skip
def test_encodings_are_recognised(encoding: str, content_type: str, discover: Discover) -> None:
    declared = encoding.removesuffix("-sig")
    text = f"<?xml version='1.0' encoding='{declared}'?>" + rss(
        "<title>Café</title><link>https://news.example/a</link>"
    )
    assert discover(text.encode(encoding), content_type).found[0].title == "Café"


# ---- the next request


def test_validators_are_kept_and_what_is_not_newer_announces_nothing(site: HTTPServer, client: WebClient) -> None:
    modified = "Mon, 29 Jul 2024 13:00:00 GMT"
    site.expect_request("/feed", headers={"If-None-Match": '"1"'}).respond_with_data("", status=304)
    site.expect_request("/feed").respond_with_data(RSS, headers={"ETag": '"1"', "Last-Modified": modified})
    first = discover_feed(site.url_for("/feed"), client)
    assert (first.etag, first.last_modified, first.not_modified) == ('"1"', modified, False)
    again = discover_feed(site.url_for("/feed"), client, conditional=Validators(first.etag, first.last_modified))
    assert again == FeedResult(etag='"1"', last_modified=modified, not_modified=True)


@pytest.mark.parametrize(
    ("ttl", "seconds"), [("60", 3600), ("0", 0), ("99999999", 24 * 3600), ("soon", None), ("", None)]
)
def test_the_publishers_pace_is_told_in_seconds(ttl: str, seconds: int | None, discover: Discover) -> None:
    assert discover(f"<rss><channel><ttl>{ttl}</ttl></channel></rss>").ttl == seconds


# ---- what is no feed


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no XML"),
        ("Not a feed", "no XML"),
        ('{"items": []}', "no XML"),
        ("<!doctype html><html><body><p>Hi</p></body></html>", "no XML"),
        ("<html xmlns='http://www.w3.org/1999/xhtml'><p>Hi</p></html>", "<html>"),
        ("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>", "<urlset>"),
        (b"%PDF-1.7\n\x00\xff", "no XML"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no XML"),
    ],
)
def test_what_is_no_feed_is_named_with_the_next_step(
    text: str | bytes, why: str, site: HTTPServer, discover: Discover
) -> None:
    with pytest.raises(FeedUnreadable, match=why) as caught:
        discover(text)
    assert caught.value.item == site.url_for("/feed")
    assert "sources.toml" in str(caught.value)


def test_a_feed_that_cannot_be_had_raises_as_a_page_would(site: HTTPServer, client: WebClient) -> None:
    site.expect_request("/gone").respond_with_data("", status=404)
    site.expect_request("/down").respond_with_data("", status=500)
    with pytest.raises(Refused):
        discover_feed(site.url_for("/gone"), client)
    with pytest.raises(ServerFailed):
        discover_feed(site.url_for("/down"), client)


# ---- bombs

LAUGHS = "<!DOCTYPE rss [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
)
BOMBS = {
    "billion laughs": LAUGHS + "]><rss><channel><item><title>&j;</title></item></channel></rss>",
    "quadratic entities": f"<!DOCTYPE rss [<!ENTITY a '{'a' * 100_000}'>]><rss>{'&a;' * 10_000}</rss>",
    "an external entity": "<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rss><channel>&a;</channel></rss>",
    "an external entity in UTF-16": "<?xml version='1.0' encoding='utf-16'?><!DOCTYPE r [<!ENTITY a SYSTEM 'x'>]><r/>",
    "a million items": "<rss><channel>" + "<item/>" * 600_000,
    "nesting": "<rss>" + "<a>" * 100_000,
    "attributes": "<rss><channel><item " + " ".join(f"a{n}='1'" for n in range(100_000)) + "/></channel></rss>",
    "attributes in many tags": "<rss>" + f"""<a {" ".join(f"a{n}='1'" for n in range(200))}/>""" * 1000,
    "references": "<rss><channel><item><title>" + "&" * 3_000_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_no_feed(name: str, discover: Discover) -> None:
    bomb = BOMBS[name]
    with pytest.raises(FeedUnreadable):
        discover(bomb.encode("utf-16") if "UTF-16" in name else bomb)


def test_a_feed_that_is_too_large_is_refused(discover: Discover) -> None:
    with pytest.raises(Refused) as caught:
        discover(rss("<title>" + "a" * 6_000_000 + "</title>"))
    assert caught.value.reason == "too_large"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
@given(text=st.text(alphabet="<>/&;![]CDATA-rsitemlnk:= '\"\x00é", max_size=200))
def test_no_text_makes_a_feed_fail_in_an_unforeseen_way(text: str, discover: Discover) -> None:
    try:
        result = discover(f"<rss><channel>{text}")
    except FeedUnreadable:
        return
    assert all(url.startswith("http") for url in urls(result))
