from lxml import html as lxml_html

from pipeline.formats.json_feed import json_feed
from pipeline.model import Publication, PublishedFigure


def test_a_feed_says_its_version_title_and_language(publication: Publication) -> None:
    feed = json_feed([publication])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert feed["language"] == "ar"


def test_items_come_in_the_order_given(publication: Publication) -> None:
    other = publication.model_copy(update={"id": "f" * 16})
    assert [item["id"] for item in json_feed([other, publication])["items"]] == [other.id, publication.id]


def test_an_item_is_the_publication_with_its_own_dates_and_the_source_s_url(publication: Publication) -> None:
    (item,) = json_feed([publication])["items"]
    assert publication.description
    assert item["external_url"] == publication.source.url
    assert item["title"] == publication.headline.text
    assert item["summary"] == publication.description.text
    assert item["image"] == "https://news.example/images/bridge.jpg"
    assert item["date_published"] == item["date_modified"] == "2024-07-30T13:02:05Z"
    assert item["authors"] == [{"name": "مارا ويتفيلد"}, {"name": "Tomas O'Neill"}]
    assert item["language"] == "ar"


def test_its_html_carries_figures_attribution_and_disclaimers(publication: Publication) -> None:
    (item,) = json_feed([publication])["items"]
    tree = lxml_html.fragment_fromstring(item["content_html"])
    assert (tree.get("lang"), tree.get("dir")) == ("ar", "rtl")
    figures = [block for block in publication.blocks if isinstance(block, PublishedFigure)]
    assert len(tree.xpath("//figure")) == len(figures)
    for words in (publication.attribution.lines[2].value, *(note.text for note in publication.disclaimers)):
        assert words in tree.text_content()


def test_it_says_that_it_is_a_machine_s_translation(publication: Publication) -> None:
    extension = json_feed([publication])["items"][0]["_republish"]
    assert extension["translation_method"] == "machine"
    assert extension["engines"] == ["google"]
    assert extension["digital_source_type"].endswith("trainedAlgorithmicMedia")
    assert extension["state"] == "published"


def test_what_is_not_known_is_left_out(publication: Publication) -> None:
    source = publication.source.model_copy(update={"authors": ()})
    bare = publication.model_copy(update={"description": None, "blocks": (), "source": source})
    assert not {"summary", "image", "authors"} & set(json_feed([bare])["items"][0])


def test_an_empty_feed_is_a_feed() -> None:
    assert json_feed([])["items"] == []
