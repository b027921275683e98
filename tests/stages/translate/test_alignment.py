"""Finding marked words again: on the right words, or nowhere."""

import pytest

from pipeline.stages.translate.alignment import find_words

SENTENCE = "وقالت وزيرة الصحة إن تقريرها الجديد عن المستشفيات الحكومية سيُنشر يوم الاثنين في لندن."


@pytest.mark.parametrize(
    ("candidate", "words"),
    [
        ("تقرير", "تقريرها"),
        ("التقرير الجديد", "تقريرها الجديد"),
        ("المستشفيات الحكومية", "المستشفيات الحكومية"),
        ("مستشفيات حكومية", "المستشفيات الحكومية"),
        ("وزير الصحة", "وزيرة الصحة"),
        ("يوم الإثنين", "يوم الاثنين"),
        ("بلندن", "لندن"),
    ],
)
def test_words_are_found_with_other_prefixes_suffixes_and_spellings(candidate: str, words: str) -> None:
    found = find_words(SENTENCE, [candidate])
    assert found is not None
    assert SENTENCE[slice(*found)] == words


@pytest.mark.parametrize("candidate", ["مدرسة", "الحكومة البريطانية", "", "،", "رئيس الوزراء الجديد في باريس"])
def test_words_that_are_not_there_are_not_found(candidate: str) -> None:
    assert find_words(SENTENCE, [candidate]) is None


@pytest.mark.parametrize("kept", ["desipresident.com", "NASA", "2,500", "Win With Black Men"])
def test_what_stayed_as_it_was_is_found_as_it_is(kept: str) -> None:
    text = f"وقال إن {kept} هو المصدر."
    found = find_words(text, [kept])
    assert found is not None
    assert text[slice(*found)] == kept


def test_words_that_occur_twice_are_not_certain() -> None:
    assert find_words("قرأ التقرير ثم أعاد التقرير.", ["التقرير"]) is None


@pytest.mark.parametrize(("occurrence", "start"), [(0, 4), (1, 21)])
def test_of_words_that_occur_as_often_in_the_source_the_same_one_is_meant(occurrence: int, start: int) -> None:
    text = "قرأ التقرير ثم أعاد التقرير."
    found = find_words(text, ["التقرير"], occurrence=occurrence, occurrences=2)
    assert found is not None
    assert found[0] == text.index("التقرير", start - 1)


def test_the_first_candidate_that_is_found_counts() -> None:
    text = "استقال مدير الشركة."
    found = find_words(text, ["the director", "المدير"])
    assert found is not None
    assert text[slice(*found)] == "مدير"
