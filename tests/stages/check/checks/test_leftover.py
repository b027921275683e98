import pytest

from pipeline.stages.check.checks import leftover
from pipeline.stages.check.pair import Pair


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Markets fell sharply.", "هبطت الأسواق بشدة.", []),
        ("Markets fell sharply.", "هبطت الأسواق sharply.", ["english_word_left"]),
        ("The government fell sharply.", "هبطت the government بشدة.", ["english_left"]),
        ("Apple and NASA met on X.", "اجتمعت Apple وNASA على X.", []),
        ("The JAS 39C Gripen crashed.", "تحطمت طائرة JAS 39C Gripen.", []),
        ("The film Chariots of Fire won.", "فاز فيلم Chariots of Fire.", []),
        ("Write to jo@example.org or see weather.com.", "اكتب إلى jo@example.org أو زر weather.com.", []),
        ("It is told at isles-line.example and data.gov.uk.", "ورد ذلك في isles-line.example وdata.gov.uk.", []),
        ("It fell.", "Here is the translation: هبطت.", ["english_left"]),
    ],
)
def test_finds_in_each_example_what_is_wrong_and_nothing_else(source: str, target: str, expected: list[str]) -> None:
    assert [flag.code for flag in leftover.find(Pair(source, target))] == expected
