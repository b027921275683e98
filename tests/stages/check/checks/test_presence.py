import pytest

from pipeline.stages.check.checks import presence
from pipeline.stages.check.pair import Pair


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("It rained.", "هطل المطر.", []),
        ("It rained.", "", ["empty"]),
        ("It rained.", " …\u200f", ["empty"]),
        ("It rained.", "15", ["empty"]),
        ("It rained on Monday.", "It rained on Monday.", ["echo"]),
        ("It rained on Monday.", "Sure! It rained on the Monday.", ["echo"]),
        ("It rained on Monday.", "Il a plu lundi.", ["wrong_language"]),
        ("It rained.", "下雨了。", ["wrong_language"]),
        ("It rained.", "هطل المطر در تهران می‌بارد", ["foreign_letters"]),
        ("BBC", "BBC", []),
        ("Jane Doe/Reuters", "Jane Doe/Reuters", ["echo"]),
        ("…", "…", []),
        ("", "", []),
        ("100", "100", []),
    ],
)
def test_finds_in_each_example_what_is_wrong_and_nothing_else(source: str, target: str, expected: list[str]) -> None:
    assert [flag.code for flag in presence.find(Pair(source, target))] == expected
