import pytest

from pipeline.formats import to_schema_org
from pipeline.model import Publication, Rights


def test_it_is_an_arabic_news_article(publication: Publication) -> None:
    article = to_schema_org(publication)
    assert (article["@context"], article["@type"]) == ("https://schema.org", "NewsArticle")
    assert article["inLanguage"] == "ar"
    assert article["headline"] == publication.headline.text


def test_the_source_s_dates_stay_with_the_source(publication: Publication) -> None:
    article = to_schema_org(publication)
    assert article["datePublished"] == "2024-07-30T13:02:05Z"
    assert article["translationOfWork"]["datePublished"] == "2024-07-29T09:00:05-04:00"
    assert article["translationOfWork"]["dateModified"] == "2024-07-29T16:00:05Z"


def test_the_work_translated_is_named_with_its_url_and_its_publisher(publication: Publication) -> None:
    article = to_schema_org(publication)
    work = article["translationOfWork"]
    assert article["isBasedOn"] == work["url"] == publication.source.url
    assert (work["inLanguage"], work["headline"]) == ("en", publication.source.headline)
    assert work["publisher"]["name"] == "Example News"


def test_authors_have_both_their_names(publication: Publication) -> None:
    assert to_schema_org(publication)["author"] == [
        {"@type": "Person", "name": "مارا ويتفيلد", "alternateName": "Mara Whitfield"},
        {"@type": "Person", "name": "Tomas O'Neill"},
    ]


def test_each_picture_has_its_caption_and_its_credit(publication: Publication) -> None:
    bridge, crew = to_schema_org(publication)["image"]
    assert bridge == {
        "@type": "ImageObject",
        "contentUrl": "https://news.example/images/bridge.jpg",
        "width": 1200,
        "height": 800,
        "description": "جسر عند الغسق",
        "caption": "سيارات تعبر جسر Harbor Bridge في 23 يوليو 2024.",
        "creditText": "آدا مورينو / Example Images",
    }
    assert "caption" not in crew


def test_engines_are_translators_and_the_reviewer_an_editor(publication: Publication) -> None:
    assert to_schema_org(publication)["translator"] == [{"@type": "Organization", "name": "google"}]
    assert "editor" not in to_schema_org(publication)
    translation = publication.translation.model_copy(update={"reviewed_by": "سمير نصار"})
    reviewed = to_schema_org(publication.model_copy(update={"translation": translation}))
    assert reviewed["editor"] == {"@type": "Person", "name": "سمير نصار"}


@pytest.mark.parametrize(
    ("state", "status"), [("published", "Published"), ("held", "Draft"), ("withdrawn", "Withdrawn")]
)
def test_its_state_is_told(publication: Publication, state: str, status: str) -> None:
    assert to_schema_org(publication.model_copy(update={"state": state}))["creativeWorkStatus"] == status


def test_nothing_in_it_is_empty(publication: Publication) -> None:
    source = publication.source.model_copy(update={"authors": (), "first_published_at": None, "modified_at": None})
    bare = to_schema_org(publication.model_copy(update={"description": None, "blocks": (), "source": source}))
    assert not [
        name for name, value in (*bare.items(), *bare["translationOfWork"].items()) if value in (None, "", [], {})
    ]
    assert bare["translationOfWork"]["datePublished"] == "2024-07-29"


def test_the_licence_is_linked_where_there_is_one(publication: Publication) -> None:
    url = "https://creativecommons.org/licenses/by/4.0/"
    rights = Rights(basis="cc-by", license_url=url)
    assert to_schema_org(publication.model_copy(update={"rights": rights}))["license"] == url
    assert "license" not in to_schema_org(publication)
