"""Sentences of both languages in step."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.desk.sentences import rows

ENGLISH = "The bridge reopened on Monday. “It took 14 months,” said Omar Haddad. Tolls cost $3."
ARABIC = "فُتح الجسر من جديد يوم الاثنين. وقال عمر حداد: «استغرق ذلك 14 شهرًا». وتبلغ الرسوم 3 دولارات."


def shown(source: str, target: str) -> list[tuple[str, str]]:
    return [(source[slice(*row.source)].strip(), target[slice(*row.target)].strip()) for row in rows(source, target)]


def test_each_sentence_stands_beside_its_translation() -> None:
    assert shown(ENGLISH, ARABIC) == [
        ("The bridge reopened on Monday.", "فُتح الجسر من جديد يوم الاثنين."),
        ("“It took 14 months,” said Omar Haddad.", "وقال عمر حداد: «استغرق ذلك 14 شهرًا»."),
        ("Tolls cost $3.", "وتبلغ الرسوم 3 دولارات."),
    ]


def test_two_sentences_that_became_one_stand_together() -> None:
    joined = "فُتح الجسر من جديد يوم الاثنين، وقال عمر حداد إن ذلك استغرق 14 شهرًا. وتبلغ الرسوم 3 دولارات."
    assert [len(row) for row in shown(ENGLISH, joined)] == [2, 2]
    assert shown(ENGLISH, joined)[-1] == ("Tolls cost $3.", "وتبلغ الرسوم 3 دولارات.")


def test_a_sentence_that_is_missing_leaves_its_place_empty() -> None:
    short = "فُتح الجسر من جديد يوم الاثنين. وتبلغ الرسوم 3 دولارات."
    found = shown(ENGLISH, short)
    assert "".join(target for _, target in found).replace(" ", "") == short.replace(" ", "")
    assert ("Tolls cost $3.", "وتبلغ الرسوم 3 دولارات.") in found
    assert "14" not in "".join(target for _, target in found)


@pytest.mark.parametrize("text", ["", " ", "…", "One.", "«»"])
def test_a_text_of_one_sentence_or_none_is_one_row(text: str) -> None:
    assert [tuple(row) for row in rows(text, text)] == [((0, len(text)), (0, len(text)))]


@given(st.text(alphabet='aB. “”"?!2\n', max_size=60), st.text(alphabet="ابت. «»؟!2\n", max_size=60))
def test_the_rows_put_together_are_the_texts_again(source: str, target: str) -> None:
    found = rows(source, target)
    assert "".join(source[slice(*row.source)] for row in found) == source
    assert "".join(target[slice(*row.target)] for row in found) == target
