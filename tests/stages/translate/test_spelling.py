"""One name, one spelling: which names are made one, to what, and what is left alone."""

import pytest

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


def test_what_the_memory_has_wins_over_as_many_new_ones() -> None:
    assert spelled(LEFT, SPEAKS, kinds={1: "memory"}) == ["ثم غادر غوتيريش.", SPEAKS[1]]


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
