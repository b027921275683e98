import json
from collections.abc import Callable

import pytest

from pipeline.errors import REFUSAL_REASONS, Refused
from pipeline.model import Article, Figure
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


@pytest.mark.parametrize(
    ("node", "prompt", "is_published"),
    [
        ({"wordCount": 29}, "", True),
        ({"wordCount": "430"}, "", False),
        ({"hasPart": {"isAccessibleForFree": False, "cssSelector": ".closed, #more"}}, "", True),
        ({"hasPart": [{"isAccessibleForFree": "False", "cssSelector": ".closed"}]}, "", True),
        (
            {"hasPart": {"isAccessibleForFree": False, "cssSelector": ".closed"}},
            "Subscribe to continue reading.",
            False,
        ),
        ({"hasPart": {"isAccessibleForFree": False, "cssSelector": ".story"}}, "", False),
        ({"hasPart": {"isAccessibleForFree": False, "cssSelector": "div > p:first-child"}}, "", False),
        ({"hasPart": "all of it"}, "", False),
    ],
)
def test_a_short_article_that_is_not_free_is_published_where_the_page_shows_that_it_is_whole(
    extract: Callable[..., Article],
    node: dict[str, object],
    prompt: str,
    is_published: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    head = ld(**{"@type": "NewsArticle", "headline": "The ferry returns", "isAccessibleForFree": False, **node})
    more = "<div class='closed'><p>The harbour office said that it would open again on Friday at noon.</p></div>"
    body = f"<div class='story'>{SHORT}{more}</div><div>{prompt}</div>"
    if is_published:
        assert len(extract(body, head=head).blocks) == 2
        return
    with pytest.raises(Refused) as refused:
        extract(body, head=head)
    assert refused.value.reason == "paywall"


def post(time: str, text: str) -> str:
    return f"<div><p>{time}</p><h2>What {text.split(maxsplit=1)[0]} said</h2><p>{text}</p></div>"


POSTS = (
    "Ann Poe of the harbour office said that the fire was out, and that nobody was hurt.",
    "Bob Roe, who had been on board, said that the crew had brought everybody to the boats.",
    "Cleo Loe said from the quay that the smoke could be seen from the other side of the bay.",
    "Dan Moe of the coastguard said that a second boat had been sent from the islands.",
    "Eve Noe, the mayor, said that the hall would be open to all who had to wait.",
)
CLOCKS = ("18:01", "17:42", "17:05", "16:30", "16:02")


@pytest.mark.parametrize(
    "times",
    [
        [f"<time datetime='2026-02-03T{clock}:00Z'>{clock}</time>" for clock in CLOCKS],
        [f"<a href='#post-{clock}'>{clock} GMT</a>" for clock in CLOCKS],
        [f"<a href='https://[{clock}'>{clock} GMT</a>" for clock in CLOCKS],
        [f"{clock} p.m. ET" for clock in ("6:01", "5.42", "5:05", "4:30", "4:02")],
        ["5 min ago", "24m ago", "1 hour ago", "1h 31m ago", "2 hours ago"],
    ],
)
def test_posts_under_times_the_newest_first_are_a_live_blog(extract: Callable[..., Article], times: list[str]) -> None:
    end = "<p>The harbour office is to speak again in the morning, when the ferry has been brought in.</p>"
    with pytest.raises(Refused) as refused:
        extract("".join(map(post, times, POSTS)) + end)
    assert refused.value.reason == "live_blog"

    assert extract("".join(map(post, reversed(times), POSTS)) + end).blocks  # a timeline


@pytest.mark.parametrize(
    "body",
    [
        "".join(map(post, CLOCKS[:4], POSTS)),
        "".join(
            f"<div>{text}</div>"
            f"<div><a href='/news/at-{clock}'><time datetime='2026-02-03T{clock}:00Z'>{clock}</time></a></div>"
            for clock, text in zip(CLOCKS, POSTS, strict=True)
        ),
        "".join(f"<p>{text}</p>" for text in POSTS)
        + "<div class='comments'>"
        + "".join(f"<div><p>{clock}</p><p>I saw it too.</p></div>" for clock in CLOCKS)
        + "</div>",
    ],
)
def test_times_that_are_of_no_posts_make_no_live_blog(extract: Callable[..., Article], body: str) -> None:
    assert extract(body).blocks


def test_of_a_page_that_is_called_live_three_posts_are_enough(extract: Callable[..., Article]) -> None:
    posts = "".join(map(post, CLOCKS[:3], POSTS))
    for body, headline in (
        (posts, "Ferry fire: live updates"),
        (f"<div class='live-feed'>{posts}</div>", "Ferry fire"),
    ):
        with pytest.raises(Refused) as refused:
            extract(body, headline=headline)
        assert refused.value.reason == "live_blog"


def test_a_slideshow_is_an_article_of_figures(extract: Callable[..., Article]) -> None:
    def slide(number: int, text: str) -> str:
        caption = f"<figcaption>{text} <span class='credit'>Photo: Fay Goe/Reuters</span></figcaption>"
        return f"<figure><img src='/{number}.jpg' width='1200' height='800'>{caption}</figure>"

    slides = "".join(slide(number, text) for number, text in enumerate(POSTS))
    article = extract(f"<p>In pictures: the day the ferry burned.</p><div class='gallery'>{slides}</div>")

    assert [block.type for block in article.blocks] == ["paragraph", *["figure"] * 5]
    figures = [block for block in article.blocks if isinstance(block, Figure)]
    assert [figure.caption.text for figure in figures if figure.caption] == list(POSTS)
    assert {figure.credit for figure in figures} == {"Fay Goe/Reuters"}
    assert {block.type for block in extract(f"<div>{slides}</div>").blocks} == {"figure"}


def test_pictures_with_captions_make_no_article_of_a_page_that_is_none() -> None:
    figures = "".join(
        f"<figure><img src='/{n}.jpg'><figcaption>{text}</figcaption></figure>" for n, text in enumerate(POSTS)
    )
    html = f"<html lang='en'><title>Our harbour</title><h1>Our harbour</h1>{figures}</html>"

    assert reason(html) in {"no_article", "front_page", "too_short"}


def test_a_line_of_breaking_news_is_published_where_it_says_so(extract: Callable[..., Article]) -> None:
    head = ld(**{"@type": "NewsArticle", "headline": "Ferry on fire", "datePublished": "2026-02-03T18:01:00Z"})
    line = "<p>A ferry is on fire off Port Ellery, the coastguard said.</p>"

    assert len(extract(f"{line}<p>More to follow.</p>", head=head).blocks) == 1
    with pytest.raises(Refused) as refused:
        extract(line, head=head)
    assert refused.value.reason == "too_short"


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


WHO = ("harbour", "council", "captain", "doctor", "island", "school", "market", "engine")


def card(who: str, heading: str = "<h3><a href='/news/{0}'>What the {0} wants of the ferry next year</a></h3>") -> str:
    text = f"The {who} was seen by many on Tuesday, and by more on Wednesday, it is said."
    return f"<div>{heading.format(who)}<p>{text}</p></div>"


@pytest.mark.parametrize(
    "head",
    [
        "<meta property='og:type' content='website'>",
        ld(**{"@type": "CollectionPage", "name": "Ferries"}) + "<meta property='og:type' content='article'>",
        ld(
            **{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "What the harbour wants"}]}
        ),
    ],
)
def test_a_section_with_the_beginning_of_each_article_is_refused(head: str) -> None:
    html = f"<html lang='en'><title>Ferries | The Daily</title>{head}<h1>Ferries</h1>{''.join(map(card, WHO))}</html>"

    assert reason(html, "https://www.daily.example/news/ferries") == "front_page"


def test_headings_that_lead_within_the_page_or_to_what_is_described_make_no_list(
    extract: Callable[..., Article],
) -> None:
    within = "".join(card(who, "<h2><a href='#{0}'>What the {0} wants of the ferry next year</a></h2>") for who in WHO)
    html = f"<html lang='en'><title>The ferry</title><h1>The ferry and the town</h1>{within}</html>"
    assert extract_article(html.encode(), url=URL).blocks

    assert extract("".join(map(card, WHO))).blocks  # it calls itself an article


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
