import pytest

from pipeline.stages.check.checks import times
from pipeline.stages.check.pair import Pair


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("It began at 9:30 am.", "بدأ في الساعة 9:30 صباحا.", []),
        ("It began at 9:30 a.m.", "بدأ في الساعة 9:30 ص.", []),
        ("It began at 9:30 am.", "بدأ في الساعة 9:30 مساء.", ["time_changed"]),
        ("It began at 8 p.m. on Monday.", "بدأ في الثامنة صباح يوم الاثنين.", ["time_changed"]),
        ("It began at 8 p.m. on Monday.", "بدأ في الثامنة من مساء يوم الاثنين.", []),
        ("It began at 8 pm.", "بدأ في الساعة 20:00.", []),
        ("It began at 2 am.", "بدأ في الثانية بعد منتصف الليل.", []),
        ("It ran from 9 am to 5 pm.", "استمر من التاسعة صباحا إلى الخامسة مساء.", []),
        ("It struck at 5:40 GMT.", "وقع في الساعة 5:40 بتوقيت غرينتش.", []),
        ("It struck at 05:40 GMT.", "وقع في الساعة 05:40.", ["time_zone"]),
        ("It struck at 5:40 local time.", "وقع في الساعة 5:40 بالتوقيت المحلي.", []),
    ],
)
def test_finds_in_each_example_what_is_wrong_and_nothing_else(source: str, target: str, expected: list[str]) -> None:
    assert [flag.code for flag in times.find(Pair(source, target))] == expected
