import pytest

from pipeline.stages.check.checks import currencies
from pipeline.stages.check.pair import Pair


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("It cost $5.", "كلف 5 دولارات.", []),
        ("It cost $5.", "كلف 5 يورو.", ["currency_changed"]),
        ("It cost $5.", "كلف 5.", ["currency_missing"]),
        ("It cost €5 and £3.", "كلف 5 يورو و3 جنيهات إسترلينية.", []),
        ("He lost 20 pounds of weight.", "فقد 20 رطلا من وزنه.", []),
        ("It rose from $5 to $6.", "ارتفع من 5 يورو إلى 6 دولارات.", ["currency_changed"]),
        ("The sterling pound fell against the dollar.", "هبط الجنيه الإسترليني أمام الدولار.", []),
        ("The team won again.", "فاز الفريق مجددا.", []),
        ("It cost 5 million won.", "كلف 5 ملايين وون.", []),
    ],
)
def test_finds_in_each_example_what_is_wrong_and_nothing_else(source: str, target: str, expected: list[str]) -> None:
    assert [flag.code for flag in currencies.find(Pair(source, target))] == expected
