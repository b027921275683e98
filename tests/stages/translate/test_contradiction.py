"""Tokens around words that cannot be the marked ones are doubted; all others are believed."""

import re

import pytest

from pipeline.model import Mark, MarkedText
from pipeline.stages.translate.contradiction import without_contradicted

BRACKET = re.compile(r"\[(\d):([^\]]*)\]")


def read(written: str) -> tuple[str, dict[int, tuple[int, int]]]:
    """Return a text without brackets, and where the words of each stand: «[1:Smith] left»."""
    text, position = "", 0
    spans = {}
    for bracket in BRACKET.finditer(written):
        text += written[position : bracket.start()]
        spans[int(bracket[1])] = (len(text), len(text) + len(bracket[2]))
        text += bracket[2]
        position = bracket.end()
    return text + written[position:], spans


def doubted(english: str, arabic: str) -> set[int]:
    """Return the numbers of the brackets in `arabic` that cannot be those of `english`."""
    source, spans = read(english)
    target, places = read(arabic)
    marks = tuple(Mark(kind="link", start=s, end=e, href="https://example.org/") for s, e in spans.values())
    found = {spans[number]: place for number, place in places.items()}
    left = without_contradicted(MarkedText(text=source, marks=marks), target, found)
    return {number for number, span in spans.items() if number in places and span not in left}


@pytest.mark.parametrize(
    ("english", "arabic", "numbers"),
    [
        pytest.param("[1:Smith] beat [2:Jones].", "[1:جونز] هزمه [2:سميث].", {1, 2}, id="two names"),
        pytest.param(
            "The fire killed [1:14 people] and injured [2:32 others].",
            "أدى الحريق إلى [2:مقتل 14 شخصًا] وإصابة [1:32 آخرين].",
            {1, 2},
            id="two numbers",
        ),
        pytest.param(
            "The [1:minister] opened the [2:hospital] in the capital.",
            "افتتح [2:الوزير] [1:المستشفى] في العاصمة.",
            {1, 2},
            id="two words of the dictionary",
        ),
        pytest.param(
            "The [1:French president] received the [2:Egyptian president].",
            "استقبل [2:الرئيس الفرنسي] [1:الرئيس المصري].",
            {1, 2},
            id="two phrases with a word in common",
        ),
        pytest.param(
            "[1:Mr Okonkwo] met officials in [2:Berlin] in March.",
            "والتقى السيد أوكونكو [1:مسؤولين] في [2:برلين] في مارس.",
            {1},
            id="one of two",
        ),
        pytest.param(
            "He said the [1:verdict] would be studied by the prosecutor in Madrid.",
            "وقال إن المدعي العام في [1:مدريد] سيدرس الحكم.",
            {1},
            id="a word on a name",
        ),
    ],
)
def test_tokens_around_what_other_words_say_are_doubted(english: str, arabic: str, numbers: set[int]) -> None:
    assert doubted(english, arabic) == numbers


@pytest.mark.parametrize(
    ("english", "arabic"),
    [
        pytest.param(
            "The court [1:rejected] his request on Monday.", "[1:رفضت المحكمة طلبه يوم الاثنين].", id="all of it"
        ),
        pytest.param(
            "[1:Read] the new report of the health ministry.",
            "[1:اقرأوا تقرير وزارة الصحة] الجديد.",
            id="nearly all of it",
        ),
        pytest.param("They will [1:stay] in the house.", "[1:سيبقون في المنزل].", id="of a short text"),
    ],
)
def test_tokens_around_far_more_than_the_marked_words_are_doubted(english: str, arabic: str) -> None:
    assert doubted(english, arabic) == {1}


@pytest.mark.parametrize(
    ("english", "arabic"),
    [
        pytest.param("[1:Smith] beat [2:Jones].", "هزم [1:سميث] منافسه [2:جونز].", id="names"),
        pytest.param("[1:Jones] was beaten by [2:Smith].", "هزم [2:سميث] [1:جونز].", id="in another order"),
        pytest.param(
            "The [1:health minister]'s [2:office] denied it.", "ونفى [2:مكتب] [1:وزير الصحة] ذلك.", id="idafa"
        ),
        pytest.param("She praised [1:his] [2:long career].", "وأشادت [1:بمسيرته] [2:الطويلة].", id="a pronoun's noun"),
        pytest.param("Guards had [1:beaten] [2:them].", "كان الحراس قد [1:ضربوهم].", id="a verb with its object"),
        pytest.param("They have been [1:arrested].", "[1:اعتُقلوا].", id="a text that is one word of Arabic"),
        pytest.param("He left [1:NATO] in May.", "وغادر [1:حلف شمال الأطلسي] في مايو.", id="an abbreviation"),
        pytest.param(
            "The [1:NHS] is in crisis.", "تمر [1:هيئة الخدمات الصحية الوطنية البريطانية] بأزمة.", id="said longer"
        ),
        pytest.param(
            "Doctors read the [1:leaflet].", "وقرأ الأطباء [1:الكتيب الصغير الموزع عليهم].", id="said in other words"
        ),
        pytest.param(
            "The president said [1:the president] of Kenya would come.",
            "وقال الرئيس إن [1:الرئيس] الكيني سيأتي.",
            id="a word that is said twice",
        ),
        pytest.param(
            "[1:Blorptech] sold [2:Quuxify] for scrap.", "وباعت [1:الشركة] [2:منصتها] خردة.", id="of nothing known"
        ),
        pytest.param(
            "[1:Ministers of the interior] met in Tunis.", "في تونس اجتمع [1:وزراء الداخلية].", id="first for last"
        ),
        pytest.param(
            "The firm lost [1:8.1 percent] of its value.", "وخسرت الشركة [1:8.1 في المئة] من قيمتها.", id="a number"
        ),
        pytest.param("[1:The report].", "[1:التقرير الجديد].", id="marked but for the full stop"),
    ],
)
def test_tokens_around_what_may_be_the_marked_words_are_believed(english: str, arabic: str) -> None:
    assert doubted(english, arabic) == set()
