import pytest

from pipeline.stages.extract.language import is_english

ENGLISH = "The ferry returned to the harbour on Tuesday, and hundreds of people stood on the quay to see it."


@pytest.mark.parametrize("declared", ["", "en", "en-gb", "de"])
def test_english_is_told_by_its_words(declared: str) -> None:
    assert is_english(ENGLISH, declared)


@pytest.mark.parametrize(
    "text",
    [
        "Die Fähre ist am Dienstag nach elf Wochen in den Hafen zurückgekehrt, und Hunderte standen am Kai.",
        "De veerboot keerde dinsdag na elf weken terug in de haven, en honderden mensen stonden op de kade.",
        "Le ferry est rentré au port mardi après onze semaines, et des centaines de personnes l’attendaient.",
        "عادت العبارة إلى الميناء يوم الثلاثاء بعد أحد عشر أسبوعا، ووقف المئات على الرصيف لرؤيتها.",
        "フェリーは火曜日に港に戻った。数百人が岸壁に立っていた。",
    ],
)
def test_other_languages_are_not_english_even_where_they_say_so(text: str) -> None:
    assert not is_english(text, "en")


def test_a_few_words_are_what_the_page_declares() -> None:
    assert is_english("Ferry returns", "en")
    assert is_english("Ferry returns", "")
    assert not is_english("Ferry returns", "fr")
