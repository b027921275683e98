import pytest

from pipeline.stages.check.checks import negation
from pipeline.stages.check.pair import Pair


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("The minister did not resign.", "لم يستقل الوزير.", []),
        ("The minister did not resign.", "استقال الوزير.", ["negation_missing"]),
        ("He isn't guilty.", "هو غير مذنب.", []),
        ("He isn't guilty.", "هو مذنب.", ["negation_missing"]),
        ("No one was hurt.", "ولم يصب أحد.", []),
        ("It was not only cold but wet.", "كان الجو باردا ورطبا.", []),
        ("Whether or not it rains, we go.", "نذهب في كل الأحوال.", []),
        ("The minister resigned.", "استقال الوزير.", []),
    ],
)
def test_finds_in_each_example_what_is_wrong_and_nothing_else(source: str, target: str, expected: list[str]) -> None:
    assert [flag.code for flag in negation.find(Pair(source, target))] == expected
