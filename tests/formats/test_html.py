import json
import re

import pytest
from lxml import html as lxml_html
from lxml.html import HtmlElement

from pipeline.formats import to_html
from pipeline.formats.bidi import isolated
from pipeline.model import Flag, HistoryEntry, Image, Mark, Publication, PublishedEmbed, PublishedFigure


def page(publication: Publication) -> HtmlElement:
    return lxml_html.document_fromstring(to_html(publication))


def texts(tree: HtmlElement, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in tree.xpath(path)]


def test_the_page_is_arabic_and_right_to_left(publication: Publication) -> None:
    html = to_html(publication)
    assert html.startswith('<!DOCTYPE html>\n<html lang="ar" dir="rtl">')
    tree = page(publication)
    assert tree.xpath("//article/@dir") == ["rtl"]
    assert texts(tree, "//title") == [isolated(publication.headline.text)]


def test_it_begins_with_headline_standfirst_byline_and_date(publication: Publication) -> None:
    tree = page(publication)
    assert publication.description
    assert texts(tree, "//h1") == [publication.headline.text]
    assert texts(tree, "//p[@class='standfirst']") == [publication.description.text]
    assert texts(tree, "//p[@class='byline']") == ["بقلم مارا ويتفيلد (Mara Whitfield)، Tomas O'Neill"]
    assert tree.xpath("//header//time/@datetime") == ["2024-07-29T09:00:05-04:00"]


def test_without_authors_there_is_no_empty_byline(publication: Publication) -> None:
    source = publication.source.model_copy(update={"authors": ()})
    assert not page(publication.model_copy(update={"source": source})).xpath("//p[@class='byline']")


def test_blocks_are_in_order_and_list_items_are_one_list(publication: Publication) -> None:
    tree = page(publication)
    (header,) = tree.xpath("//article/header")
    tags = [element.tag for element in header.itersiblings()]
    assert tags == ["p", "p", "figure", "h2", "blockquote", "ul", "p", "aside", "figure", "p", "footer"]
    assert len(tree.xpath("//ul/li")) == 2


def test_a_figure_has_its_picture_its_alt_its_caption_and_its_credit_each_apart(publication: Publication) -> None:
    (figure, _) = page(publication).xpath("//figure")
    (image,) = figure.xpath("img")
    assert image.get("src") == "https://news.example/images/bridge.jpg"
    assert image.get("alt") == "جسر عند الغسق"
    assert (image.get("width"), image.get("height")) == ("1200", "800")
    assert texts(figure, ".//*[@class='caption']") == ["سيارات تعبر جسر Harbor Bridge في 23 يوليو 2024."]
    assert texts(figure, ".//*[@class='credit']") == ["آدا مورينو / Example Images"]


@pytest.mark.parametrize("image", [None, Image(url="javascript:alert(1)")])
def test_a_picture_that_may_not_be_shown_leaves_its_words(publication: Publication, image: Image | None) -> None:
    figure = publication.blocks[2]
    assert isinstance(figure, PublishedFigure)
    tree = page(publication.model_copy(update={"blocks": (figure.model_copy(update={"image": image}),)}))
    assert not tree.xpath("//img")
    assert texts(tree, "//figure/p[@class='no-image']") == ["صورة من المصدر: جسر عند الغسق"]
    assert texts(tree, "//*[@class='caption']")


def test_links_of_the_text_lead_where_the_source_s_lead(publication: Publication) -> None:
    tree = page(publication)
    (first, second) = tree.xpath("//article/p/a")
    assert (first.get("href"), first.get("rel")) == ("https://news.example/total?a=1&b=2", "noopener")
    assert first.text_content() == "أنها جمعت أكثر من 2.4 مليون دولار"
    assert second.text_content() == "تقرير المفتش المهم جدًا"


def test_a_post_is_a_card_with_its_words_its_author_and_a_link(publication: Publication) -> None:
    (card,) = page(publication).xpath("//aside[@class='embed']")
    assert texts(card, "blockquote") == ["الطريق مغلق حتى الساعة 13:00 <اليوم>."]
    assert texts(card, "p") == ["Harbor City (@harborcity)", "المنشور الأصلي: social.example"]
    assert card.xpath(".//a/@href") == ["https://social.example/@harbor/posts/17"]


def test_it_ends_with_attribution_and_both_disclaimers(publication: Publication) -> None:
    tree = page(publication)
    lines = zip(texts(tree, "//footer//dt"), texts(tree, "//footer//dd"), strict=True)
    assert list(lines) == [(line.label, line.value) for line in publication.attribution.lines]
    assert tree.xpath("//footer//dd/a/@href") == [publication.source.url]
    assert texts(tree, "//footer//h2") == ["المصدر"]
    assert texts(tree, "//footer//p") == [note.text for note in publication.disclaimers]


def test_latin_names_stand_in_elements_of_their_own_direction(publication: Publication) -> None:
    isolated = texts(page(publication), "//bdi")
    for run in ("Harbor Bridge", "Win With Neighbors", "Disney+", "Mara Whitfield", "www.news.example"):
        assert run in isolated


def test_it_says_to_machines_that_it_is_a_translation(publication: Publication) -> None:
    tree = page(publication)
    assert tree.xpath("//article/@data-translation") == ["machine"]
    (script,) = tree.xpath("//script")
    assert script.get("type") == "application/ld+json"
    data = json.loads(script.text)
    assert data["translationOfWork"]["url"] == publication.source.url
    assert data["digitalSourceType"] == "https://schema.org/TrainedAlgorithmicMediaDigitalSource"


def test_what_is_held_says_so_and_why_and_keeps_out_search_engines(publication: Publication) -> None:
    flag = Flag(code="rights_unknown", severity="hold", detail="no right to republish <news.example>")
    quality = publication.quality.model_copy(update={"flags": (flag,)})
    tree = page(publication.model_copy(update={"state": "held", "quality": quality}))
    (banner,) = texts(tree, "//section[@class='banner']")
    assert banner.startswith("معلّق")
    assert flag.detail in banner
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_what_is_withdrawn_says_so_and_why(publication: Publication) -> None:
    entry = HistoryEntry(revision=2, at=publication.translation.translated_at, event="withdrawn", detail="سحبه المصدر.")
    changes = {"state": "withdrawn", "blocks": (), "description": None, "history": (*publication.history, entry)}
    (banner,) = texts(page(publication.model_copy(update=changes)), "//section[@class='banner']")
    assert banner.startswith("سُحب هذا الخبر")
    assert "سحبه المصدر." in banner


def test_a_published_page_has_no_banner(publication: Publication) -> None:
    assert not page(publication).xpath("//section[@class='banner'] | //meta[@name='robots']")


def test_nothing_in_a_publication_becomes_markup(publication: Publication) -> None:
    attack = '</script><script>alert(1)</script><img src=x onerror="alert(1)">'
    embed = PublishedEmbed(id="b2", url="javascript:alert(1)", author=attack)
    headline = publication.headline.model_copy(
        update={"text": attack, "marks": (Mark(kind="link", start=0, end=9, href="javascript:alert(1)"),)}
    )
    source = publication.source.model_copy(update={"url": "javascript:alert(1)", "site": attack, "headline": attack})
    tree = page(publication.model_copy(update={"headline": headline, "source": source, "blocks": (embed,)}))
    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath("//img | //@onerror")
    assert not [href for href in tree.xpath("//@href") if href.startswith("javascript")]
    assert texts(tree, "//h1") == [attack]


def test_the_page_loads_nothing_but_pictures_and_runs_nothing(publication: Publication) -> None:
    tree = page(publication)
    assert tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [
        "default-src 'none'; img-src http: https:; style-src 'unsafe-inline'"
    ]
    assert not tree.xpath("//link[@rel='stylesheet'] | //script[@src] | //iframe")


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, #rrggbb, as WCAG 2 defines it."""
    shades = []
    for colour in (one, other):
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        shades.append(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    return (max(shades) + 0.05) / (min(shades) + 0.05)


def test_every_colour_of_text_can_be_read_on_every_ground_by_day_and_by_night(publication: Publication) -> None:
    style = page(publication).xpath("//style")[0].text
    palettes = [dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", part)) for part in style.split(":root")[1:3]]
    assert len(palettes) == 2
    for palette in palettes:
        for ground in ("paper", "tint"):
            for ink in ("ink", "soft", "accent"):
                assert contrast(palette[ink], palette[ground]) >= 4.5, (ink, ground)


def test_what_can_hold_no_element_has_its_runs_between_isolates(publication: Publication) -> None:
    description = publication.headline.model_copy(update={"text": "عرضت Disney+ فيلمًا بنسبة -5%"})
    html = to_html(publication.model_copy(update={"description": description}))

    assert '<meta name="description" content="عرضت \u2066Disney+\u2069 فيلمًا بنسبة \u2066-5%\u2069">' in html
