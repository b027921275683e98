import pytest

from pipeline.stages.check.checks import scores
from pipeline.stages.check.pair import Pair


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Rovers beat United 3-1.", "فاز روفرز على يونايتد 3-1.", []),
        ("Rovers beat United 3–1.", "فاز روفرز على يونايتد ٣-١.", []),
        ("Rovers beat United 3-1.", "فاز روفرز على يونايتد 1-3.", ["score_reversed"]),
        ("Rovers beat United 3-1.", "فاز روفرز على يونايتد بثلاثة أهداف مقابل هدف.", []),
        ("They drew 2-2.", "تعادلا 2-2.", []),
        ("The war of 1939-45 ended.", "انتهت حرب 1939-45.", []),
        ("He waits 5-10 days.", "ينتظر 10-5 أيام.", []),
    ],
)
def test_finds_in_each_example_what_is_wrong_and_nothing_else(source: str, target: str, expected: list[str]) -> None:
    assert [flag.code for flag in scores.find(Pair(source, target))] == expected
