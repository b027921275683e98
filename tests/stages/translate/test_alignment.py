"""Finding marked words again: on the right words, or nowhere."""

import pytest

from pipeline.model import MarkedText
from pipeline.stages.check.pair import Pair
from pipeline.stages.translate.alignment import Alignment, apart
from pipeline.stages.translate.likeness import words
from pipeline.stages.translate.witnesses import Witnesses

ENGLISH = "The health minister said her new report on public hospitals would be published in London on Monday."
ARABIC = "وقالت وزيرة الصحة إن تقريرها الجديد عن المستشفيات الحكومية سيُنشر يوم الاثنين في لندن."


def found(english: str, phrase: str, arabic: str, alone: str | None = None, *, after: str = "") -> str | None:
    """Return the words of `arabic` that `phrase`, where it follows `after`, is found on."""
    start = english.index(phrase, english.index(after))
    translated = {} if alone is None else {phrase: alone}
    place = Alignment(MarkedText(text=english), arabic, translated).find((start, start + len(phrase)))
    return arabic[slice(*place)] if place else None


@pytest.mark.parametrize(
    ("phrase", "alone", "words"),
    [
        pytest.param("her new report", "تقريرها الجديد", "تقريرها الجديد", id="as it is"),
        pytest.param("new report", "تقرير جديد", "تقريرها الجديد", id="without suffix and article"),
        pytest.param("public hospitals", "مستشفيات عامة", "المستشفيات الحكومية", id="in other words"),
        pytest.param("The health minister", "وزير الصحة", "وزيرة الصحة", id="in the other gender"),
        pytest.param("Monday", "الإثنين", "الاثنين", id="in another spelling"),
        pytest.param("London", "بلندن", "لندن", id="with a preposition"),
        pytest.param("London", None, "لندن", id="from the dictionary"),
        pytest.param("would be published", "سيتم نشره", "سيُنشر", id="a verb"),
    ],
)
def test_words_are_found_in_other_forms_than_alone(phrase: str, alone: str | None, words: str) -> None:
    assert found(ENGLISH, phrase, ARABIC, alone) == words


@pytest.mark.parametrize("alone", ["مدرسة", "", "،", "السيارات الألمانية الجديدة في باريس"])
def test_words_that_are_not_there_are_not_found(alone: str) -> None:
    assert found("He mended the cart and left.", "the cart", "أصلح الرجل الأمر ومضى.", alone) is None


@pytest.mark.parametrize("kept", ["desipresident.com", "NASA", "2,500", "Win With Black Men"])
def test_what_stayed_as_it_was_is_found_as_it_is(kept: str) -> None:
    assert found(f"He said {kept} was the source.", kept, f"وقال إن {kept} هو المصدر.") == kept


def test_words_that_occur_twice_in_the_target_alone_are_not_certain() -> None:
    assert found("He read it and lost the report.", "the report", "قرأ التقرير ثم ضاع التقرير.", "التقرير") is None


@pytest.mark.parametrize(("after", "start"), [("He", 4), ("again", 21)])
def test_of_words_that_occur_as_often_in_the_source_the_same_one_is_meant(after: str, start: int) -> None:
    english, arabic = "He read the report, and again the report.", "قرأ التقرير ثم أعاد التقرير."
    at = english.index("the report", english.index(after))
    place = Alignment(MarkedText(text=english), arabic, {"the report": "التقرير"}).find((at, at + 10))
    assert place == (arabic.index("التقرير", start - 1), arabic.index("التقرير", start - 1) + 7)


def test_words_that_belong_to_other_words_of_the_source_are_left_to_them() -> None:
    english = "The prime minister dismissed the interior minister."
    arabic = "وأقال رئيس الوزراء وزير الداخلية."
    assert found(english, "The prime minister", arabic, "رئيس الوزراء") == "رئيس الوزراء"


def test_the_number_tells_which_of_two_is_meant() -> None:
    english = "Prices rose by 3.2% in May, after 2.9% in April."
    arabic = "وارتفعت الأسعار بنسبة 3.2% في مايو، بعد 2.9% في أبريل."
    assert found(english, "2.9%", arabic, "٢٫٩٪") == "2.9%"


def test_another_sentence_is_not_looked_in() -> None:
    english = "Police searched the house. Nobody was found. Neighbours said the house was empty."
    arabic = "فتشت الشرطة المنزل. ولم يُعثر على أحد. وقال الجيران إنه كان خاليًا."
    assert found(english, "the house", arabic, "المنزل", after="Neighbours") is None


def test_a_word_takes_its_vowel_signs_with_it() -> None:
    assert found("They freed 12 men.", "12 men", "أفرجوا عن 12 رجلًا.", "12 رجل") == "12 رجلًا"


def test_a_missing_first_word_is_the_unexplained_one_before() -> None:
    english = "He is the head of the armed forces."
    arabic = "وهو قائد القوات المسلحة."
    assert found(english, "the head of the armed forces", arabic, "رئيس القوات المسلحة") == "قائد القوات المسلحة"


def test_a_pronoun_is_found_on_the_word_that_it_is_joined_to() -> None:
    assert found("Guards had beaten them.", "them", "كان الحراس قد ضربوهم.", "هم") == "ضربوهم"


def test_quotation_marks_go_with_marked_words_that_have_them() -> None:
    english = "She called it “a historic mistake”."
    arabic = "ووصفته بأنه «خطأ تاريخي»."
    assert found(english, "“a historic mistake”", arabic, '"خطأ تاريخي"') == "«خطأ تاريخي»"


@pytest.mark.parametrize(
    ("places", "left"),
    [
        pytest.param({(0, 3): (0, 5), (4, 9): (6, 12)}, {(0, 3): (0, 5), (4, 9): (6, 12)}, id="apart"),
        pytest.param({(0, 9): (0, 12), (4, 9): (6, 12)}, {(0, 9): (0, 12), (4, 9): (6, 12)}, id="within"),
        pytest.param({(0, 3): (0, 10), (4, 9): (6, 12)}, {}, id="crossed"),
        pytest.param({(0, 9): (6, 12), (4, 9): (0, 5)}, {(0, 9): (6, 12)}, id="no longer within"),
        pytest.param({(0, 3): (5, 12), (4, 9): (0, 25)}, {(0, 3): (5, 12), (4, 9): (13, 25)}, id="around"),
    ],
)
def test_places_that_cannot_both_be_right_are_given_up(
    places: dict[tuple[int, int], tuple[int, int]], left: dict[tuple[int, int], tuple[int, int]]
) -> None:
    assert apart(places, "رفضت المحكمة الطلب المقدم") == left


def test_what_is_known_of_a_phrase_that_is_marked_many_times_is_said_once() -> None:
    pair = Pair("The port and the port.", "الميناء والميناء.")
    known = Witnesses(pair, words(pair.target))
    assert len(known.of_others((0, 3), ["الميناء"] * 200)) == len(known.of_others((0, 3), ["الميناء"]))
