import pytest

from pipeline.stages.check.checks import percentages
from pipeline.stages.check.pair import Pair


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("It rose 5%.", "ارتفع 5%.", []),
        ("It rose 5 percent.", "ارتفع بنسبة خمسة في المئة.", []),
        ("It rose 5 per cent.", "ارتفع 5 بالمائة.", []),
        ("It rose from 5% to 7%.", "ارتفع من 5 إلى 7٪.", []),
        ("It rose 5%.", "ارتفع 5.", ["percentage_missing"]),
        ("It rose 5.", "ارتفع 5%.", ["percentage_added"]),
        ("It rose 5 percentage points.", "ارتفع 5 نقاط مئوية.", []),
        ("It rose 5 percentage points.", "ارتفع 5 في المئة.", ["percentage_points"]),
        ("It rose by 4 percent.", "ارتفع بأربع نقاط مئوية.", ["percentage_points"]),
        ("It rose by 4 percent.", "ارتفع 4 في المئة.", []),
    ],
)
def test_finds_in_each_example_what_is_wrong_and_nothing_else(source: str, target: str, expected: list[str]) -> None:
    assert [flag.code for flag in percentages.find(Pair(source, target))] == expected
