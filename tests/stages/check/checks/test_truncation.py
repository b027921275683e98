import pytest

from pipeline.stages.check.checks import truncation
from pipeline.stages.check.pair import Pair

SOURCE = "The president told reporters on Monday that the new law would protect the rights of workers."
TARGET = "قال الرئيس للصحفيين يوم الاثنين إن القانون الجديد سيحمي حقوق العمال."


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (SOURCE, TARGET, []),
        (SOURCE, TARGET.removesuffix("."), []),
        (SOURCE, "قال الرئيس للصحفيين يوم الاثنين إن القانون الجديد", ["truncated"]),
        (SOURCE, "قال الرئيس للصحفيين يوم الاثنين إن", ["truncated"]),
        ("New law to protect workers", "قانون جديد لحماية العمال", []),
        ("", "", []),
    ],
)
def test_finds_in_each_example_what_is_wrong_and_nothing_else(source: str, target: str, expected: list[str]) -> None:
    assert [flag.code for flag in truncation.find(Pair(source, target))] == expected
