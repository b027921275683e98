import json
from collections.abc import Callable

import pytest

from pipeline.model import Article, Figure
from pipeline.stages.extract import extract_article

WORDS = "The ferry on Monday, before it sailed"


def told(article: Article) -> list[tuple[str | None, str | None]]:
    return [
        (block.caption.text if block.caption else None, block.credit)
        for block in article.blocks
        if isinstance(block, Figure)
    ]


@pytest.mark.parametrize(
    ("figure", "caption", "credit"),
    [
        (f"<figure><img src='/a.jpg'><figcaption>{WORDS}</figcaption></figure>", WORDS, None),
        (
            f"<figure><img src='/a.jpg'><figcaption>{WORDS} <span class='credit'>Jane Roe</span></figcaption></figure>",
            WORDS,
            "Jane Roe",
        ),
        (
            (
                f"<figure><img src='/a.jpg'><figcaption><span>{WORDS}</span>"
                "<span>Jane Roe for The Daily</span></figcaption></figure>"
            ),
            WORDS,
            "Jane Roe for The Daily",
        ),
        (f"<div class='photo'><img src='/a.jpg'><div class='caption'>{WORDS}</div></div>", WORDS, None),
        (
            f"<figure><div><img src='/a.jpg'><span>Getty Images</span></div><figcaption>{WORDS}</figcaption></figure>",
            WORDS,
            "Getty Images",
        ),
        (
            (
                f"<div class='wp-caption'><a href='/a.jpg'><img src='/a.jpg'></a>"
                f"<p class='wp-caption-text'>{WORDS}</p></div>"
            ),
            WORDS,
            None,
        ),
        (
            (
                f"<div class='css-1'><div class='css-2'><img src='/a.jpg'></div><div class='css-3'>{WORDS}</div>"
                "<div class='css-3'>Getty Images</div></div>"
            ),
            WORDS,
            "Getty Images",
        ),
        (
            (
                "<figure><amp-img src='/a.jpg' width='600' height='400'></amp-img>"
                f"<figcaption>{WORDS}</figcaption></figure>"
            ),
            WORDS,
            None,
        ),
        (
            (
                "<figure><img src='/a.jpg'><button>View 3 images</button>"
                f"<figcaption>Image caption, {WORDS}</figcaption></figure>"
            ),
            WORDS,
            None,
        ),
        (
            (
                f"<div class='image'><img src='/a.jpg'><div class='credit-caption'><div class='caption'><p>{WORDS}. "
                "<b class='credit'>Jane Roe/AP</b> <b class='hide-caption'>hide caption</b></p></div>"
                "<b class='toggle-caption'>toggle caption</b></div></div>"
            ),
            f"{WORDS}.",
            "Jane Roe/AP",
        ),
        (
            (
                f"<div class='image'><picture><img src='/a.jpg'></picture><div class='image__metadata'>"
                f"<div class='image__caption attribution'><span>{WORDS}.</span></div>"
                "<figcaption class='image__credit'>Jane Roe/Getty Images</figcaption></div></div>"
            ),
            f"{WORDS}.",
            "Jane Roe/Getty Images",
        ),
        ("<figure><img src='/a.jpg' alt='A ferry'></figure>", None, None),
        (
            f"<div class='box'><div><img src='/a.jpg'></div><h4>{WORDS}</h4><p>Photo: AFP</p></div>",
            WORDS,
            "AFP",
        ),
        (
            (
                f"<figure><img src='/a.jpg'><figcaption>{WORDS}."
                "<span class='credit'>Jane Roe/AP</span><span class='credit'>Jane Roe/AP</span></figcaption></figure>"
            ),
            f"{WORDS}.",
            "Jane Roe/AP",
        ),
        (f"<img src='/a.jpg' data-caption='{WORDS}' data-credit='Jane Roe/AP'>", WORDS, "Jane Roe/AP"),
    ],
)
def test_a_figure_with_its_texts_apart(
    extract: Callable[..., Article], body: str, figure: str, caption: str | None, credit: str | None
) -> None:
    first, rest = body.split("</p>", 1)
    article = extract(f"{first}</p>{figure}{rest}")

    assert [block.type for block in article.blocks] == ["paragraph", "figure", *["paragraph"] * 3]
    assert told(article) == [(caption, credit)]


@pytest.mark.parametrize(
    "figure",
    [
        f"<figure><img src='/a.jpg'><figcaption>{WORDS}</figcaption></figure>",
        f"<div class='hero'><img src='/a.jpg'><p class='caption'>{WORDS}</p></div>",
    ],
)
def test_a_lead_image_stands_above_the_text(extract: Callable[..., Article], body: str, figure: str) -> None:
    article = extract(figure + body)

    assert article.blocks[0].type == "figure"
    assert told(article) == [(WORDS, None)]


@pytest.mark.parametrize(
    "other",
    [
        "<div class='author-bio'><img src='/jane.jpg' alt='Jane Roe'></div>",
        "<aside><figure><img src='/x.jpg'><figcaption>Ten ferries to see</figcaption></figure></aside>",
        "<div class='related'><a href='/x'><img src='/x.jpg'><h3>Ten ferries to see</h3></a></div>",
        "<img src='/pixel.gif' width='1' height='1'>",
        "<div><a href='/x'><img src='/x.jpg'></a><h3><a href='/x'>Ten ferries to see</a></h3></div>",
        "<img src='/logo.png' alt='The Daily'>",
        "<form class='newsletter'><img src='/letter.jpg'><p>Get our newsletter in your inbox</p></form>",
    ],
)
def test_what_is_no_figure_of_the_article(extract: Callable[..., Article], body: str, other: str) -> None:
    first, rest = body.split("</p>", 1)

    assert told(extract(f"{first}</p>{other}{rest}")) == []


def test_a_gallery_shown_twice_is_told_once(extract: Callable[..., Article], body: str) -> None:
    slides = "".join(
        f"<figure><img src='/{name}-{size}.jpg'><figcaption>The {name} on Monday</figcaption></figure>"
        for size in ("800x600", "80x60")
        for name in ("ferry", "pier")
    )

    assert told(extract(f"<div class='gallery'>{slides}</div>{body}")) == [
        ("The ferry on Monday", None),
        ("The pier on Monday", None),
    ]


def test_the_alt_is_kept_apart_from_the_caption(extract: Callable[..., Article], body: str) -> None:
    (figure, *_) = extract(
        f"<figure><img src='/a.jpg' alt='A white ferry'><figcaption>{WORDS}</figcaption></figure>{body}"
    ).blocks

    assert isinstance(figure, Figure)
    assert figure.alt == "A white ferry"
    assert figure.image is not None
    assert figure.image.url == "https://www.daily.example/a.jpg"


def test_a_caption_that_was_taken_for_text_is_no_paragraph(extract: Callable[..., Article], body: str) -> None:
    long = "The ferry on Monday, before it sailed for the islands with forty passengers and the post on board."
    article = extract(
        f"{body}<div class='image-box'><img src='/a.jpg'><p>{long}</p></div>{body.replace('ferry', 'boat')}"
    )

    assert told(article) == [(long, None)]
    assert long not in [block.text for block in article.blocks if not isinstance(block, Figure)]


@pytest.mark.parametrize(
    "caption",
    [
        f"{WORDS}, Tuesday, May 1, 2024. (DW Photo/Jane Roe)",
        f"{WORDS}, Tuesday, May 1, 2024. Credit: Jane Roe",
        f"{WORDS}, Tuesday, May 1, 2024. Jane Roe/Getty Images",
    ],
)
@pytest.mark.parametrize(
    "box", ["<div><img src='/a.jpg'><p>{}</p></div>", "<p><img src='/a.jpg'><br><small>{}</small></p>"]
)
def test_what_is_signed_beside_an_image_is_its_caption_whatever_it_is_set_as(
    extract: Callable[..., Article], body: str, caption: str, box: str
) -> None:
    article = extract(box.format(caption) + body)

    [(words, credit)] = told(article)
    assert words is not None
    assert words.startswith(WORDS)
    assert credit in {"DW Photo/Jane Roe", "Jane Roe", "Jane Roe/Getty Images"}
    assert len(article.blocks) == 1 + body.count("<p>")


def test_json_ld_tells_what_the_page_does_not_show_of_an_image(extract: Callable[..., Article], body: str) -> None:
    said = {"@type": "ImageObject", "url": "/a-1200x800.jpg", "caption": f"{WORDS} (Jane Roe/AP)"}
    head = f'<script type="application/ld+json">{json.dumps(said)}</script>'

    assert told(extract(f"<figure><img src='/a-600x400.jpg'></figure>{body}", head=head)) == [(WORDS, "Jane Roe/AP")]
    shown = "<figure><img src='/a-600x400.jpg'><figcaption>The ferry</figcaption></figure>"
    assert told(extract(f"{shown}{body}", head=head)) == [("The ferry", None)]


def test_a_figure_of_the_text_and_of_a_gallery_above_the_headline_stands_in_the_text(body: str) -> None:
    figure = f"<figure><img src='/a.jpg'><figcaption>{WORDS}</figcaption></figure>"
    first, rest = body.split("</p>", 1)
    html = f"<main>{figure}<h1>The harbour on Monday</h1>{first}</p>{figure}{rest}</main>"

    article = extract_article(html.encode(), url="https://www.daily.example/news/harbour")

    assert [block.type for block in article.blocks] == ["paragraph", "figure", *["paragraph"] * 3]


def test_slides_after_an_only_paragraph_are_figures_of_the_article(extract: Callable[..., Article]) -> None:
    image, caption = '<img src="/ferry-{0}.jpg" width="900">', '<div class="slide__caption">Slide {0}.</div>'
    slide = f'<div class="slide">{image}{caption}</div>'
    text = (
        "The ferry returned to the harbour on Tuesday after eleven weeks in dry dock, and hundreds stood on the quay."
    )
    article = extract(f"<article><p>{text}</p>{''.join(slide.format(number) for number in range(3))}</article>")

    captions = [block.caption.text for block in article.blocks if isinstance(block, Figure) and block.caption]
    assert captions == ["Slide 0.", "Slide 1.", "Slide 2."]
