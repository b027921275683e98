import pytest

from pipeline.stages.check.checks import addresses
from pipeline.stages.check.pair import Pair


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("See https://example.org/a for more.", "انظر https://example.org/a للمزيد.", []),
        ("See https://example.org/a for more.", "انظر https://example.org/b للمزيد.", ["address_changed"]),
        ("Mail jo@example.org.", "راسل جو.", ["address_changed"]),
        ("Posted by @nasa today.", "نشرته @nasa اليوم.", []),
        ("Posted by @nasa today.", "نشرته ناسا اليوم.", ["address_changed"]),
        ("Click ⟦1⟧here⟦2⟧.", "انقر ⟦1⟧هنا⟦2⟧.", []),
        ("Click ⟦1⟧here⟦2⟧.", "انقر ⟦1⟧هنا.", ["placeholder_lost"]),
        ("He said hi.", "قال &quot;مرحبا.", ["stray_markup"]),
        ("He said hi.", "قال <b>مرحبا</b>.", ["stray_markup", "stray_markup"]),
    ],
)
def test_finds_in_each_example_what_is_wrong_and_nothing_else(source: str, target: str, expected: list[str]) -> None:
    assert [flag.code for flag in addresses.find(Pair(source, target))] == expected
