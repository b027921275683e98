import pytest

from pipeline.stages.extract.places import Kinds, Place, place_of_names


@pytest.mark.parametrize(
    ("names", "place"),
    [
        ("article__related-links", Place.BOILERPLATE),
        ("mostRead", Place.BOILERPLATE),
        ("wp-caption-text", Place.CAPTION),
        ("photo__credit", Place.CREDIT),
        ("caption__credit", Place.CREDIT),
        ("credit-caption", Place.CAPTION),
        ("image__caption attribution", Place.CAPTION),
        ("c-byline", Place.BYLINE),
        ("twitter-tweet", Place.EMBED),
        ("article-dek", Place.STANDFIRST),
        ("pull-quote", Place.PULLQUOTE),
        ("td-modal-image", Place.MEDIA),
        ("modal", Place.BOILERPLATE),
    ],
)
def test_one_word_of_a_class_says_what_an_element_is(names: str, place: Kinds) -> None:
    found = place_of_names(names)

    assert found & place == place
    assert found & Place.BOILERPLATE == place & Place.BOILERPLATE
    assert found & (Place.CAPTION | Place.CREDIT) != Place.CAPTION | Place.CREDIT


@pytest.mark.parametrize("names", ["", "article-body", "readmoreless", "adventure", "shareholder", "css-1xdhyk6"])
def test_a_part_of_a_word_says_nothing(names: str) -> None:
    assert place_of_names(names) is Place.NONE
