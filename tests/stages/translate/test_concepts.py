"""Concepts: the table is well-formed, and finds words in the forms they have in sentences."""

import pytest

from pipeline.arabic.letters import fold
from pipeline.stages.translate.concepts import CONCEPTS, concepts, concepts_said


@pytest.mark.parametrize(
    ("english", "arabic"),
    [
        ("ministers", "والوزراء"),
        ("arrested", "اعتقلت"),
        ("The police", "للشرطة"),
        ("killing", "مقتلها"),
        ("weeks", "أسابيع"),
        ("It didn’t", "لم يحدث"),
        ("hospitals", "بالمستشفيات"),
    ],
)
def test_a_word_is_the_same_concept_in_both_languages_in_any_form(english: str, arabic: str) -> None:
    assert concepts(english)
    assert concepts(english) <= concepts_said(arabic)


@pytest.mark.parametrize("arabic", ["ملم", "كلام", "الأمل"])
def test_a_word_of_two_letters_is_not_found_within_others(arabic: str) -> None:
    assert not concepts("never") & concepts_said(arabic)


def test_every_piece_is_folded_and_every_english_word_is_small_and_there_once() -> None:
    english = [word for words, _ in CONCEPTS for word in words]
    assert sorted(english) == sorted(set(english))
    assert all(word == word.lower() for word in english)
    assert all(piece == fold(piece) and len(piece) > 1 for _, pieces in CONCEPTS for piece in pieces)
