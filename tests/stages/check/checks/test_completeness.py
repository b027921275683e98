import pytest

from pipeline.stages.check.checks import completeness
from pipeline.stages.check.pair import Pair

RAIN = ("Heavy rain flooded the streets of the city.", "غمرت أمطار غزيرة شوارع المدينة.")
COURT = ("The court sentenced the general to prison.", "حكمت المحكمة على الجنرال بالسجن.")
SCHOOL = ("Teachers at the school welcomed their students.", "رحب معلمو المدرسة بطلابهم.")


def joined(*texts: str) -> str:
    return " ".join(texts)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (*RAIN, []),
        (RAIN[0], COURT[1], ["unrelated"]),
        (joined(RAIN[0], COURT[0], SCHOOL[0]), joined(RAIN[1], COURT[1], SCHOOL[1]), []),
        (joined(RAIN[0], COURT[0], SCHOOL[0]), joined(RAIN[1], SCHOOL[1]), ["sentence_missing"]),
        (joined(RAIN[0], COURT[0]), joined(RAIN[1], COURT[1], SCHOOL[1]), ["sentence_added"]),
        (joined(RAIN[0], COURT[0]), joined(COURT[1], RAIN[1]), ["exchanged"]),
        (joined(RAIN[0], COURT[0]), joined(RAIN[1][:-1] + "، كما", COURT[1]), []),
        (f"The rain in the mountains was over. {RAIN[0]}", RAIN[1], ["sentence_missing"]),
        (
            f"The rain in the mountains was over. {RAIN[0]}",
            "انتهى المطر في الجبال، وكان المطر الغزير قد غمر شوارع المدينة.",
            [],
        ),
        ("", "", []),
        ("Hi!", "مرحبا!", []),
    ],
)
def test_finds_in_each_example_what_is_wrong_and_nothing_else(source: str, target: str, expected: list[str]) -> None:
    assert [flag.code for flag in completeness.find(Pair(source, target))] == expected


def test_says_which_sentence_is_missing() -> None:
    source = joined(RAIN[0], COURT[0], SCHOOL[0])

    (flag,) = completeness.find(Pair(source, joined(RAIN[1], SCHOOL[1])))

    assert flag.source_span is not None
    assert source[slice(*flag.source_span)] == COURT[0]
