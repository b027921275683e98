import os
from pathlib import Path
from typing import Any

import pytest
from validity import ninjs_validator

from pipeline.formats import to_ninjs
from pipeline.model import Publication, Rights

SCHEMA = os.environ.get("REPUBLISH_TEST_NINJS_SCHEMA")


def without(publication: Publication, **changes: Any) -> Publication:  # noqa: ANN401 - any field
    source = publication.source.model_copy(
        update={"authors": (), "site": "", "first_published_at": None, "modified_at": None, "url": "no address"}
    )
    return publication.model_copy(update={"source": source, "description": None, "history": (), **changes})


@pytest.mark.skipif(SCHEMA is None, reason="REPUBLISH_TEST_NINJS_SCHEMA names no file with IPTC's schema")
@pytest.mark.parametrize("state", ["published", "held", "withdrawn"])
def test_it_validates_against_iptc_s_schema_formats_included(publication: Publication, state: str) -> None:
    assert SCHEMA
    faults = ninjs_validator(Path(SCHEMA))
    for version in (publication, without(publication), without(publication, blocks=())):
        assert faults(to_ninjs(version.model_copy(update={"state": state}))) == []
    assert faults({**to_ninjs(publication), "headline": "a key that ninjs does not know"})


@pytest.mark.parametrize(
    ("state", "status"), [("published", "usable"), ("held", "withheld"), ("withdrawn", "canceled")]
)
def test_its_status_is_iptc_s(publication: Publication, state: str, status: str) -> None:
    assert to_ninjs(publication.model_copy(update={"state": state}))["pubStatus"] == status


def test_it_is_the_same_object_in_every_revision(publication: Publication) -> None:
    first, second = (to_ninjs(publication.model_copy(update={"revision": number})) for number in (1, 2))
    assert first["uri"] == second["uri"] == "urn:republish:publication:0123456789abcdef"
    assert (first["version"], second["version"]) == ("1", "2")


def test_the_source_is_an_association_with_its_own_dates_and_names(publication: Publication) -> None:
    source = to_ninjs(publication)["associations"][0]
    assert (source["rel"], source["uri"]) == ("translationOf", publication.source.url)
    assert source["language"] == "en"
    assert source["headlines"][0]["value"] == publication.source.headline
    assert source["firstCreated"] == "2024-07-29T09:00:05-04:00"
    assert source["by"] == "Mara Whitfield, Tomas O'Neill"


def test_each_picture_is_an_association_with_caption_alt_and_credit(publication: Publication) -> None:
    _, bridge, crew = to_ninjs(publication)["associations"]
    assert bridge["type"] == "picture"
    assert {text["role"]: text["value"] for text in bridge["descriptions"]} == {
        "caption": "سيارات تعبر جسر Harbor Bridge في 23 يوليو 2024.",
        "alt": "جسر عند الغسق",
    }
    assert bridge["by"] == "آدا مورينو / Example Images"
    assert bridge["renditions"] == [
        {"name": "main", "href": "https://news.example/images/bridge.jpg", "width": 1200, "height": 800}
    ]
    assert "width" not in crew["renditions"][0]


def test_engines_and_reviewer_are_sources_of_information(publication: Publication) -> None:
    translation = publication.translation.model_copy(update={"reviewed_by": "سمير نصار"})
    sources = to_ninjs(publication.model_copy(update={"translation": translation}))["infoSources"]
    assert [(source["name"], source["role"]) for source in sources] == [
        ("Example News", "originator"),
        ("google", "machine-translator"),
        ("سمير نصار", "reviewer"),
    ]


def test_its_digital_source_type_is_iptc_s_term(publication: Publication) -> None:
    assert to_ninjs(publication)["digitalSourceType"] == {
        "name": "trainedAlgorithmicMedia",
        "uri": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
    }


def test_disclaimers_are_descriptions_and_stand_in_the_body_too(publication: Publication) -> None:
    made = to_ninjs(publication)
    for note in publication.disclaimers:
        assert note.text in [text["value"] for text in made["descriptions"]]
        assert note.text in made["bodies"][0]["value"]


def test_editors_are_told_who_translated_and_first_of_a_withdrawal(publication: Publication) -> None:
    [translated] = [note.text for note in publication.disclaimers if note.kind == "machine_translation"]
    assert to_ninjs(publication)["edNote"] == translated
    note = to_ninjs(publication.model_copy(update={"state": "withdrawn"}))["edNote"]
    assert note.startswith("سُحب هذا الخبر")
    assert note.endswith(translated)


def test_credit_and_licence_are_rights_information(publication: Publication) -> None:
    url = "https://creativecommons.org/licenses/by/4.0/"
    rights = Rights(basis="cc-by", credit="© Example News", license_url=url)
    made = to_ninjs(publication.model_copy(update={"rights": rights}))
    assert (made["copyrightNotice"], made["rightsInfo"]) == ("© Example News", {"linkedRights": url})
    assert not {"copyrightNotice", "rightsInfo"} & set(to_ninjs(publication))
