"""A source made of an address: what is found there, what is asked of a person, and what sources.toml says then."""

import json

import pytest
from newsroom import FEED, ROBOTS, Newsroom, feed_of, page
from stories import BRIDGE, LIBRARY

from pipeline.errors import ConfigurationError, FetchError, InputError, NotPossible, Refused
from pipeline.model import Rights
from pipeline.run.looking import MAX_ASKED, Look, look
from pipeline.run.sourcing import add_source, objecting, rights_given, source_given
from pipeline.settings.sources import SourceSettings

OWN = Rights(basis="own", evidence="our own reporting")
SITEMAP = "/sitemap.xml"


@pytest.fixture
def site(newsroom: Newsroom) -> Newsroom:
    """Publish two articles on a site that no source has yet; its front page leads to its feed."""
    newsroom.configure(sources=[])
    for story in (BRIDGE, LIBRARY):
        newsroom.publish(story)
    newsroom.pages["/"] = page(
        '<!doctype html><html lang="en"><head><title>The Tamsin Post</title>'
        f'<link rel="alternate" type="application/rss+xml" href="{FEED}">'
        '<link rel="alternate" type="application/rss+xml" href="/comments/feed.xml">'
        '<link rel="alternate" type="application/atom+xml" href="/broken.xml">'
        '<link rel="alternate" hreflang="fr" href="/fr"></head><body><p>News of the valley.</p></body></html>'
    )
    newsroom.pages["/broken.xml"] = page("<html><p>not a feed</p></html>")
    return newsroom


def source_of(found: Look, rights: Rights = OWN, name: str = "") -> SourceSettings:
    return source_given(rights, name=name or found.name, hosts=found.hosts, feeds=found.feeds, sitemaps=found.sitemaps)


def looked_at(site: Newsroom, path: str = "/") -> Look:
    return look(site.url(path), site.settings)


def test_a_front_page_leads_to_its_feed_and_to_an_article_to_try(site: Newsroom) -> None:
    found = looked_at(site)
    assert (found.name, found.hosts, found.feeds, found.sitemaps) == (
        "The Tamsin Post", ("127.0.0.1",), (site.url(FEED),), ()
    )  # fmt: skip
    assert [announced.url for announced in found.announced] == [site.url(BRIDGE.path), site.url(LIBRARY.path)]
    assert found.trial
    assert found.trial.url == site.url(BRIDGE.path)
    assert found.trial.explanation.refused is None
    assert [line.text for line in found.trial.explanation.lines if line.kind == "paragraph"] == [
        english for english, _ in BRIDGE.paragraphs
    ]
    assert len(found.notes) == 1
    assert "broken.xml" in found.notes[0]
    assert site.requests("/comments/feed.xml") == 0


def test_an_article_is_its_own_trial_and_usual_places_are_tried_for_a_feed(site: Newsroom) -> None:
    found = looked_at(site, LIBRARY.path)
    assert found.trial
    assert (found.trial.url, found.feeds, found.notes) == (site.url(LIBRARY.path), (site.url(FEED),), ())


def test_a_feed_tells_its_articles_hosts(site: Newsroom) -> None:
    found = looked_at(site, FEED)
    assert (found.feeds, found.hosts, found.name) == ((site.url(FEED),), ("127.0.0.1",), "The Tamsin Post")


def test_a_site_without_feeds_is_known_by_the_sitemaps_of_its_robots_txt(site: Newsroom) -> None:
    del site.pages[FEED]
    site.pages[ROBOTS] = page(f"User-agent: *\nAllow: /\nSitemap: {site.url(SITEMAP)}\n", kind="text/plain")
    urls = "".join(f"<url><loc>{site.url(story.path)}</loc></url>" for story in (BRIDGE, LIBRARY))
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    site.pages[SITEMAP] = page(sitemap, kind="application/xml")
    found = looked_at(site)
    assert (found.feeds, found.sitemaps) == ((), (site.url(SITEMAP),))
    assert found.trial
    assert found.trial.explanation.refused is None


def test_of_thousands_of_sitemaps_that_robots_txt_names_the_first_are_asked_for(site: Newsroom) -> None:
    del site.pages[FEED]
    named = "".join(f"Sitemap: {site.url(f'/map-{number}.xml')}\n" for number in range(MAX_ASKED + 5))
    site.pages[ROBOTS] = page(f"User-agent: *\nAllow: /\n{named}", kind="text/plain")
    assert looked_at(site, LIBRARY.path).sitemaps == ()
    asked = [number for number in range(MAX_ASKED + 5) if site.requests(f"/map-{number}.xml")]
    assert asked == list(range(MAX_ASKED))


def test_a_site_without_feeds_and_sitemaps_is_known_by_a_page_that_links_to_its_articles(site: Newsroom) -> None:
    del site.pages[FEED]
    links = "".join(f'<p><a href="{s.path}-after-two-long-years">{s.headline[0]}</a></p>' for s in (BRIDGE, LIBRARY))
    site.pages["/section"] = page(f"<!doctype html><html><body><main>{links}</main></body></html>")
    site.pages[f"{BRIDGE.path}-after-two-long-years"] = site.pages[BRIDGE.path]
    found = looked_at(site, "/section")
    assert (found.feeds, found.sitemaps, found.pages) == ((), (), (site.url("/section"),))
    assert found.trial
    assert found.trial.explanation.refused is None


def test_where_nothing_is_an_article_the_trial_says_why(site: Newsroom) -> None:
    site.announced.clear()
    site.pages["/"] = page("<!doctype html><html><body><p>News of the valley.</p></body></html>")
    found = looked_at(site)
    assert (found.feeds, found.sitemaps) == ((), ())
    assert found.trial
    assert found.trial.explanation.refused


def test_a_site_that_has_a_source_or_does_not_answer_is_told(newsroom: Newsroom, site: Newsroom) -> None:
    with pytest.raises(InputError, match="no web address"):
        look("tamsin post", site.settings)
    with pytest.raises(Refused, match="no such page"):
        looked_at(site, "/missing")
    with pytest.raises(Refused):
        look("http://169.254.169.254/latest/meta-data", site.settings)
    site.pages["/"] = page("broken", status=500)
    with pytest.raises(FetchError):
        look(site.url("/"), newsroom.configure(sources=[], fetch={"attempts": 1}))
    with pytest.raises(NotPossible, match="'The Tamsin Post' has this host already"):
        look(site.url("/"), newsroom.configure())


def test_what_is_added_is_read_by_the_next_run_and_nothing_else_changes(site: Newsroom) -> None:
    file = site.config.parent / "sources.toml"
    before = "# Ours.\n\n[[source]]\nname = 'Other'   # kept\nhosts = ['other.example']"
    file.write_text(before, "utf-8")
    rights = rights_given("permission", 'Letter "7" of  2026', images=True)
    source = source_of(looked_at(site), rights, name='The "Tamsin" Post \\ تامسين')
    add_source(site.settings, source, "Layla Haddad")

    assert file.read_text("utf-8").startswith(before + "\n")
    assert site.settings.sources[1] == source
    assert site.settings.sources[1].rights == Rights(basis="permission", evidence='Letter "7" of 2026', images=True)
    with site.ledger() as ledger:
        event = ledger.events()[0]
    assert (event.event, event.by) == ("source added", "Layla Haddad")
    site.run()
    assert len(site.items()) == 2


def test_a_file_that_is_not_there_yet_is_made(site: Newsroom) -> None:
    file = site.config.parent / "sources.toml"
    file.unlink()
    add_source(site.settings, source_of(looked_at(site)), None)
    assert [source.name for source in site.settings.sources] == ["The Tamsin Post"]
    assert file.read_text("utf-8").startswith("[[source]]\n")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[[source]]\nname = 'x'\nhosts = ['127.0.0.1']\n", "more than one source claims the host 127.0.0.1"),
        ("source = [{name = 'x', hosts = ['x.example']}]\n", "not valid TOML"),
    ],
)
def test_what_would_not_be_valid_with_what_stands_there_is_not_written(site: Newsroom, text: str, fault: str) -> None:
    source = source_of(looked_at(site))
    settings = site.settings
    file = site.config.parent / "sources.toml"
    file.write_text(text, "utf-8")  # by somebody else, in between
    with pytest.raises(ConfigurationError, match=fault):
        add_source(settings, source, None)
    assert file.read_text("utf-8") == text


def test_a_name_is_one_sources(site: Newsroom) -> None:
    found = looked_at(site)
    add_source(site.settings, source_of(found), None)
    with pytest.raises(InputError, match="there is a source of this name"):
        add_source(site.settings, source_given(OWN, name=found.name, hosts=["www.example.org"]), None)


@pytest.mark.parametrize(
    ("basis", "evidence", "fault"),
    [("permission", "", "needs evidence"), ("cc-by-nd", "x", "NoDerivatives"), ("none", "x", "basis")],
)
def test_a_right_that_is_none_is_told(site: Newsroom, basis: str, evidence: str, fault: str) -> None:
    with pytest.raises(InputError, match=fault):
        source_of(looked_at(site), rights_given(basis, evidence, images=False))


def test_what_the_page_says_against_the_right_is_told(site: Newsroom) -> None:
    site.pages["/.well-known/tdmrep.json"] = page(json.dumps([{"location": "/*", "tdm-reservation": 1}]))
    found = looked_at(site)
    licence = rights_given("cc-by", "https://example.org/licence", images=False)
    assert any("tdm-reservation" in told for told in objecting(found, licence))
    assert objecting(found, OWN) == ()


def test_what_is_neither_page_nor_feed_gives_nothing_and_says_why(site: Newsroom) -> None:
    site.pages["/report.pdf"] = page(b"%PDF-1.7", kind="application/pdf")
    found = looked_at(site, "/report.pdf")
    assert (found.hosts, found.feeds, found.trial) == (("127.0.0.1",), (), None)
    assert "application/pdf" in found.notes[0]


def test_an_empty_feed_is_no_feed_to_take(site: Newsroom) -> None:
    site.pages[FEED] = page(feed_of([]), kind="application/rss+xml")
    assert looked_at(site).feeds == ()


def test_of_two_who_add_a_source_of_one_name_at_once_the_second_is_told(site: Newsroom) -> None:
    before = site.settings
    add_source(before, source_given(OWN, name="Valley Post", hosts=["valley.example"]), "Layla")
    with pytest.raises(InputError, match="there is a source of this name"):
        add_source(before, source_given(OWN, name="Valley Post", hosts=["post.example"]), "Omar")
    assert [source.hosts for source in site.settings.sources if source.name == "Valley Post"] == [("valley.example",)]
