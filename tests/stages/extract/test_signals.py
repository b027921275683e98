"""What is read off a page about its reuse, and from where."""

import datetime as dt
import json

import pytest
from stories import BRIDGE

from pipeline.model import Signal, SourcePage
from pipeline.stages.extract import extract, extract_article
from pipeline.stages.extract.signals import directives

BY = "https://creativecommons.org/licenses/by/4.0/"
HTML = BRIDGE.html()


def told(head: str = "", **headers: str) -> list[tuple[str, str, str]]:
    page = SourcePage(
        url="https://news.example/a",
        final_url="https://news.example/a",
        status=200,
        content_type="text/html",
        headers={name.replace("_", "-"): value for name, value in headers.items()},
        retrieved_at=dt.datetime(2025, 3, 3, tzinfo=dt.UTC),
        html=HTML.replace("</head>", f"{head}</head>").encode(),
    )
    return [(signal.kind, signal.value, signal.where) for signal in extract(page).signals]


def test_a_page_that_says_nothing_has_no_signals() -> None:
    assert told() == []


def test_headers_are_read() -> None:
    found = told(
        tdm_reservation="1",
        tdm_policy="https://news.example/tdm.json",
        content_usage="train-ai=n",
        x_robots_tag="noai, max-snippet:-1",
        link=f'<{BY}>; rel="license", <https://news.example/a>; rel=canonical',
    )
    assert found == [
        ("tdm-reservation", "1", "header"),
        ("tdm-policy", "https://news.example/tdm.json", "header"),
        ("content-usage", "train-ai=n", "header"),
        ("noai", "X-Robots-Tag", "header"),
        ("license", BY, "header"),
    ]


def test_meta_elements_and_links_are_read() -> None:
    head = (
        '<meta name="TDM-Reservation" content="1"><meta name="robots" content="index, NoTranslate,noimageai">'
        f'<link rel="license" href="{BY}">'
    )
    assert told(head) == [
        ("tdm-reservation", "1", "meta"),
        ("notranslate", "robots", "meta"),
        ("noimageai", "robots", "meta"),
        ("license", BY, "link"),
    ]


@pytest.mark.parametrize("license_", [BY, {"@type": "CreativeWork", "url": BY, "name": "CC BY"}, {"@id": BY}])
def test_licence_and_copyright_in_json_ld_are_read(license_: object) -> None:
    node = {
        "@type": "NewsArticle",
        "headline": BRIDGE.headline[0],
        "datePublished": "2025-03-03T08:30:00+02:00",
        "license": license_,
        "copyrightHolder": {"@type": "Organization", "name": "Reuters"},
        "copyrightNotice": "© 2025 Reuters",
    }
    page = HTML.replace("</head>", f'<script type="application/ld+json">{json.dumps(node)}</script></head>')
    # the page's own node comes first, and tells no licence
    page = page.replace('"@type": "NewsArticle", "headline"', '"@type": "WebPage", "headline"', 1)
    found = extract_article(page.encode(), url="https://news.example/a").signals
    assert found == (
        Signal(kind="license", value=BY, where="JSON-LD"),
        Signal(kind="copyright-holder", value="Reuters", where="JSON-LD"),
        Signal(kind="copyright-notice", value="© 2025 Reuters", where="JSON-LD"),
    )


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("noarchive", ["noarchive"]),
        ("NOINDEX, NoAI", ["noai"]),
        ("otherbot: noarchive, notranslate", []),
        ("noai, otherbot: noarchive", ["noai"]),
        ("unavailable_after: 25 Jun 2030 15:00:00 PST, notranslate", ["notranslate"]),
        ("max-image-preview:large, noarchive", ["noarchive"]),
        ("noaim, xnotranslate", []),
    ],
)
def test_directives_are_those_for_every_robot(value: str, found: list[str]) -> None:
    assert directives(value) == found


def test_what_is_said_of_the_images_is_told_apart_from_the_text() -> None:
    image = {"@type": "ImageObject", "license": {"@id": "https://www.daily.example/l"}, "copyrightNotice": "© Roe"}
    head = f'<meta name="copyright" content="The Daily"><script type="application/ld+json">{json.dumps(image)}</script>'

    assert set(told(head)) == {
        ("rights-statement", "The Daily", "meta"),
        ("image-license", "https://www.daily.example/l", "JSON-LD ImageObject"),
        ("image-copyright-notice", "© Roe", "JSON-LD ImageObject"),
    }
