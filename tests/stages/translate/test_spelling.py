"""One name, one spelling: which names are made one, to what, and what is left alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.engines.glossary import Glossary, Term
from pipeline.model import Mark, MarkedText, Origin, Segment
from pipeline.stages.translate.spelling import with_one_spelling

NOTHING = Glossary()


def segments(*pairs: tuple[str, str], kinds: dict[int, str] | None = None) -> list[Segment]:
    return [
        Segment.model_validate(
            {
                "id": f"b{number}",
                "role": "paragraph",
                "source": {"text": source},
                "target": {"text": target},
                "origin": {"kind": (kinds or {}).get(number, "engine"), "name": "google"},
            }
        )
        for number, (source, target) in enumerate(pairs)
    ]


def spelled(*pairs: tuple[str, str], glossary: Glossary = NOTHING, kinds: dict[int, str] | None = None) -> list[str]:
    return [segment.target.text for segment in with_one_spelling(segments(*pairs, kinds=kinds), glossary)]


SPEAKS = ("Antonio Guterres spoke.", "تحدث أنطونيو غوتيريش.")
LEFT = ("Then Guterres left.", "ثم غادر جوتيريس.")
SAID = ("Guterres said no.", "وقال غوتيريش لا.")


def test_the_spelling_most_used_is_used_throughout() -> None:
    assert spelled(SPEAKS, LEFT, SAID) == [SPEAKS[1], "ثم غادر غوتيريش.", SAID[1]]


def test_of_two_used_as_often_the_first_one_stands() -> None:
    assert spelled(LEFT, SPEAKS) == [LEFT[1], "تحدث أنطونيو جوتيريس."]


def test_what_the_memory_has_wins_over_more_of_what_an_engine_says_now() -> None:
    assert spelled(LEFT, SPEAKS, SAID, kinds={0: "memory"}) == [
        LEFT[1], "تحدث أنطونيو جوتيريس.", "وقال جوتيريس لا.",
    ]  # fmt: skip


def test_a_reviewer_s_spelling_wins_and_a_reviewer_s_text_is_never_changed() -> None:
    assert spelled(SPEAKS, LEFT, SAID, kinds={1: "reviewer"}) == [
        "تحدث أنطونيو جوتيريس.", LEFT[1], "وقال جوتيريس لا.",
    ]  # fmt: skip
    assert spelled(SPEAKS, LEFT, kinds={0: "reviewer", 1: "reviewer"}) == [SPEAKS[1], LEFT[1]]


def test_the_glossary_s_spelling_wins_over_more_of_another() -> None:
    glossary = Glossary(terms=(Term(source="Guterres", target="جوتيريس"),))
    assert spelled(SPEAKS, LEFT, SAID, glossary=glossary)[0] == "تحدث أنطونيو جوتيريس."


@pytest.mark.parametrize(
    ("joined", "one"),
    [("وبجوتيريس", "وبغوتيريش"), ("وجوتيريس", "وغوتيريش"), ("لجوتيريس", "لغوتيريش"), ("فجوتيريس", "فغوتيريش")],
)
def test_what_is_joined_before_a_name_stays(joined: str, one: str) -> None:
    assert spelled(SPEAKS, SAID, ("About Guterres.", f"عن {joined}.")) == [SPEAKS[1], SAID[1], f"عن {one}."]


def test_a_name_that_begins_with_a_preposition_s_letter_is_whole() -> None:
    pairs = ("Putin spoke.", "تحدث بوتين."), ("Then Putin left.", "ثم غادر بوتن."), ("To Putin.", "إلى بوتين.")
    assert spelled(*pairs) == ["تحدث بوتين.", "ثم غادر بوتين.", "إلى بوتين."]


def test_a_name_that_stands_twice_in_one_text_is_spelled_one_way_there() -> None:
    twice = ("Guterres met Guterres the younger.", "التقى غوتيريش جوتيريس الأصغر.")
    assert spelled(twice) == ["التقى غوتيريش غوتيريش الأصغر."]


# Names as engines spell them, each of them in several ways.
NAMES = {
    "Guterres": ("غوتيريش", "جوتيريس", "غوتيريس"),
    "Zelensky": ("زيلينسكي", "زيلنسكي"),
    "Lavrov": ("لافروف", "لافروڤ"),
    "Blinken": ("بلينكن", "بلينكين"),
    "Grossi": ("غروسي", "جروسي"),
    "Sánchez": ("سانشيز", "سانتشيز"),
    "Starmer": ("ستارمر", "ستارمير"),
    "Tusk": ("توسك", "تاسك"),
}
# Sentences in which a name may stand; what is joined before it stands in the Arabic.
SENTENCES = (
    ("{} arrived on Monday.", "وصل {} يوم الاثنين."),
    ("A letter to {} was read.", "وقُرئت رسالة ل{}."),
    ("The minister and {} spoke.", "تحدث الوزير و{}."),
    ("They met with {} for an hour.", "واجتمعوا ب{} ساعة."),
    ("So {} left early.", "ف{} غادر مبكرًا."),
    ("Nobody argues like {}.", "لا أحد يجادل ك{}."),
    ("And to {} they said no.", "ول{} قالوا لا."),
    ("“We wait,” said {}.", "وقال {}: «ننتظر»."),
    ("The plan of {}'s party failed.", "وأخفقت خطة حزب {}."),
    ("Nobody was hurt.", "ولم يُصب أحد."),
)


@st.composite
def stories(draw: st.DrawFn) -> list[tuple[str, str, str, str]]:
    """Texts of an article: English, Arabic, the name in it, and the Arabic with a gap in the name's place."""
    people = draw(st.lists(st.sampled_from(sorted(NAMES)), min_size=1, max_size=3, unique=True))
    texts = []
    for english, arabic in draw(st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=8)):
        name = draw(st.sampled_from(people))
        spelling = draw(st.sampled_from(NAMES[name]))
        texts.append((english.format(name), arabic.format(spelling), name, arabic))
    return texts


@given(stories())
def test_however_an_engine_spells_them_names_come_out_one_way_and_nothing_else_changes(
    texts: list[tuple[str, str, str, str]],
) -> None:
    made = spelled(*((english, arabic) for english, arabic, _, _ in texts))
    spellings: dict[str, set[str]] = {}
    for (_, _, name, around), text in zip(texts, made, strict=True):
        before, gap, after = around.partition("{}")
        found = re.fullmatch(f"{re.escape(before)}(.*){re.escape(after)}" if gap else re.escape(before), text)
        assert found
        spellings.setdefault(name, set()).update(found.groups())
    assert all(len(found) <= 1 for found in spellings.values())
    assert all(found <= set(NAMES[name]) for name, found in spellings.items())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Hassan", "حسن"), ("Hussein", "حسين")),
        (("Hasan", "حسن"), ("Hassan", "حسان")),
        (("Iran", "إيران"), ("Iraq", "العراق")),
        (("Mali", "مالي"), ("Malawi", "ملاوي")),
        (("Austria", "النمسا"), ("Australia", "أستراليا")),
        (("Niger", "النيجر"), ("Nigeria", "نيجيريا")),
        (("Slovakia", "سلوفاكيا"), ("Slovenia", "سلوفينيا")),
        (("Mohammed", "محمد"), ("Mahmoud", "محمود")),
        (("Johnson", "جونسون"), ("Johnston", "جونستون")),
        (("Petersen", "بيترسن"), ("Peterson", "بيترسون")),
        (("Schmid", "شميد"), ("Schmidt", "شميدت")),
        (("Clark", "كلارك"), ("Clarke", "كلارك")),
        (("Martin", "مارتن"), ("Martine", "مارتين")),
        (("Khaled", "خالد"), ("Khalid", "خليد")),
        (("Salman", "سلمان"), ("Suleiman", "سليمان")),
        (("Salem", "سالم"), ("Salim", "سليم")),
        (("Stephen", "ستيفن"), ("Steven", "ستيفان")),
        (("Karim", "كريم"), ("Karam", "كرم")),
        (("Gambia", "غامبيا"), ("Zambia", "زامبيا")),
        (("Joe Biden", "جو بايدن"), ("Joseph Biden", "جوزيف بايدن")),
        (("Georgia", "جورجيا"), ("Georgina", "جورجينا")),
    ],
)
@pytest.mark.parametrize("times", [1, 3])
def test_two_names_that_are_alike_are_never_made_one(one: tuple[str, str], other: tuple[str, str], times: int) -> None:
    story = [
        (f"{english} spoke.", f"تحدث {arabic}.") for english, arabic in (one, other) for _ in range(times)
    ] + [(f"{one[0]} met {other[0]}.", f"التقى {one[1]} و{other[1]}.")]  # fmt: skip
    assert spelled(*story) == [arabic for _, arabic in story]


def test_an_alike_name_that_the_article_has_once_is_not_taken_for_the_other() -> None:
    story = [
        ("Salman spoke.", "تحدث سلمان."), ("Salman left.", "غادر سلمان."), ("Suleiman stayed.", "بقي سليمان."),
        ("Salman, not Suleiman, was there.", "كان هناك سلمان لا سليمان."),
    ]  # fmt: skip
    assert spelled(*story) == [arabic for _, arabic in story]


def test_marks_stay_on_their_words() -> None:
    first, second, third = segments(SPEAKS, LEFT, SAID)
    text = LEFT[1]
    marks = tuple(
        Mark(kind="strong", start=text.index(words), end=text.index(words) + len(words))
        for words in ("غادر", "جوتيريس")
    )
    marked = second.model_copy(update={"target": MarkedText(text=text, marks=marks)})
    target = with_one_spelling([first, marked, third], NOTHING)[1].target
    assert [target.marked(mark) for mark in target.marks] == ["غادر", "غوتيريش"]


def test_the_origin_stays() -> None:
    made = with_one_spelling(segments(SPEAKS, LEFT, SAID), NOTHING)
    assert made[1].origin == Origin(kind="engine", name="google")


@pytest.mark.parametrize(
    "pairs",
    [
        pytest.param([("Garmon met them.", "التقاهم غارمون."), ("Karman left. Garmon too.", "غادرت كرمان وغارمون.")],
                     id="another name sounds the same"),
        pytest.param([("Guterres left.", "غادر غوتيريش."), ("Guterres spoke.", "تحدث جوتيريس مع غوتيرز.")],
                     id="more words sound like it than it is named"),
        pytest.param([("Lebanon and Tolkarm spoke.", "تحدث تولكارم."), ("Tolkarm left.", "غادر تولكارمي.")],
                     id="one spelling is the other with an ending"),
        pytest.param([("Wilson left.", "غادر ويلسون."), ("Wilson spoke.", "تحدث وولسون.")],
                     id="the و may be the name's own"),
        pytest.param([("Israel left.", "غادرت إسرائيل."), ("Israel spoke.", "تحدثت إسرائيلية.")],
                     id="Arabic has a name of its own"),
        pytest.param([("Guterres left.", "غادر غوتيريش."), ("Guterres went there.", "ذهب إلى قطر.")],
                     id="another word only sounds like it"),
        pytest.param([("Guterres left.", "غادر غوتيريش."), ("He spoke.", "تحدث جوتيريس.")],
                     id="the English does not name it"),
    ],
)  # fmt: skip
def test_what_is_in_doubt_is_left_alone(pairs: list[tuple[str, str]]) -> None:
    assert spelled(*pairs) == [target for _, target in pairs]
