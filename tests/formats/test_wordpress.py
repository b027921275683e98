import pytest

from pipeline.formats import to_wordpress
from pipeline.model import Publication


def test_a_post_is_a_draft_unless_told_otherwise(publication: Publication) -> None:
    assert to_wordpress(publication)["status"] == "draft"
    assert to_wordpress(publication, status="publish")["status"] == "publish"


@pytest.mark.parametrize("state", ["held", "withdrawn"])
def test_what_is_not_published_is_a_draft_whatever_is_told(publication: Publication, state: str) -> None:
    assert to_wordpress(publication.model_copy(update={"state": state}), status="publish")["status"] == "draft"


def test_it_has_title_excerpt_date_and_the_newsroom_s_categories(publication: Publication) -> None:
    post = to_wordpress(publication, categories=(7, 9), tags=(3,))
    assert publication.description
    assert post["title"] == publication.headline.text
    assert post["excerpt"] == publication.description.text
    assert post["date_gmt"] == "2024-07-30T13:02:05"
    assert (post["categories"], post["tags"]) == ([7, 9], [3])


def test_its_slug_is_readable_unique_and_the_same_in_every_revision(publication: Publication) -> None:
    slug = "volunteers-raise-2-4-million-online-for-harbor-bridge-repair-01234567"
    assert to_wordpress(publication)["slug"] == slug
    assert to_wordpress(publication.model_copy(update={"revision": 2}))["slug"] == slug


def test_a_slug_needs_no_letters_of_the_headline(publication: Publication) -> None:
    source = publication.source.model_copy(update={"headline": "…"})
    assert to_wordpress(publication.model_copy(update={"source": source}))["slug"] == "01234567"


def test_its_content_is_one_block_with_attribution_and_disclaimers(publication: Publication) -> None:
    content = to_wordpress(publication)["content"]
    assert content.startswith('<!-- wp:html -->\n<div lang="ar" dir="rtl" data-translation="machine">')
    assert content.endswith("<!-- /wp:html -->")
    for note in publication.disclaimers:
        assert note.text in content


def test_machines_are_told_whence_and_how_it_came(publication: Publication) -> None:
    assert to_wordpress(publication)["meta"] == {
        "republish_id": publication.id,
        "republish_revision": 1,
        "republish_source_url": publication.source.url,
        "republish_translation_method": "machine",
        "republish_digital_source_type": publication.translation.digital_source_type,
    }
