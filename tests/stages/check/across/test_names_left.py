"""Names of several words in Latin letters beside names in Arabic."""

import pytest

from pipeline.stages.check import check_document

SAID = ("The United Nations met on Friday.", "اجتمعت الأمم المتحدة يوم الجمعة.")
LEFT = ("He wrote to the United Nations again.", "وكتب إلى United Nations مجددًا.")
SISTER = ("Vote With Young Women began it.", "وبدأت ذلك منظمة «صوّتي مع الشابات».")
BROTHER = ("A call by Vote With Young Men followed.", "وتلتها مكالمة من Vote With Young Men.")


def left(*pairs: tuple[str, str]) -> list[tuple[int | None, str]]:
    targets = [target for _, target in pairs]
    return [
        (flag.segment, targets[flag.segment or 0][slice(*flag.target_span or ())])
        for flag in check_document(pairs)
        if flag.code == "name_left"
    ]


def test_a_name_that_is_in_arabic_elsewhere_is_noted_where_it_is_not() -> None:
    assert left(SAID, LEFT) == [(1, "United Nations")]


def test_a_name_whose_sister_is_in_arabic_is_noted() -> None:
    assert left(SISTER, BROTHER) == [(1, "Vote With Young Men")]


@pytest.mark.parametrize(
    "pairs",
    [
        pytest.param((LEFT, ("The United Nations met.", "اجتمعت United Nations.")), id="it is so throughout"),
        pytest.param((LEFT, ("The Coral Band played.", "وعزفت فرقة كورال.")), id="another name is in Arabic"),
        pytest.param((SAID, ("Jane Roe / United Nations", "Jane Roe / United Nations")), id="names alone"),
        pytest.param((LEFT, ("United Nations Meets Again In New York", "الأمم المتحدة تجتمع مجددًا في نيويورك")),
                     id="a headline in capitals"),
        pytest.param((SAID, ("He read it.", "قرأه في United Nations.")), id="the English does not name it"),
    ],
)  # fmt: skip
def test_other_names_in_latin_letters_are_no_matter(pairs: tuple[tuple[str, str], ...]) -> None:
    assert left(*pairs) == []
