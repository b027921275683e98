import pytest

from pipeline.stages.check.checks import units
from pipeline.stages.check.pair import Pair


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("It is 60 miles away.", "يبعد 60 ميلا.", []),
        ("It is 60 miles away.", "يبعد ٦٠ ميلًا.", []),
        ("It is 60 miles away.", "يبعد 60 كيلومترا.", ["unit_changed"]),
        ("It is 60 miles away.", "يبعد 97 كيلومترًا.", ["unit_converted"]),
        ("It is 60 miles (97 km) away.", "يبعد 60 ميلا (97 كيلومترا).", []),
        ("It is 60 miles (97 km) away.", "يبعد 97 كيلومترا.", []),
        ("It lasted five weeks.", "استمر خمسة أسابيع.", []),
        ("It lasted five weeks.", "استمر خمسة أيام.", ["unit_changed"]),
        ("A three-month-old girl was saved.", "أُنقذت طفلة عمرها ثلاثة أشهر.", []),
        ("A three-month-old girl was saved.", "أُنقذت طفلة عمرها ثلاثة أعوام.", ["unit_changed"]),
        ("He is 34 years old.", "يبلغ من العمر 34 عاما.", []),
        ("It was 40°C in the shade.", "بلغت الحرارة 40 درجة مئوية في الظل.", []),
        ("It was 40°C in the shade.", "بلغت الحرارة 40 درجة فهرنهايت في الظل.", ["unit_changed"]),
        ("It was 104°F in the shade.", "بلغت الحرارة 40 درجة مئوية في الظل.", ["unit_converted"]),
        ("It weighs 5kg.", "يزن 5 كغ.", []),
        ("It weighs 5kg.", "يزن 5 أرطال.", ["unit_changed"]),
        ("He has 3 dogs.", "لديه 3 كلاب.", []),
    ],
)
def test_finds_in_each_example_what_is_wrong_and_nothing_else(source: str, target: str, expected: list[str]) -> None:
    assert [flag.code for flag in units.find(Pair(source, target))] == expected
