"""Marked words in quotation marks: how they are asked for, and what comes back."""

import pytest

from pipeline.stages.translate.quoting import quoted, words_in_quotes


def test_the_marked_words_stand_in_quotation_marks() -> None:
    assert quoted("Read the report first.", (5, 15)) == "Read “the report” first."


@pytest.mark.parametrize("text", ["Read “it” first.", 'Read "it" first.', "Read «it» first."])
def test_a_text_with_quotation_marks_of_its_own_is_not_asked_for(text: str) -> None:
    assert quoted(text, (0, 4)) is None


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("اقرأ «التقرير» أولًا.", "التقرير"),
        ("اقرأ “التقرير” أولًا.", "التقرير"),
        ('اقرأ "التقرير" أولًا.', "التقرير"),
        ("اقرأ ”التقرير“ أولًا.", "التقرير"),
        ("اقرأ « التقرير » أولًا.", "التقرير"),
        pytest.param("اقرأ التقرير أولًا.", None, id="lost"),
        pytest.param("اقرأ «التقرير أولًا.", None, id="one lost"),
        pytest.param("«اقرأ» «التقرير» أولًا.", None, id="twice"),
        pytest.param("اقرأ «» أولًا.", None, id="around nothing"),
    ],
)
def test_the_words_in_the_only_quotation_marks_are_the_marked_ones(answer: str, words: str | None) -> None:
    assert words_in_quotes(answer) == words
