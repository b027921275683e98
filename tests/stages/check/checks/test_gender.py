import pytest

from pipeline.stages.check.checks import gender
from pipeline.stages.check.pair import Pair


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ('"It is over," she said.', "قالت: «انتهى الأمر».", []),
        ('"It is over," she said.', "قال: «انتهى الأمر».", ["speaker_gender"]),
        ('"It is over," he said.', "وقال: «انتهى الأمر».", []),
        ('"It is over," he said.', "وقالت: «انتهى الأمر».", ["speaker_gender"]),
        ("Ms Davis left.", "غادرت السيدة ديفيس.", []),
        ("Ms Davis left.", "غادر السيد ديفيس.", ["speaker_gender"]),
        ("Mr Davis left.", "غادرت السيدة ديفيس.", ["speaker_gender"]),
        ("Police said he left.", "قالت الشرطة إنه غادر.", []),
        ('"It is over," the minister said.', "قالت الوزيرة: «انتهى الأمر».", []),
    ],
)
def test_finds_in_each_example_what_is_wrong_and_nothing_else(source: str, target: str, expected: list[str]) -> None:
    assert [flag.code for flag in gender.find(Pair(source, target))] == expected
