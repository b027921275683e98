import pytest

from pipeline.stages.check.checks import headlines
from pipeline.stages.check.pair import Pair


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Storm cuts power on the coast", "عاصفة تقطع الكهرباء عن الساحل", []),
        ("Storm cuts power on the coast", "عاصفة تقطع الكهرباء عن الساحل.", ["headline_stop"]),
        ("Storm cuts power on the coast.", "عاصفة تقطع الكهرباء عن الساحل.", []),
        ("Storm cuts power, schools stay shut", "عاصفة تقطع الكهرباء. المدارس تبقى مغلقة", ["headline_sentences"]),
        ("What next?", "ماذا بعد؟", []),
        ("And then …", "وبعد ذلك...", []),
    ],
)
def test_finds_in_each_example_what_is_wrong_and_nothing_else(source: str, target: str, expected: list[str]) -> None:
    assert [flag.code for flag in headlines.find(Pair(source, target))] == expected
