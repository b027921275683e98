"""What the checks make of a pack of answers, and what of that the check stage may rely on."""

import pytest

from pipeline.stages.check import check_pair
from pipeline.stages.translate import Said, Verified, verified

RIGHT = Said("The storm killed three people in Florida.", "قتلت العاصفة ثلاثة أشخاص في فلوريدا.", is_name=False)
NAME = Said("Jane Roe", "جين رو", is_name=True)
DIGITS = Said("Police arrested 14 people in Cairo.", "اعتقلت الشرطة 41 شخصًا في القاهرة.", is_name=False)
ECHO = Said("The minister left.", "The minister left.", is_name=False)


def test_a_right_answer_is_clean_and_a_wrong_one_is_held() -> None:
    right, wrong = verified([RIGHT, DIGITS])

    assert right == Verified(holds=0, is_odd=False, is_clean=True)
    assert wrong.holds == 1
    assert not wrong.is_clean


def test_an_answer_without_arabic_is_held_more_than_any_that_has_some() -> None:
    assert verified([ECHO])[0].holds > verified([DIGITS])[0].holds


@pytest.mark.parametrize("target", ["", "جين رو كانت في المدينة يوم أمس مع أصدقائها من المدرسة", "Maria"])
def test_a_name_is_held_that_is_nothing_a_sentence_or_another_s(target: str) -> None:
    assert [found.holds for found in verified([NAME, NAME._replace(target=target)])] == [0, 1]


def test_a_name_is_never_called_clean_as_the_checks_were_not_asked() -> None:
    assert not verified([NAME])[0].is_clean


def test_two_that_were_exchanged_are_odd() -> None:
    other = Said("Doctors say the virus is spreading.", "يقول الأطباء إن الفيروس ينتشر.", is_name=False)
    exchanged = [RIGHT._replace(target=other.target), other._replace(target=RIGHT.target)]

    assert [found.is_odd for found in verified(exchanged)] == [True, True]


def test_clean_means_that_the_check_of_the_pair_finds_nothing(arabic: dict[str, str]) -> None:
    pack = [Said(source, target, is_name=False) for source, target in arabic.items()] + [DIGITS, ECHO]

    for said, found in zip(pack, verified(pack), strict=True):
        assert found.is_clean == (not check_pair(said.source, said.target))
