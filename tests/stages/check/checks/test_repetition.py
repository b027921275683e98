import pytest

from pipeline.stages.check.checks import repetition
from pipeline.stages.check.pair import Pair


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("He left the town.", "غادر المدينة.", []),
        ("He left the old town.", "غادر المدينة القديمة غادر المدينة القديمة", ["repeated"]),
        ("He left the town.", "غادر غادر المدينة.", ["word_repeated"]),
        ("Never, never again.", "أبدا، أبدا.", []),
    ],
)
def test_finds_in_each_example_what_is_wrong_and_nothing_else(source: str, target: str, expected: list[str]) -> None:
    assert [flag.code for flag in repetition.find(Pair(source, target))] == expected
