import pytest

from pipeline.stages.check.checks import quotation
from pipeline.stages.check.pair import Pair


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ('He said "no".', 'قال "لا".', []),
        ("He said “no”.", "قال «لا».", []),
        ('He said "no".', 'قال "لا.', ["quotation_mark"]),
        ('He said "no.', 'قال "لا.', []),
        ('He said "no.', "قال لا.", ["quotation_mark"]),
        ('He said "no.', 'قال "لا".', []),
        ("The Sun", '"الشمس"', []),
        ("It (the law) fell.", "سقط (القانون).", []),
        ("It (the law) fell.", "سقط (القانون.", ["bracket"]),
    ],
)
def test_finds_in_each_example_what_is_wrong_and_nothing_else(source: str, target: str, expected: list[str]) -> None:
    assert [flag.code for flag in quotation.find(Pair(source, target))] == expected
