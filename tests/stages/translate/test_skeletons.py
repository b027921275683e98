"""Skeletons: a name and its transcription are one, two names are two."""

import pytest

from pipeline.stages.translate.skeletons import names, transcriptions


@pytest.mark.parametrize(
    ("english", "arabic"),
    [
        ("Houston", "هيوستن"),
        ("Harris", "هاريس"),
        ("Florida", "بفلوريدا"),
        ("Buttigieg", "وبوتيجيج"),
        ("Sellers", "سيلرز"),
        ("Georgia", "جورجيا"),
        ("Philip", "فيليب"),
        ("Clinton", "لكلينتون"),
    ],
)
def test_a_name_and_its_transcription_have_one_skeleton(english: str, arabic: str) -> None:
    assert set(names(english)) <= transcriptions(f"قال {arabic} ذلك")


def test_another_name_has_another() -> None:
    assert not set(names("Houston")) & transcriptions("هاريس وكلينتون وفلوريدا")


def test_words_without_a_capital_are_no_names() -> None:
    assert names("the minister said") == []
