import pytest

from pipeline.arabic.letters import fold, fold_with_positions, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أمريكا", "امريكا"),
        ("إلى", "الي"),
        ("مُحَمَّد", "محمد"),
        ("العـــرب", "العرب"),
        ("مدرسة", "مدرسه"),
        ("مسؤول", "مسوول"),
    ],
)
def test_folds_spellings_that_writers_mix_up(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_keeps_apart_what_differs() -> None:
    assert fold("مليون") != fold("مليار")


def test_gives_words_with_their_places() -> None:
    text = "قالَ، «نعم» Trump 15"

    assert [(word.folded, text[word.start : word.end]) for word in words(text)] == [("قال", "قالَ"), ("نعم", "نعم")]


def test_tells_where_each_folded_character_came_from() -> None:
    text = "أَيَّار 1969"
    folded, positions = fold_with_positions(text)

    assert folded == "ايار 1969"
    assert [text[position] for position in positions] == list("أيار 1969")
