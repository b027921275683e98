import json
from collections.abc import Callable

import pytest

from pipeline.errors import REFUSAL_REASONS, Refused
from pipeline.model import Article
from pipeline.stages.extract import extract_article

URL = "https://www.daily.example/news/ferry"
SHORT = (
    "<p>A ferry caught fire off Port Ellery on Tuesday morning, the harbour office said. All 42 people on board "
    "were brought to safety, and the fire was put out within an hour.</p>"
)


def reason(html: str, url: str = URL) -> str:
    with pytest.raises(Refused) as refused:
        extract_article(html.encode(), url=url)
    assert refused.value.item == url
    return refused.value.reason


def ld(**node: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", "no_article"),
        ("<html></html>", "no_article"),
        ("%PDF-1.4", "not_html"),
        (
            (
                "<html lang='en'><title>Ferry | Daily</title><meta property='og:type' content='article'>"
                "<div id='root'></div>"
                "<noscript>You need to enable JavaScript to run this app.</noscript></html>"
            ),
            "no_article",
        ),
        (
            (
                "<title>Page not found</title><h1>Sorry, we can’t find that page</h1><p>It may have been moved or "
                "deleted. Try the search, or go back to our front page for the latest headlines.</p>"
            ),
            "error_page",
        ),
        (
            (
                "<title>Before you continue</title><h1>We value your privacy</h1><p>We and our partners "
                "store information on a device, such as IDs in cookies, to process your personal data with consent."
            ),
            "wall",
        ),
        (
            "<title>Just a moment...</title><h1>Checking your browser</h1><p>Verify that you are human.</p>",
            "wall",
        ),
        (
            (
                "<title>Moved</title><meta http-equiv='refresh' content='0; url=https://www.daily.example/new'>"
                "<p>This page has moved to a new address.</p>"
            ),
            "redirect",
        ),
        ("<title>Ferry</title><h1>Ferry</h1><p>More soon.</p>", "too_short"),
    ],
)
def test_pages_that_are_no_articles(html: str, expected: str) -> None:
    assert expected in REFUSAL_REASONS
    assert reason(html) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (ld(**{"@type": "LiveBlogPosting", "headline": "Ferry fire: live"}), "live_blog"),
        (ld(**{"@type": "AdvertiserContentArticle", "headline": "Sail with us"}), "sponsored"),
        ("<meta property='article:section' content='Sponsored Content'>", "sponsored"),
    ],
)
def test_articles_that_are_not_for_publishing(extract: Callable[..., Article], head: str, expected: str) -> None:
    with pytest.raises(Refused) as refused:
        extract(head=head)

    assert refused.value.reason == expected


def test_a_label_above_the_headline_tells_that_it_is_sponsored(extract: Callable[..., Article], body: str) -> None:
    with pytest.raises(Refused) as refused:
        extract(f"<p>Paid content</p>{body}")

    assert refused.value.reason == "sponsored"


def test_a_teaser_of_a_closed_article_is_refused(extract: Callable[..., Article], body: str) -> None:
    closed = ld(**{"@type": "NewsArticle", "headline": "The ferry returns", "isAccessibleForFree": "False"})
    with pytest.raises(Refused) as refused:
        extract(SHORT, head=closed)

    assert refused.value.reason == "paywall"
    longer = body + body.replace("ferry", "boat") + body.replace("The", "A")
    assert extract(longer, head=closed).blocks


def test_a_video_with_a_line_of_text_is_refused(extract: Callable[..., Article]) -> None:
    with pytest.raises(Refused) as refused:
        extract(SHORT, head=ld(**{"@type": "VideoObject", "name": "Ferry fire"}))

    assert refused.value.reason == "video_only"


@pytest.mark.parametrize("lang", ["es", "en", ""])
def test_another_language_is_refused_whatever_is_declared(extract: Callable[..., Article], lang: str) -> None:
    spanish = "".join(
        f"<p>{text}</p>"
        for text in (
            "El transbordador volvió al puerto el martes tras once semanas, y cientos de personas lo esperaban.",
            "El capitán dijo que la tripulación había esperado la marea y que los motores se probaron tres veces.",
            "Los pasajeros podrán reservar desde el viernes, según la empresa, aunque no habrá travesía nocturna.",
        )
    )
    with pytest.raises(Refused) as refused:
        extract(spanish, lang=lang, headline="El transbordador vuelve al puerto")

    assert refused.value.reason == "not_english"


def test_a_front_page_is_refused() -> None:
    cards = "".join(
        f"<div><h3><a href='/news/{n}'>Story number {n} about the harbour and its ferries</a></h3></div>"
        for n in range(40)
    )
    html = f"<html lang='en'><title>The Daily</title><meta property='og:type' content='website'>{cards}</html>"

    assert reason(html, "https://www.daily.example/") == "front_page"


@pytest.mark.parametrize(
    "head",
    [
        "<meta http-equiv='refresh' content='600'>",
        "<meta http-equiv='refresh' content='300; url=https://www.daily.example/news/2024/ferry-returns'>",
        ld(**{"@type": "NewsArticle", "headline": "The ferry returns", "isAccessibleForFree": True}),
    ],
)
def test_a_short_genuine_item_is_published(extract: Callable[..., Article], head: str) -> None:
    assert len(extract(SHORT, head=head).blocks) == 1
