import pytest

from pipeline.stages.check.checks import length
from pipeline.stages.check.pair import Pair


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("He left the town.", "غادر المدينة.", []),
        ("He left the town early in the morning, and nobody saw him go; his brother stayed.", "غادر.", ["too_short"]),
        ("He left.", "غادر المدينة في الصباح الباكر ولم يره أحد، أما أخوه فقد بقي هناك.", ["too_long"]),
        ("Yes.", "أجل، بالتأكيد.", []),
    ],
)
def test_finds_in_each_example_what_is_wrong_and_nothing_else(source: str, target: str, expected: list[str]) -> None:
    assert [flag.code for flag in length.find(Pair(source, target))] == expected
